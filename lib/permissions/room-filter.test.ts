import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { coversRoom, type Operator } from './permissions.ts'
import { coversRoomSql } from './room-filter.ts'

withDatabase()

async function coveredBySql(operator: Operator, rooms: string[]): Promise<string[]> {
  const db = await database()
  const { rows } = await db.execute<{ room: string }>(sql`
    select room from jsonb_array_elements_text(${JSON.stringify(rooms)}::jsonb) with ordinality r(room, place)
    where ${coversRoomSql(operator, sql`room`)} order by place`)
  return rows.map((row) => row.room)
}

const piece = fc.constantFrom('a', 'A', '_', '-', '7', 'class', '*', '**')
const pattern = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
const room = fc
  .array(fc.constantFrom('a', 'A', '_', '-', '7', 'class', 'x', '\n', 'ä', '.'), { maxLength: 6 })
  .map((parts) => parts.join(''))

test('the database and the permissions agree on what a pattern covers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(pattern, { maxLength: 3 }),
      fc.array(room, { maxLength: 20 }),
      async (patterns, rooms) => {
        const operator = anOperator('moderator', { patterns })
        assert.deepEqual(
          await coveredBySql(operator, rooms),
          rooms.filter((name) => coversRoom(operator, name)),
        )
      },
    ),
    { numRuns: 300 },
  )
})

test('only the star is special, and letter case counts', async () => {
  const operator = anOperator('moderator', { patterns: ['class_1', 'lab-*'] })
  const rooms = ['class_1', 'classx1', 'class_1x', 'Class_1', 'lab-', 'lab-7', 'xlab-7', 'LAB-7']
  assert.deepEqual(await coveredBySql(operator, rooms), ['class_1', 'lab-', 'lab-7'])
})

test('an admin and an operator without patterns cover every room, one with an empty list none', async () => {
  assert.deepEqual(await coveredBySql(anOperator('admin', { patterns: [] }), ['x']), ['x'])
  assert.deepEqual(await coveredBySql(anOperator('viewer'), ['x']), ['x'])
  assert.deepEqual(await coveredBySql(anOperator('viewer', { patterns: [] }), ['x']), [])
})
