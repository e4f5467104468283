import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { ADA, recordEvents } from '#e2e/support/audit'
import { withDatabase } from '#e2e/support/database'
import { eject, listAudit as listStored, ROOM, session } from '#e2e/support/decisions'
import { withHostedRoom } from '#e2e/support/hosted-room'
import { anOperator, storeOperator } from '#e2e/support/operators'
import { withSandbox } from '#e2e/support/sandbox'
import { readCsv, unescapeCell } from '#lib/csv'
import { database } from '#lib/db/database'
import { operators, participants, rooms } from '#lib/db/schema'
import { parseTargets } from '#lib/decisions/targets'
import { trimInvisible } from '#lib/decisions/targets-entry'
import { purgeHistory } from '#lib/presence/retention'
import {
  type ChainedEvent,
  digestOfSubjects,
  eventHash,
  FIRST_HASH,
  type Json,
  subjectDigest,
} from './chain.ts'
import { exportAudit } from './export.ts'
import { listAudit } from './queries.ts'
import { exportAuditInput, listAuditInput } from './schemas.ts'

withDatabase()
const { daily } = withSandbox()
const joined = withHostedRoom(daily)

const admin = anOperator('admin', { name: 'Noor' })

async function exportText(query: Record<string, string>, operator = admin): Promise<string> {
  const { text } = await exportAudit(operator, exportAuditInput.parse(query))
  let all = ''
  for await (const piece of text) all += piece
  return all
}

/** Rows of a CSV file by column, as a reader who knows our escapes gets them back. */
async function exportRows(
  query: Record<string, string>,
  operator = admin,
): Promise<Record<string, string>[]> {
  const [heading, ...rows] = readCsv(await exportText({ ...query, format: 'csv' }, operator))
  const columns = heading?.cells.map(({ text }) => text) ?? []
  return rows.map(({ cells, broken }) => {
    assert.equal(broken, false)
    assert.equal(cells.length, columns.length)
    return Object.fromEntries(cells.map(({ text }, place) => [columns[place] ?? '', unescapeCell(text)]))
  })
}

type Line = {
  seq: number
  at: string
  actor_kind: string
  actor_id: string | null
  actor: string
  verb: string
  result: string
  room: string | null
  decision_id: string | null
  details: Json
  subject_count: number
  subjects_digest: string
  previous_hash: string
  hash: string
  subjects: { position: number; digest: string; salt: string | null; personal: Json }[]
}

async function exportLines(query: Record<string, string>, operator = admin): Promise<Line[]> {
  const text = await exportText({ ...query, format: 'jsonl' }, operator)
  assert.ok(text === '' || text.endsWith('\n'))
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

function toChained(line: Line): ChainedEvent {
  return {
    seq: line.seq,
    at: Date.parse(line.at),
    actorKind: line.actor_kind,
    actorId: line.actor_id,
    actorName: line.actor,
    verb: line.verb,
    result: line.result,
    room: line.room,
    decisionId: line.decision_id,
    details: line.details,
    subjectCount: line.subject_count,
    subjectsDigest: line.subjects_digest,
  }
}

test('whoever is gone stays on record: the operator, the room and the person’s history deleted, all is still shown, found and exported', async () => {
  const kofi = await storeOperator(anOperator('moderator', { id: 'op-kofi', name: 'Kofi' }))
  const sam = await joined('u-sam', 'Sam the first')
  await eject(kofi, [session(sam)], { reason: 'Shop links again.' })
  const db = await database()
  await db.update(participants).set({ leftAt: new Date(0), joinedAt: new Date(0) })
  await purgeHistory(1)
  await db.delete(participants)
  await db.delete(rooms)
  await db.delete(operators).where(eq(operators.id, kofi.id))

  const day = new Date().toISOString().slice(0, 10)
  const queries: Record<string, string>[] = [
    {},
    { room: ROOM },
    { who: 'Kofi' },
    { person: 'u-sam' },
    { person: sam },
    { group: 'ejects' },
    { since: day, until: day },
  ]
  for (const query of queries) {
    const { rows } = await listAudit(admin, listAuditInput.parse(query))
    const asked = rows.find(({ verb, result }) => verb === 'participant.eject' && result === 'asked')
    assert.equal(asked?.actorName, 'Kofi')
    assert.equal(asked.room, ROOM)
    assert.equal(asked.reason, 'Shop links again.')
    assert.deepEqual(
      asked.subjects.map(({ id, userId, name }) => ({ id, userId, name })),
      [{ id: sam, userId: 'u-sam', name: 'Sam the first' }],
    )

    const row = (await exportRows(query)).find(
      ({ verb, result }) => verb === 'participant.eject' && result === 'asked',
    )
    assert.equal(row?.actor, 'Kofi')
    assert.equal(row.room, ROOM)
    assert.equal(row.reason, 'Shop links again.')
    assert.deepEqual([row.id, row.user_id, row.name], [sam, 'u-sam', 'Sam the first'])
    const outcome = (await exportRows(query)).find(({ outcome: told }) => told === 'ejected')
    assert.equal(outcome?.user_id, 'u-sam')
  }
})

test('the file holds everything the filters fit, oldest first, each once, and ends with the export itself', async () => {
  await recordEvents(...Array.from({ length: 450 }, (_, n) => ({ room: n % 3 === 0 ? 'lab-1' : 'class-7b' })))

  const lines = await exportLines({})
  assert.deepEqual(
    lines.map(({ seq }) => seq),
    Array.from({ length: 451 }, (_, n) => n + 1),
  )
  assert.equal(lines.at(-1)?.verb, 'audit.export')
  assert.equal((await exportLines({ room: 'lab-1' })).length, 151)
  assert.equal((await exportRows({ room: 'class-7b' })).length, 301)
})

test('what is written while a file is taken is not in it', async () => {
  await recordEvents(...Array.from({ length: 300 }, () => ({})))
  const { text } = await exportAudit(admin, exportAuditInput.parse({ format: 'jsonl' }))
  await recordEvents({}, {})
  let all = ''
  for await (const piece of text) all += piece

  assert.equal(all.split('\n').length - 1, 301)
})

test('the chain and every text in it are checked from the file alone', async () => {
  const subjects = [
    { kind: 'user', id: 'u-1', userId: 'u-1', name: 'Sám \u202e', banId: crypto.randomUUID() },
    { reason: 'So\nwhat' },
  ]
  await recordEvents(
    { subjects, details: { z: 1, a: { y: null, b: [1, 'x'] } } },
    { room: 'class-7b' },
    { subjects },
  )

  let previous = FIRST_HASH
  const lines = await exportLines({})
  for (const line of lines) {
    assert.equal(line.previous_hash, previous)
    assert.equal(eventHash(line.previous_hash, toChained(line)), line.hash)
    assert.equal(digestOfSubjects(line.subjects.map(({ digest }) => digest)), line.subjects_digest)
    for (const { salt, personal, digest } of line.subjects)
      assert.equal(subjectDigest(salt ?? '', personal), digest)
    previous = line.hash
  }
  const rows = (await exportRows({})).slice(0, 3)
  for (const [place, row] of rows.entries()) {
    const line = lines[place]
    assert.ok(line)
    const fromRow = { ...line, ...row, seq: Number(row.seq), subject_count: Number(row.subject_count) }
    const chained = toChained({
      ...fromRow,
      room: row.room || null,
      decision_id: null,
      details: JSON.parse(row.details ?? ''),
    })
    assert.equal(eventHash(row.previous_hash ?? '', chained), row.hash)
  }
})

test('somebody erased is told as erased, and the chain of the file stays true', async () => {
  await recordEvents({ subjects: [{ kind: 'user', id: 'u-1', userId: 'u-1', name: 'Sam' }] }, {})
  const db = await database()
  await db.execute(sql`update audit_subjects set salt = null, personal = null`)

  const [line] = await exportLines({})
  assert.ok(line)
  assert.equal(eventHash(line.previous_hash, toChained(line)), line.hash)
  assert.deepEqual(
    line.subjects.map(({ salt, personal }) => ({ salt, personal })),
    [{ salt: null, personal: null }],
  )
  const [row] = await exportRows({})
  assert.deepEqual([row?.erased, row?.name, row?.user_id], ['yes', '', ''])
})

const HOSTILE = [
  '=cmd|x',
  '+1',
  '-1',
  '@sum',
  '\tx',
  '\rx',
  '"quoted", and; more',
  'line\nbreak',
  "it's",
  "'=x'",
  '<img src=x onerror=alert(1)>',
  '\u202eabc',
  ' a ',
  '\ufffd',
  'x'.repeat(36),
]

test('hostile names, IDs and reasons open as plain text, one row each, and come back as they were', async () => {
  await recordEvents(
    ...HOSTILE.map((text) => ({
      actor: { ...ADA, name: text },
      subjects: [{ kind: 'user', id: text, userId: text, name: text, text }, { reason: text }],
    })),
  )

  const file = await exportText({ format: 'csv' })
  for (const { cells } of readCsv(file))
    for (const { text } of cells) assert.doesNotMatch(text, /^[=+\-@\t\r＝＋－＠]/u)
  const rows = (await exportRows({})).slice(0, HOSTILE.length)
  assert.deepEqual(
    rows.map(({ actor, id, user_id: userId, name, reason, more }) => ({
      actor,
      id,
      userId,
      name,
      reason,
      more,
    })),
    HOSTILE.map((text) => ({
      actor: text,
      id: text,
      userId: text,
      name: text,
      reason: text,
      more: JSON.stringify({ text }),
    })),
  )
})

test('the column of user IDs, copied from a spreadsheet, can be pasted into the box for IDs', async () => {
  // A pasted list cuts off what cannot be seen at an ID's ends, and knows no ID with a line break.
  const ids = HOSTILE.filter((text) => !/[\t\r\n]/.test(text) && trimInvisible(text) === text)
  await recordEvents(...ids.map((id) => ({ subjects: [{ kind: 'user', id, userId: id }] })))

  const [heading, ...rows] = readCsv(await exportText({ format: 'csv' }))
  const place = heading?.cells.findIndex(({ text }) => text === 'user_id') ?? -1
  const copied = rows.map(({ cells }) => cells[place]?.text).join('\n')
  assert.deepEqual(
    parseTargets(copied).accepted.map(({ id }) => id),
    ids,
  )
})

test('a decision on thousands is one line, and a row each in CSV, in pieces that are not large', async () => {
  const people = Array.from({ length: 5_001 }, (_, n) => ({ kind: 'user', id: `u-${n}`, userId: `u-${n}` }))
  await recordEvents({}, { subjects: [...people, { reason: 'Raid.' }] }, {})

  const [, line] = await exportLines({})
  assert.equal(line?.subjects.length, 5_002)
  assert.equal(digestOfSubjects(line.subjects.map(({ digest }) => digest)), line.subjects_digest)
  const rows = (await exportRows({ group: 'ejects' })).filter(({ reason }) => reason === 'Raid.')
  assert.deepEqual(
    rows.map(({ user_id: userId }) => userId),
    people.map(({ userId }) => userId),
  )
  const { text } = await exportAudit(admin, exportAuditInput.parse({ format: 'csv' }))
  let largest = 0
  for await (const piece of text) largest = Math.max(largest, piece.length)
  assert.ok(largest < 2_500_000, String(largest))
})

test('an export is on record with what it was narrowed to; names and IDs stand where they can be erased', async () => {
  await exportText({
    format: 'csv',
    who: 'Ada',
    person: 'u-1',
    group: 'bans',
    since: '2026-11-01',
    zone: 'Asia/Kolkata',
  })
  await exportText({ format: 'jsonl', room: 'class-7b' })

  const [first, second] = await listStored()
  assert.deepEqual(first?.details, {
    format: 'csv',
    group: 'bans',
    since: '2026-11-01',
    zone: 'Asia/Kolkata',
  })
  assert.equal(second?.room, 'class-7b')
  assert.deepEqual(second?.details, { format: 'jsonl' })
  const { rows } = await listAudit(admin, listAuditInput.parse({ person: 'u-1' }))
  assert.equal(rows[0]?.verb, 'audit.export')
  assert.equal(rows[0]?.reason, 'by Ada')
})

test('an export that cannot be put on record is none', async () => {
  const db = await database()
  await db.execute(sql`update audit_head set id = 2`)
  await assert.rejects(exportAudit(admin, exportAuditInput.parse({ format: 'csv' })))
  await db.execute(sql`update audit_head set id = 1`)

  assert.deepEqual(await listStored(), [])
})

test('only moderators and admins export, and only what they may see', async () => {
  await recordEvents({ room: 'class-7b' }, { room: 'lab-1' }, {})
  const moderator = anOperator('moderator', { patterns: ['class-*'] })
  for (const role of ['viewer', 'support'] as const)
    await assert.rejects(exportText({ format: 'csv' }, anOperator(role)), { code: 'forbidden' })
  await assert.rejects(exportText({ format: 'csv', room: 'lab-1' }, moderator), { code: 'forbidden' })

  assert.equal((await listStored()).length, 3)
  assert.deepEqual(
    (await exportLines({}, moderator)).map(({ seq }) => seq),
    [1],
  )
})

test('an export without a format is refused', () => {
  for (const format of [undefined, 'xls', ''])
    assert.equal(exportAuditInput.safeParse({ format }).success, false)
})
