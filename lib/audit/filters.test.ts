import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import { ADA, recordEvents } from '#e2e/support/audit'
import { withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { database } from '#lib/db/database'
import { ALL_PERMISSIONS } from '#lib/permissions/permissions'
import { AUDIT_GROUPS, type AuditGroup, nounsOf } from './groups.ts'
import { listActors, listAudit } from './queries.ts'
import { listAuditInput } from './schemas.ts'
import { KNOWN_VERBS } from './words.ts'

withDatabase()

const admin = anOperator('admin')
const HOST_APP = { kind: 'token', id: 'token-1', name: 'host app' } as const
const ROOMWARDEN = { kind: 'system', name: 'Roomwarden' } as const

/** Numbers of what the filters fit, page by page. */
async function find(query: Record<string, string>, operator = admin): Promise<number[]> {
  const seen: number[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await listAudit(operator, listAuditInput.parse({ ...query, cursor }))
    seen.push(...page.rows.map((row) => row.seq))
    cursor = page.older
  }
  return seen
}

test('by who did it: an operator, an API token or Roomwarden itself, by any part of the name', async () => {
  const eve = { ...ADA, id: 'op-eve', name: 'Eve 100%_\\' }
  await recordEvents({}, { actor: HOST_APP }, { actor: ROOMWARDEN }, { actor: eve })

  assert.deepEqual(await find({ who: 'Ada' }), [1])
  assert.deepEqual(await find({ who: ' aDA ' }), [1])
  assert.deepEqual(await find({ who: 'HOST' }), [2])
  assert.deepEqual(await find({ who: 'roomwarden' }), [3])
  assert.deepEqual(await find({ who: '100%_\\' }), [4])
  assert.deepEqual(await find({ who: '%' }), [4])
  assert.deepEqual(await find({ who: 'a' }), [3, 2, 1])
  assert.deepEqual(await find({ who: '  ' }), [4, 3, 2, 1])
})

test('by the user ID or participant ID of somebody an event names, whole and in any event', async () => {
  const odd = ' <img src=x> \u202e=cmd '
  await recordEvents(
    { subjects: [{ kind: 'participant', id: 'p-1', userId: 'u-1', name: 'Sam' }] },
    { subjects: [{ kind: 'user', id: 'u-1', userId: 'u-1' }, { reason: 'p-1' }] },
    { subjects: [{ kind: 'user', id: 'u-2', userId: 'u-2', participantId: 'p-1' }] },
    { subjects: [{ kind: 'user', id: 'u-10', userId: 'u-10' }] },
    { subjects: [{ kind: 'user', id: odd, userId: odd }] },
    { subjects: [{ kind: 'participant', id: 'p-2', userId: null }] },
  )

  assert.deepEqual(await find({ person: 'u-1' }), [2, 1])
  assert.deepEqual(await find({ person: '  u-1\t' }), [2, 1])
  assert.deepEqual(await find({ person: 'p-1' }), [3, 1])
  assert.deepEqual(await find({ person: 'p-2' }), [6])
  assert.deepEqual(await find({ person: odd }), [5])
  assert.deepEqual(await find({ person: 'u-' }), [])
})

test('somebody erased since is not found any more', async () => {
  await recordEvents({ subjects: [{ kind: 'user', id: 'u-1', userId: 'u-1' }] })
  const db = await database()
  await db.execute(sql`update audit_subjects set salt = null, personal = null`)

  assert.deepEqual(await find({ person: 'u-1' }), [])
})

test('by what was done, and by what was refused', async () => {
  await recordEvents(
    {},
    { verb: 'ban.create', result: 'done' },
    { verb: 'enforcement.pause', result: 'done' },
    { verb: 'report.claim', result: 'done' },
    { verb: 'report_link.create', result: 'done' },
    { verb: 'person.note', result: 'done' },
    { verb: 'policy.change', result: 'done' },
    { verb: 'session.start', result: 'failed' },
    { verb: 'ban.wide', result: 'refused' },
    { verb: 'token.create', result: 'done' },
    { verb: 'audit.export', result: 'done' },
    { verb: 'bank.rob', result: 'done' },
  )
  const expected: Record<AuditGroup, number[]> = {
    ejects: [1],
    bans: [9, 3, 2],
    reports: [5, 4],
    people: [6],
    settings: [7],
    tokens: [10],
    access: [8],
    exports: [11],
    refusals: [9],
  }
  for (const group of AUDIT_GROUPS) assert.deepEqual(await find({ group }), expected[group], group)
})

test('whatever there is to be done belongs to exactly one group', () => {
  const nouns = AUDIT_GROUPS.flatMap((group) => (group === 'refusals' ? [] : nounsOf(group)))
  assert.equal(new Set(nouns).size, nouns.length)
  for (const verb of [...KNOWN_VERBS, ...ALL_PERMISSIONS])
    assert.ok(nouns.includes(verb.split('.')[0] ?? ''), verb)
})

test('by days of a zone: the first moment of the first and the last one of the last', async (t) => {
  const moments = [
    '2026-11-25T22:59:59.999Z',
    '2026-11-25T23:00:00.000Z',
    '2026-11-26T22:59:59.999Z',
    '2026-11-26T23:00:00.000Z',
  ]
  for (const moment of moments) {
    t.mock.timers.enable({ apis: ['Date'], now: Date.parse(moment) })
    await recordEvents({})
    t.mock.timers.reset()
  }

  const zone = 'Europe/Berlin'
  assert.deepEqual(await find({ since: '2026-11-26', until: '2026-11-26', zone }), [3, 2])
  assert.deepEqual(await find({ since: '2026-11-26', zone }), [4, 3, 2])
  assert.deepEqual(await find({ until: '2026-11-25', zone }), [1])
  assert.deepEqual(await find({ since: '2026-11-26', until: '2026-11-26' }), [4, 3])
  assert.deepEqual(await find({ since: '2026-11-27', until: '2026-11-27', zone: 'Asia/Kolkata' }), [4, 3])
})

test('all filters at once narrow one another down', async () => {
  const [room, decisionId] = ['class-7b', crypto.randomUUID()]
  const subjects = [{ kind: 'user', id: 'u-1', userId: 'u-1' }]
  await recordEvents(
    { room, decisionId, subjects },
    { room, decisionId, subjects, actor: HOST_APP },
    { room: 'class-8', decisionId, subjects },
    { room, decisionId },
    { room, subjects },
    { room, decisionId, subjects, verb: 'ban.lift' },
  )
  const day = new Date().toISOString().slice(0, 10)

  assert.deepEqual(
    await find({ room, decisionId, who: 'ada', person: 'u-1', group: 'ejects', since: day, until: day }),
    [1],
  )
  assert.deepEqual(await find({ room, person: 'u-1' }), [6, 5, 2, 1])
  assert.deepEqual(await find({ room, decisionId }), [6, 4, 2, 1])
})

test('few of many are found once each, whatever stands between them', async () => {
  const db = await database()
  await recordEvents(...Array.from({ length: 60 }, () => ({ actor: HOST_APP })))
  // Far more than is looked through in one go. The record that is checked after the test does not hold them.
  await db.execute(sql`
    insert into audit_events (seq, at, actor_kind, actor_name, verb, result, details, subject_count, subjects_digest,
      previous_hash, hash)
    select 60 + n, now(), 'system', case when n % 10000 = 0 then 'host app' else 'Roomwarden' end, 'history.purge',
      'done', '{}', 0, '', '', '' from generate_series(1, 90000) n`)
  await db.execute(sql`update audit_head set seq = 90060`)

  const first = await listAudit(admin, listAuditInput.parse({ cursor: '', who: 'host app' }))
  const second = await listAudit(admin, listAuditInput.parse({ cursor: first.older ?? '', who: 'host app' }))
  const back = await listAudit(admin, listAuditInput.parse({ cursor: second.newer ?? '', who: 'host app' }))
  const seen = [...first.rows, ...second.rows].map(({ seq }) => seq)
  assert.equal(seen.length, 69)
  assert.deepEqual(
    seen.slice(0, 10),
    [90_060, 80_060, 70_060, 60_060, 50_060, 40_060, 30_060, 20_060, 10_060, 60],
  )
  assert.equal(new Set(seen).size, 69)
  assert.equal(second.older, null)
  assert.deepEqual(
    back.rows.map(({ seq }) => seq),
    first.rows.map(({ seq }) => seq),
  )
  await db.execute(sql`delete from audit_events`)
  await db.execute(sql`update audit_head set seq = 0, hash = repeat('0', 64)`)
})

test('120 events of one moment that a filter fits, between as many that it does not, are each seen once', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-11-26T12:00:00Z') })
  const subjects = [{ kind: 'user', id: 'u-1', userId: 'u-1' }]
  await recordEvents(
    ...Array.from({ length: 240 }, (_, n) => (n % 2 === 0 ? { subjects } : { actor: HOST_APP })),
  )
  const filters = [{ person: 'u-1' }, { who: 'ada' }, { person: 'u-1', who: 'ada', since: '2026-11-26' }]
  for (const query of filters) {
    const first = await listAudit(admin, listAuditInput.parse({ ...query, cursor: '' }))
    await recordEvents({ subjects }, {})
    const second = await listAudit(admin, listAuditInput.parse({ ...query, cursor: first.older ?? '' }))
    const third = await listAudit(admin, listAuditInput.parse({ ...query, cursor: second.older ?? '' }))
    const seen = [...first.rows, ...second.rows, ...third.rows].map(({ seq }) => seq)
    const old = seen.filter((seq) => seq <= 240)
    assert.deepEqual(
      old,
      Array.from({ length: 120 }, (_, n) => 239 - 2 * n),
    )
    assert.equal(new Set(seen).size, seen.length)
  }
})

test('filters find nothing in rooms that are not the operator’s, nor what has no room', async () => {
  const subjects = [{ kind: 'user', id: 'u-1', userId: 'u-1' }]
  await recordEvents({ room: 'class-7b', subjects }, { room: 'lab-1', subjects }, { subjects })
  const moderator = anOperator('moderator', { patterns: ['class-*'] })

  assert.deepEqual(await find({ person: 'u-1' }, moderator), [1])
  assert.deepEqual(await find({ who: 'Ada' }, moderator), [1])
  await assert.rejects(find({ person: 'u-1' }, anOperator('support')), { code: 'forbidden' })
})

test('there is to choose from who did something in the operator’s rooms, also when they are gone', async () => {
  await recordEvents({ room: 'class-7b' }, { room: 'lab-1', actor: HOST_APP }, { actor: ROOMWARDEN })

  assert.deepEqual(await listActors(admin), ['Ada', 'host app', 'Roomwarden'])
  assert.deepEqual(await listActors(anOperator('moderator', { patterns: ['class-*'] })), ['Ada'])
  await assert.rejects(listActors(anOperator('viewer')), { code: 'forbidden' })
})

test('what cannot be read counts as absent, days the wrong way round are told', () => {
  const odd = listAuditInput.parse({
    cursor: 'x',
    who: 'x'.repeat(201),
    person: ['u-1', 'u-2'],
    group: 'nonsense',
    since: '2026-02-30',
    until: '9999-12-31',
    zone: 'Mars/Olympus',
  })
  const { cursor, zone, ...others } = odd
  assert.deepEqual({ cursor, zone }, { cursor: null, zone: 'UTC' })
  assert.deepEqual(
    Object.values(others).filter((value) => value !== undefined),
    [],
  )
  const { success, error } = listAuditInput.safeParse({ since: '2026-11-27', until: '2026-11-26' })
  assert.equal(success, false)
  assert.equal(error?.issues[0]?.message, 'The first day is after the last.')
  assert.equal(listAuditInput.parse({ person: 'a\0b\ud800' }).person, 'a\ufffdb\ufffd')
})
