/** One event of Daily's webhook, in our words. What could not be read is null; `body` is what came. */
export type DailyEvent = {
  /** The same for every delivery of the same event: `participant.joined:<session>`, or a digest of the body. */
  key: string
  type: string
  room: string | null
  participantId: string | null
  /** Null when Daily only repeats the session's own ID. */
  userId: string | null
  name: string | null
  meetingId: string | null
  joinedAt: Date | null
  happenedAt: Date | null
  /** `fresh` may be believed at once; the others only bring a poll forward. */
  standing: 'fresh' | 'late' | 'early' | 'unreadable'
  body: unknown
}
