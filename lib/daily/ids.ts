/** The most that Daily takes as a user or participant ID, in UTF-16 units. */
export const MAX_ID_UNITS = 36

/** zod's `max` counts code points: an ID of many emoji would pass there that Daily does not take. */
export function isShortEnoughId(id: string): boolean {
  return id.length <= MAX_ID_UNITS
}
