/**
 * Where a reader stands: the database's own note of which transactions it had seen (`xmin:xmax:open,…`), and when that
 * was. What any later transaction wrote is what the reader has not seen, whatever order they ended in.
 */
export type Cursor = { snapshot: string; readAtMs: number }

const FORM = /^(\d{1,16})\.(\d{1,20}:\d{1,20}:(?:\d{1,20}(?:,\d{1,20})*)?)$/
const MAX_LENGTH = 2_000
/** Whoever has slept longer gets everything anew: of those who left, only the latest are told. */
const MAX_AGE_MS = 300_000

export function toCursorText({ snapshot, readAtMs }: Cursor): string {
  return `${readAtMs}.${snapshot}`
}

/** Null for one that is not ours, too old, or of another clock: then everything is told. */
export function readCursor(text: string | undefined, nowMs: number): Cursor | null {
  if (text === undefined || text.length > MAX_LENGTH) return null
  const [, readAt, snapshot] = FORM.exec(text) ?? []
  if (readAt === undefined || snapshot === undefined) return null
  const readAtMs = Number(readAt)
  return readAtMs <= nowMs && nowMs - readAtMs <= MAX_AGE_MS ? { snapshot, readAtMs } : null
}
