import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SQL, sql } from 'drizzle-orm'
import { emptyTables, withDatabase } from '#e2e/support/database'
import { database, inTransaction } from '#lib/db/database'
import { appendAudit } from './record.ts'
import { type Verification, verifyAudit } from './verify.ts'

withDatabase()

const SECRET_NAME = 'Sam O’Neill'

async function recordThree(): Promise<void> {
  for (const room of ['class-7a', 'class-7b', 'class-7c']) {
    await inTransaction((tx) =>
      appendAudit(tx, {
        actor: { kind: 'operator', id: 'op-1', name: 'Ada' },
        verb: 'participant.eject',
        result: 'asked',
        room,
        decisionId: crypto.randomUUID(),
        details: { ban: true, targets: 2, nested: { b: 1, a: [null, 'x'] } },
        subjects: [
          { kind: 'participant', id: `p-${room}`, name: SECRET_NAME },
          { kind: 'user', id: `u-${room}` },
          { reason: 'Shop links.' },
        ],
      }),
    )
  }
}

/** Verifies after tampering, then empties the tables, since a broken record must not outlive the test. */
async function verifiedAfter(tampering: SQL): Promise<Verification> {
  await recordThree()
  const db = await database()
  await db.execute(tampering)
  const found = await verifyAudit()
  await emptyTables()
  return found
}

test('an untouched record is whole', async () => {
  await recordThree()
  const found = await verifyAudit()
  assert.equal(found.ok, true)
  assert.equal(found.ok && found.events, 3)
})

test('an empty record is whole', async () => {
  assert.equal((await verifyAudit()).ok, true)
})

const CHANGES: Record<string, SQL> = {
  at: sql`at = at + interval '1 millisecond'`,
  actor_kind: sql`actor_kind = 'system'`,
  actor_id: sql`actor_id = 'op-2'`,
  'actor_id, taken away': sql`actor_id = null`,
  actor_name: sql`actor_name = 'Eve'`,
  verb: sql`verb = 'ban.lift'`,
  result: sql`result = 'done'`,
  room: sql`room = 'class-7z'`,
  decision_id: sql`decision_id = gen_random_uuid()`,
  details: sql`details = details || '{"ban": false}'`,
  subject_count: sql`subject_count = 2`,
  subjects_digest: sql`subjects_digest = repeat('a', 64)`,
  previous_hash: sql`previous_hash = repeat('a', 64)`,
  hash: sql`hash = repeat('a', 64)`,
}

for (const [column, change] of Object.entries(CHANGES)) {
  test(`a changed ${column} breaks the record at that event`, async () => {
    const found = await verifiedAfter(sql`update audit_events set ${change} where seq = 2`)
    assert.equal(found.ok, false)
    assert.equal(!found.ok && found.seq, 2)
  })
}

test('every column of an event is covered by a change above', async () => {
  const db = await database()
  const { rows } = await db.execute<{ name: string }>(
    sql`select column_name as name from information_schema.columns where table_name = 'audit_events'`,
  )
  const covered = [...Object.keys(CHANGES), 'seq']
  assert.deepEqual(
    rows.map((row) => row.name).filter((name) => !covered.includes(name)),
    [],
  )
})

const REMOVALS: Record<string, [SQL, number]> = {
  'the first event is removed': [sql`delete from audit_events where seq = 1`, 2],
  'an event in the middle is removed': [sql`delete from audit_events where seq = 2`, 3],
  'the last event is removed': [sql`delete from audit_events where seq = 3`, 3],
  'the record is emptied': [sql`delete from audit_events`, 1],
  'an event is given another number': [sql`update audit_events set seq = 9 where seq = 3`, 9],
  'two events change places': [
    sql`update audit_events set seq = case seq when 2 then 1002 when 3 then 1003 else seq end`,
    1002,
  ],
  'people are removed': [sql`delete from audit_subjects where seq = 2 and position = 0`, 2],
  'a person is added': [
    sql`insert into audit_subjects (seq, position, digest) values (2, 9, repeat('a', 64))`,
    2,
  ],
  'two people change places': [
    sql`update audit_subjects a set digest = b.digest, salt = b.salt, personal = b.personal
      from audit_subjects b where a.seq = 2 and b.seq = 2 and a.position < 2 and b.position = 1 - a.position`,
    2,
  ],
  'people of two events are exchanged': [
    sql`update audit_subjects a set digest = b.digest, salt = b.salt, personal = b.personal
      from audit_subjects b where a.position = b.position and a.seq in (2, 3) and b.seq = 5 - a.seq`,
    2,
  ],
  'a name is changed': [
    sql`update audit_subjects set personal = personal || '{"name": "Mia"}' where seq = 2 and position = 0`,
    2,
  ],
  'a reason is changed': [
    sql`update audit_subjects set personal = '{"reason": "none"}' where seq = 2 and position = 2`,
    2,
  ],
  'a salt is changed': [
    sql`update audit_subjects set salt = repeat('a', 32) where seq = 2 and position = 0`,
    2,
  ],
  'a digest is changed': [
    sql`update audit_subjects set digest = repeat('a', 64) where seq = 2 and position = 0`,
    2,
  ],
  'the head is set back': [sql`update audit_head set seq = 2`, 4],
}

for (const [what, [tampering, seq]] of Object.entries(REMOVALS)) {
  test(`the record tells when ${what}`, async () => {
    const found = await verifiedAfter(tampering)
    assert.equal(found.ok, false)
    assert.equal(!found.ok && found.seq, seq)
  })
}

test('erasing a person keeps the record true and leaves nothing of the name', async () => {
  await recordThree()
  const db = await database()
  await db.execute(
    sql`update audit_subjects set salt = null, personal = null where personal ->> 'name' is not null`,
  )

  const found = await verifyAudit()
  assert.equal(found.ok, true)
  assert.equal(found.ok && found.erasedSubjects, 3)
  const { rows } = await db.execute<{ all: string }>(sql`
    select coalesce((select jsonb_agg(e)::text from audit_events e), '')
      || coalesce((select jsonb_agg(s)::text from audit_subjects s), '') as all`)
  assert.ok(!rows[0]?.all.includes(SECRET_NAME))
})

test('events appended at once continue one another', async () => {
  await Promise.all(Array.from({ length: 12 }, () => recordThree()))
  const found = await verifyAudit()
  assert.equal(found.ok && found.events, 36)
})

test('an event of a transaction that fails leaves no gap', async () => {
  await recordThree()
  await assert.rejects(
    inTransaction(async (tx) => {
      await appendAudit(tx, { actor: { kind: 'system', name: 'x' }, verb: 'ban.lift', result: 'done' })
      throw new Error('rolled back')
    }),
  )
  await recordThree()
  const found = await verifyAudit()
  assert.equal(found.ok && found.events, 6)
})
