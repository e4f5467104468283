import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { auditTrail, eject, listAudit, ROOM, session, storeBan, user } from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator, protect } from '#e2e/support/operators'
import { storeWebhook } from '#e2e/support/outbox'
import { withSandbox } from '#e2e/support/sandbox'
import { anApiCaller } from '#e2e/support/tokens'
import { verifyAudit } from '#lib/audit/verify'
import { database } from '#lib/db/database'
import { attention, banProposals, erasures, webhookEvents } from '#lib/db/schema'
import { reportByApi } from '#lib/reports/by-api'
import { resolveReport } from '#lib/reports/resolve'
import { apiReportInput } from '#lib/reports/schemas'
import { addNote } from '#lib/reports/work'
import { erasePerson, finishErasures, previewErasure } from './erase.ts'
import { eraseEverywhere } from './erase-steps.ts'
import { writeNote } from './notes.ts'

withDatabase()
const { daily } = withSandbox()
const joined = withHostedRoom(daily)

const admin = anOperator('admin', { id: 'boss', name: 'Boss' })
const MARKER = 'zq-marker'
const MARKED = `${MARKER}-"user"`
const person = { userId: MARKED }

async function report(userId: string, reporter: string): Promise<string> {
  const input = apiReportInput.parse({
    room: ROOM,
    user_id: userId,
    category: 'harassment',
    text: `${MARKER} said something`,
    reporter_user_id: reporter,
    evidence: [`https://example.org/${MARKER}`],
  })
  const headers = new Headers({ 'idempotency-key': `${MARKER}-${crypto.randomUUID()}` })
  return (await reportByApi(anApiCaller(), input, headers)).body.id
}

/** The person leaves a trace in every table there is. */
async function plant(): Promise<void> {
  await storeWebhook()
  const sessionId = await joined(MARKED, `${MARKER} name`)
  await joined('u-other', 'Other')
  const reportId = await report(MARKED, 'u-other')
  await report('u-other', MARKED)
  await addNote(admin, { reportId, text: `${MARKER} was seen` })
  await writeNote(admin, { person, text: `${MARKER} is known` })
  await eject(admin, [session(sessionId)], { reason: `${MARKER} shouted` })
  await eject(admin, [user(MARKED), user('u-other')], { reason: 'both' })
  await resolveReport(admin, {
    reportId,
    seen: 1,
    resolution: 'acted_on',
    badFaith: false,
    reason: `${MARKER} was warned`,
    answer: `${MARKER} will not do it again`,
  })
  const db = await database()
  await db.insert(webhookEvents).values({
    key: 'participant.joined:x',
    type: 'participant.joined',
    standing: 'fresh',
    body: { payload: { user_id: MARKED, user_name: `${MARKER} name` } },
  })
  await db.insert(attention).values({
    operatorId: 'boss',
    room: ROOM,
    operatorName: 'Boss',
    ids: [MARKED],
    until: new Date(),
  })
  await db.insert(banProposals).values({
    id: crypto.randomUUID(),
    input: { userIds: [MARKED, 'u-other'] },
    people: 2,
    askedById: 'boss',
    askedByName: 'Boss',
  })
}

/** Every column of every table in which the marker still stands. */
async function traces(): Promise<string[]> {
  const db = await database()
  const { rows } = await db.execute<{ table: string; column: string }>(sql`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`)
  assert.ok(rows.length > 200, 'the columns of all tables')
  const found: string[] = []
  for (const { table, column } of rows) {
    const { rows: hits } = await db.execute(sql`
      select 1 from ${sql.identifier(table)} where strpos(${sql.identifier(column)}::text, ${MARKER}) > 0 limit 1`)
    if (hits.length > 0) found.push(`${table}.${column}`)
  }
  return found.toSorted()
}

async function figures(): Promise<unknown> {
  const db = await database()
  const { rows } = await db.execute(sql`
    select (select count(*)::int from participants where room = ${ROOM}) as sessions,
      (select count(*)::int from reports) as reports, (select count(*)::int from report_groups) as groups,
      (select jsonb_object_agg(coalesce(outcome, '-'), n order by outcome) from
        (select outcome, count(*) as n from decision_targets group by 1) t) as outcomes,
      (select count(*)::int from bans) as bans, (select count(*)::int from person_notes) as notes`)
  return rows[0]
}

test('nothing of an erased person is left in any column of any table, and the record is whole', async () => {
  await plant()
  assert.ok((await traces()).length > 12, 'there was something to erase')
  const before = await figures()
  const others = await othersRows()

  const { bansKept } = await erasePerson(admin, { person, confirm: MARKED })

  assert.equal(bansKept, 0)
  assert.deepEqual(await traces(), [])
  assert.deepEqual(await figures(), before, 'counts and outcomes stay')
  assert.deepEqual(await othersRows(), others, 'whoever else was named is as before')
  const verified = await verifyAudit()
  assert.ok(verified.ok && verified.erasedSubjects > 0)
  assert.equal((await auditTrail()).at(-1), 'person.erase done')
})

async function othersRows() {
  const db = await database()
  const { rows } = await db.execute(sql`
    select room, user_id, name from participants where user_id = 'u-other'
    union all select room, user_id, name from decision_targets t join decisions d on d.id = t.decision_id
      where t.user_id = 'u-other' order by 1, 2, 3`)
  return rows
}

test('a ban in force keeps the user ID and nothing else; when it has ended the rest goes', async () => {
  await plant()
  await storeBan(MARKED, {
    name: `${MARKER} name`,
    reason: `${MARKER} spam`,
    evidence: `https://example.org/${MARKER}`,
    endsAt: new Date(Date.now() + 60_000),
  })
  const preview = await previewErasure(admin, person)
  assert.equal(preview.bans.length, 1)

  const { bansKept } = await erasePerson(admin, { person, confirm: MARKED })
  assert.equal(bansKept, 1)
  assert.deepEqual(await traces(), ['bans.user_id', 'erasures.user_id'])
  assert.equal(await finishErasures(), 0, 'not while it holds')

  await letTimePass(120)
  assert.equal(await finishErasures(), 1)
  assert.deepEqual(await traces(), [])
  assert.equal(await finishErasures(), 0)
})

test('what a crash broke off is finished by the job, under the same pseudonym', async () => {
  await plant()
  const db = await database()
  await db.insert(erasures).values({
    id: crypto.randomUUID(),
    at: new Date(),
    byId: 'boss',
    byName: 'Boss',
    pseudonym: 'erased-0123456789ab',
    userId: MARKED,
    counts: {},
  })
  await db.execute(sql`update participants set user_id = 'erased-0123456789ab' where user_id = ${MARKED}`)
  await finishErasures()
  const { rows } = await db.execute<{ pseudonym: string }>(sql`
    select distinct user_id as pseudonym from decision_targets where user_id like 'erased-%'`)
  assert.deepEqual(rows, [{ pseudonym: 'erased-0123456789ab' }])
  assert.deepEqual(await traces(), ['participants.name'], 'a session that was no longer theirs')
})

test('two at once are one erasure; a second one finds nothing more', async () => {
  await plant()
  await Promise.all([
    erasePerson(admin, { person, confirm: MARKED }),
    erasePerson(admin, { person, confirm: MARKED }),
  ])
  const db = await database()
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(distinct user_id)::int as n from decision_targets where user_id like 'erased-%'`,
  )
  assert.equal(rows[0]?.n, 1)
  assert.deepEqual(await traces(), [])
})

test('only an admin, only with the ID typed again, and nobody who is protected', async () => {
  await plant()
  for (const role of ['viewer', 'support', 'moderator'] as const)
    await assert.rejects(erasePerson(anOperator(role), { person, confirm: MARKED }), { code: 'forbidden' })
  await assert.rejects(erasePerson(admin, { person, confirm: MARKER }), { code: 'invalid_input' })
  await protect(MARKED)
  await assert.rejects(erasePerson(admin, { person, confirm: MARKED }), { code: 'conflict' })
  assert.ok((await traces()).length > 12)
  assert.ok(!(await listAudit()).some(({ verb }) => verb === 'person.erase'))
})

test('of somebody without a user ID the one session goes', async () => {
  const participantId = await joined(null, `${MARKER} name`)
  await eject(admin, [session(participantId)], { reason: `${MARKER} shouted` })
  await writeNote(admin, { person: { participantId }, text: `${MARKER} is known` })
  await eraseEverywhere({ userId: null, participantId, pseudonym: 'erased-000000000000' })
  assert.deepEqual(await traces(), [])
  assert.ok((await verifyAudit()).ok)
})
