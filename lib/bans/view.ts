/** An active ban as a list shows it. Times in milliseconds since 1970; `endsAt` null is for good. */
export type BanView = {
  banId: string
  userId: string
  name: string | null
  scopeKind: 'room' | 'pattern' | 'all'
  scopeValue: string
  startsAt: number
  endsAt: number | null
  by: string
  mine: boolean
  policy: string
  reason: string
  enforcedCount: number
  lastEnforcedAt: number | null
  /** Daily was told, and may refuse the person until that meeting ends, even if the ban is lifted. */
  toldDaily: boolean
  mayLift: boolean
}
