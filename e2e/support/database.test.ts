import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { rooms } from '#lib/db/schema'
import { letTimePass, withDatabase } from './database.ts'

withDatabase()

for (const turn of ['first', 'second']) {
  test(`every test finds empty tables, the ${turn} one too`, async () => {
    const db = await database()
    const [row] = await db.select({ rooms: count() }).from(rooms)
    assert.equal(row?.rooms, 0)
    await db.insert(rooms).values({ room: 'class-7b', privacyAt: new Date('2026-03-01T12:00:00Z') })
  })
}

test('time that passes lies in every table', async () => {
  const db = await database()
  await db.insert(rooms).values({ room: 'class-7b', privacyAt: new Date('2026-03-01T12:00:00Z') })

  await letTimePass(90)

  const [row] = await db.select({ at: rooms.privacyAt }).from(rooms)
  assert.deepEqual(row?.at, new Date('2026-03-01T11:58:30Z'))
})
