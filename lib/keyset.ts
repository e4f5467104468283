/** A place in a list ordered by a number, then by an ID; a page begins beyond it. */
export type Cursor = { direction: 'newer' | 'older'; at: number; id: string }

export type Page<Row> = { rows: Row[]; newer: string | null; older: string | null }

type Place = Omit<Cursor, 'direction'>

const CURSOR = /^(newer|older)\.(\d{1,16})(?:\.(.*))?$/su
/** Milliseconds since 1970, as most lists are ordered. */
export const TIME_DIGITS = 13

export function parseCursor(text: string): Cursor | null {
  return parseCursorOf(TIME_DIGITS, text)
}

/** For lists whose number may have more digits than a time. Null for a place that cannot be read. */
export function parseCursorOf(mostDigits: number, text: string): Cursor | null {
  const [, direction, at, id = ''] = CURSOR.exec(text) ?? []
  if ((direction !== 'newer' && direction !== 'older') || at === undefined) return null
  return at.length > mostDigits ? null : { direction, at: Number(at), id }
}

export function toCursor({ direction, at, id }: Cursor): string {
  return id === '' ? `${direction}.${at}` : `${direction}.${at}.${id}`
}

/**
 * One page of a list, newest first. `read` gives up to `limit` rows beyond the cursor, nearest to it first: newer ones
 * upwards, older ones, and all without a cursor, downwards. Rows that arrive meanwhile move nothing. A place that has
 * run empty leads to the first page.
 */
export async function readPage<Row>(
  cursor: Cursor | null,
  size: number,
  read: (cursor: Cursor | null, limit: number) => Promise<Row[]>,
  placeOf: (row: Row) => Place,
): Promise<Page<Row>> {
  const found = await read(cursor, size + 1)
  const more = found.length > size
  const goingUp = cursor?.direction === 'newer'
  if (cursor !== null && (found.length === 0 || (goingUp && !more)))
    return readPage(null, size, read, placeOf)
  const near = found.slice(0, size)
  const rows = goingUp ? near.reverse() : near
  const linkFrom = (direction: Cursor['direction'], row: Row | undefined) =>
    row === undefined ? null : toCursor({ direction, ...placeOf(row) })
  return {
    rows,
    newer: cursor === null ? null : linkFrom('newer', rows[0]),
    older: goingUp || more ? linkFrom('older', rows.at(-1)) : null,
  }
}
