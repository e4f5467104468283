import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count, sql } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { forgetProcessWide } from '#lib/process-wide'
import { database, databaseKind, inTransaction } from './database.ts'
import { holdLease, releaseLease } from './lease.ts'
import { rooms } from './schema.ts'

withDatabase()

const GUARD = /main database handle was used inside a transaction/

async function countRooms(): Promise<number> {
  const db = await database()
  const [row] = await db.select({ rooms: count() }).from(rooms)
  return row?.rooms ?? 0
}

for (const [way, misuse] of [
  ['asks for it anew', async () => void (await database())],
  ['opens a transaction of its own', async () => void (await inTransaction(async () => {}))],
] as const) {
  test(`work inside a transaction that ${way} fails instead of hanging`, { timeout: 5_000 }, async () => {
    await assert.rejects(inTransaction(misuse), GUARD)
    assert.equal(await countRooms(), 0)
  })
}

for (const [way, misuse] of [
  ['queries', (db: Awaited<ReturnType<typeof database>>) => db.select().from(rooms)],
  ['executes', (db: Awaited<ReturnType<typeof database>>) => db.execute(sql`select 1`)],
  [
    'begins',
    (db: Awaited<ReturnType<typeof database>>) => db.transaction(async (tx) => tx.execute(sql`select 1`)),
  ],
] as const) {
  test(`a main handle kept from before that ${way} inside a transaction fails instead of hanging`, {
    timeout: 5_000,
  }, async () => {
    const db = await database()
    await assert.rejects(
      inTransaction(async () => void (await misuse(db))),
      (error: unknown) =>
        GUARD.test(String(error)) || (error instanceof Error && GUARD.test(String(error.cause))),
    )
    assert.equal(await countRooms(), 0)
  })
}

test('a transaction that fails leaves nothing, one that ends well everything', async () => {
  const work = (fails: boolean) =>
    inTransaction(async (tx) => {
      await tx.insert(rooms).values({ room: fails ? 'a' : 'b' })
      if (fails) throw new Error('on purpose')
    })
  await assert.rejects(work(true), /on purpose/)
  await work(false)
  assert.equal(await countRooms(), 1)
})

test('twenty transactions at once all end', { timeout: 10_000 }, async () => {
  const insert = (index: number) =>
    inTransaction(async (tx) => void (await tx.insert(rooms).values({ room: `r-${index}` })))
  await Promise.all(Array.from({ length: 20 }, (_, index) => insert(index)))
  assert.equal(await countRooms(), 20)
})

test('a lease has one holder until it is given back or runs out', async () => {
  const anotherProcess = () => forgetProcessWide('process-id')
  assert.equal(await holdLease('observer'), true)
  assert.equal(await holdLease('observer'), true, 'renewed by its holder')
  anotherProcess()
  assert.equal(await holdLease('observer'), false)
  await releaseLease('observer')
  assert.equal(await holdLease('observer'), false, 'only the holder gives it back')
  await letTimePass(11)
  assert.equal(await holdLease('observer'), true)
  await releaseLease('observer')
  anotherProcess()
  assert.equal(await holdLease('observer'), true)
})

test('the kind of the database is known', async () => {
  assert.match(await databaseKind(), /^(embedded|postgres)$/)
})
