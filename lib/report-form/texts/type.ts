/** Everything the form says, in one language. */
export type Texts = {
  title: string
  intro: string
  room: (room: string) => string
  whom: string
  choose: string
  joined: (ago: string) => string
  /** Where it is less than a minute. */
  momentAgo: string
  noName: string
  chosen: string
  somebodyElse: string
  otherName: string
  otherHint: string
  kind: string
  what: string
  whatHint: string
  when: string
  justNow: string
  earlier: string
  minutesAgo: string
  evidence: string
  evidenceHint: string
  optional: string
  send: string
  faulty: string
  faults: {
    whom: string
    kind: string
    text: string
    textLong: string
    other: string
    minutes: string
    evidence: string
  }
  tooMany: (minutes: number) => string
  notStored: string
  received: string
  thanks: string
  reference: string
  yourReports: string
  nobodyNamed: string
  sentAgo: (ago: string) => string
  states: { open: string; claimed: string; resolved: string }
  answer: string
  refresh: string
  another: string
  none: string
  expired: { title: string; text: string }
  unusable: { title: string; text: string }
  failed: { title: string; text: string }
  unreadable: { title: string; text: string }
  /** Policies as every installation begins with them; an own title stands as it was written. */
  policies: Record<string, string>
}
