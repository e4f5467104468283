import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { auditTrail, eject, ROOM, storeBan, user } from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator } from '#e2e/support/operators'
import { storeReport } from '#e2e/support/reports'
import { withSandbox } from '#e2e/support/sandbox'
import { database } from '#lib/db/database'
import { personNotes } from '#lib/db/schema'
import type { Operator } from '#lib/permissions/permissions'
import { resolveReport } from '#lib/reports/resolve'
import { UNDO_SECONDS, undoNote, writeNote } from './notes.ts'
import { findPeople, getPerson } from './queries.ts'
import { timelineInput } from './schemas.ts'
import { readTimeline } from './timeline.ts'

withDatabase()
const { daily } = withSandbox()
const joined = withHostedRoom(daily)

const ada = anOperator('moderator', { id: 'ada', name: 'Ada' })
const inLabs = anOperator('moderator', { id: 'labs', name: 'Labs', patterns: ['lab-*'] })
const sam = { userId: 'u-sam' }

async function kindsOf(who: Operator, asked: Record<string, string> = {}): Promise<string[]> {
  const { rows } = await readTimeline(who, sam, timelineInput.parse(asked))
  return rows.map(({ kind }) => kind)
}

test('sessions, reports, decisions, bans and notes stand on one timeline, newest first', async () => {
  const participantId = await joined('u-sam')
  await letTimePass(60)
  const reportId = await storeReport()
  await resolveReport(ada, {
    reportId,
    seen: 1,
    resolution: 'acted_on',
    badFaith: false,
    reason: 'Warned.',
    answer: '',
  })
  await storeReport({ userId: 'u-mia', reporterUserId: 'u-sam' })
  await letTimePass(60)
  await eject(ada, [user('u-sam')], { ban: true, reason: 'again' })
  await letTimePass(60)
  await writeNote(ada, { person: sam, text: 'A pupil of 7b.' })

  const { rows } = await readTimeline(ada, sam, timelineInput.parse({}))
  const kinds = rows.map(({ kind }) => kind)
  assert.equal(kinds[0], 'note')
  assert.deepEqual(kinds.slice(1, 3).toSorted(), ['ban', 'decision'])
  assert.deepEqual(kinds.slice(3, 5).toSorted(), ['report_about', 'report_by'])
  assert.equal(kinds[5], 'session')
  assert.partialDeepStrictEqual(rows, [
    { kind: 'note', text: 'A pupil of 7b.', mayUndo: true },
    ...rows.slice(1, 5).map(({ id }) => ({ id })),
    { kind: 'session', participantId, room: ROOM, leftAt: null },
  ])
  const told = new Map(rows.map((row) => [row.kind, row]))
  assert.partialDeepStrictEqual(told.get('report_about'), { state: 'acted_on', other: 'u-reporter' })
  assert.partialDeepStrictEqual(told.get('report_by'), { state: 'open', other: 'u-mia' })
  assert.partialDeepStrictEqual(told.get('decision'), { outcome: 'ejected', ban: true, by: 'Ada' })
  assert.partialDeepStrictEqual(told.get('ban'), { by: 'Ada', reason: 'again', scope: ROOM })
  for (const [kind, expected] of [
    ['notes', ['note']],
    ['bans', ['ban']],
    ['decisions', ['decision']],
    ['sessions', ['session']],
  ] as const)
    assert.deepEqual(await kindsOf(ada, { kind }), expected)
})

test('a ban’s end and its lifting are told when they happened', async () => {
  const hour = 3_600_000
  const endsAt = new Date(Date.now() - hour)
  await storeBan('u-sam', { startsAt: new Date(Date.now() - 2 * hour), endsAt })
  await storeBan('u-sam', {
    startsAt: new Date(Date.now() - 3 * hour),
    liftedAt: new Date(Date.now() - 1_000),
    liftedByName: 'Boss',
    liftReason: 'mistaken',
  })
  const { rows } = await readTimeline(ada, sam, timelineInput.parse({}))
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['ban_lifted', 'ban_ended', 'ban', 'ban'],
  )
  assert.partialDeepStrictEqual(rows[1], { at: endsAt.getTime(), endsAt: endsAt.getTime(), scope: ROOM })
})

test('120 entries of one millisecond from three sources are all reached, each once, both ways, while more come', async () => {
  const at = new Date(Date.now() - 60_000)
  const db = await database()
  await db.insert(personNotes).values(
    Array.from({ length: 60 }, (_, index) => ({
      id: crypto.randomUUID(),
      userId: 'u-sam',
      text: `note ${index}`,
      at,
      byId: 'ada',
      byName: 'Ada',
    })),
  )
  for (let index = 0; index < 30; index += 1) {
    await storeBan('u-sam', { startsAt: at, endsAt: null })
    await storeReport({ key: `k-${index}`, firstMs: at.getTime() })
  }
  const found: string[] = []
  let cursor: string | null = null
  let newer: string | null = null
  do {
    const page: Awaited<ReturnType<typeof readTimeline>> = await readTimeline(
      ada,
      sam,
      timelineInput.parse(cursor === null ? {} : { cursor }),
    )
    found.push(...page.rows.filter((row) => row.at === at.getTime()).map(({ id }) => id))
    cursor = page.older
    newer = page.newer
    await writeNote(ada, { person: sam, text: 'later' })
  } while (cursor !== null)
  assert.equal(found.length, 120)
  assert.equal(new Set(found).size, 120)
  const back = await readTimeline(ada, sam, timelineInput.parse({ cursor: newer ?? '' }))
  assert.equal(back.rows.length, 50)
  assert.deepEqual(
    back.rows.map(({ id }) => id),
    found.slice(found.indexOf(back.rows[0]?.id ?? ''), found.indexOf(back.rows[0]?.id ?? '') + 50),
  )
})

test('of other rooms nothing is told but that there is a ban; notes are for everybody', async () => {
  await joined('u-sam')
  await storeReport()
  await storeBan('u-sam')
  await eject(ada, [user('u-sam')])
  await writeNote(ada, { person: sam, text: 'Known.' })

  assert.deepEqual(await kindsOf(inLabs), ['note'])
  const person = await getPerson(inLabs, sam)
  assert.deepEqual([person.name, person.sessions, person.rooms, person.bans], [null, 0, [], []])
  assert.equal(person.bannedElsewhere, true)
  assert.deepEqual(person.figures, { reports: 0, dismissed: 0, ejected: 0, banned: 0 })
  assert.deepEqual(await findPeople(inLabs, { search: 'u-sam' }), { people: [] })
  assert.deepEqual(await kindsOf(ada, { room: 'lab-1' }), [])
})

test('people are found by their whole user ID, or by the name they bear in a room now', async () => {
  await joined('u-sam')
  const found = { userId: 'u-sam', room: ROOM, here: true }
  const [byId] = (await findPeople(ada, { search: 'u-sam' })).people
  assert.deepEqual({ ...found, name: byId?.name }, byId)
  const [byName] = (await findPeople(ada, { search: String(byId?.name).toUpperCase() })).people
  assert.equal(byName?.userId, 'u-sam')
  assert.deepEqual((await findPeople(ada, { search: 'u-sa' })).people, [])
  assert.deepEqual((await findPeople(ada, { search: '' })).people, [])
})

test('a note can be taken back by its author for ten minutes, and by nobody else', async () => {
  const { noteId } = await writeNote(ada, { person: sam, text: 'Wrong person.' })
  await assert.rejects(undoNote(inLabs, { noteId }), { code: 'conflict' })
  await undoNote(ada, { noteId })
  const late = await writeNote(ada, { person: sam, text: 'Stays.' })
  await letTimePass(UNDO_SECONDS + 1)
  await assert.rejects(undoNote(ada, { noteId: late.noteId }), { code: 'conflict' })
  assert.deepEqual(await kindsOf(ada), ['note'])
  assert.deepEqual(await auditTrail(), ['person.note done', 'person.note done', 'person.note done'])
  await assert.rejects(writeNote(anOperator('viewer'), { person: sam, text: 'x' }), { code: 'forbidden' })
})

test('somebody without a user ID is one session', async () => {
  const participantId = await joined(null)
  const person = await getPerson(ada, { participantId })
  assert.deepEqual([person.sessions, person.rooms.length, person.bans], [1, 1, []])
  const { rows } = await readTimeline(ada, { participantId }, timelineInput.parse({}))
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['session'],
  )
})
