import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Cursor, type Page, parseCursor, readPage, toCursor } from './keyset.ts'

type Row = { at: number; id: string }

const placeOf = (row: Row) => row

/** Newest first, as the database would answer. */
function reader(rows: Row[]) {
  const sorted = rows.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  const isBelow = (row: Row, { at, id }: Cursor) => row.at < at || (row.at === at && row.id < id)
  const isAbove = (row: Row, { at, id }: Cursor) => row.at > at || (row.at === at && row.id > id)
  return async (cursor: Cursor | null, limit: number) => {
    if (cursor === null) return sorted.slice(0, limit)
    if (cursor.direction === 'older') return sorted.filter((row) => isBelow(row, cursor)).slice(0, limit)
    return sorted
      .filter((row) => isAbove(row, cursor))
      .reverse()
      .slice(0, limit)
  }
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ at: index % 3, id: `id-${String(index).padStart(3, '0')}` }))

test('a cursor survives the address, whatever the ID holds', () => {
  fc.assert(
    fc.property(fc.constantFrom('newer', 'older'), fc.nat(), fc.string(), (direction, at, id) => {
      assert.deepEqual(parseCursor(toCursor({ direction, at, id })), { direction, at, id })
    }),
  )
})

test('an unreadable cursor is none', () => {
  for (const text of ['', 'older', 'older.', 'older.x', 'sideways.5', 'older.-5', 'older.99999999999999'])
    assert.equal(parseCursor(text), null)
})

test('walking down and up again sees every row once each way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 9 }), async (count, size) => {
      const read = reader(rowsOf(count))
      const down: string[] = []
      let last: string | null = null
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: Page<Row> = await readPage(parseCursor(cursor), size, read, placeOf)
        down.push(...page.rows.map((row) => row.id))
        last = cursor
        cursor = page.older
      }
      assert.equal(new Set(down).size, count)
      assert.equal(down.length, count)

      let page = await readPage(parseCursor(last ?? ''), size, read, placeOf)
      while (page.newer !== null) page = await readPage(parseCursor(page.newer), size, read, placeOf)
      assert.deepEqual(
        page.rows.map((row) => row.id),
        down.slice(0, size),
      )
    }),
  )
})

test('a place that has run empty leads to the first page', async () => {
  const read = reader(rowsOf(3))
  const page = await readPage({ direction: 'older', at: 0, id: '' }, 2, read, placeOf)
  assert.equal(page.rows.length, 2)
  assert.equal(page.newer, null)
})
