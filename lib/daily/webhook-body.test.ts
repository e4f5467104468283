import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isTestCall, readWebhookBody } from '#lib/daily/webhook-body'

const NOW_MS = 1_790_549_612_000
const SECONDS = String(NOW_MS / 1_000)
const SESSION = '0c0d2dda-0000-4000-8000-000000000005'
const MINUTE_S = 60

const PAYLOAD = {
  room: 'lesson-7',
  user_id: 'u-1043',
  user_name: 'Sam',
  session_id: SESSION,
  joined_at: 1790549611.96,
  will_eject_at: null,
  owner: false,
  permissions: { hasPresence: true, canSend: true, canReceive: { base: true }, canAdmin: false },
}

function anEvent(changes: Record<string, unknown> = {}, payload: Record<string, unknown> = {}) {
  const id = `ptcpt-join-${crypto.randomUUID()}`
  const event = { version: '1.0.0', type: 'participant.joined', id, event_ts: 1790549611.961, ...changes }
  return { ...event, payload: { ...PAYLOAD, ...payload } }
}

function read(value: unknown, timestamp = SECONDS) {
  return readText(JSON.stringify(value), timestamp)
}

function readText(text: string, timestamp = SECONDS) {
  return readWebhookBody(Buffer.from(text), timestamp, NOW_MS)
}

test('an event of Daily’s is read as it is documented', () => {
  const event = anEvent()
  assert.deepEqual(read(event), {
    key: `participant.joined:${SESSION}`,
    type: 'participant.joined',
    room: 'lesson-7',
    participantId: SESSION,
    userId: 'u-1043',
    name: 'Sam',
    meetingId: null,
    joinedAt: new Date(1790549611960),
    happenedAt: new Date(1790549611961),
    standing: 'fresh',
    body: event,
  })
})

test('the same event under another id or in other bytes has the same key', () => {
  for (const type of [
    'participant.joined',
    'participant.left',
    'waiting-participant.joined',
    'waiting-participant.left',
  ]) {
    const text = JSON.stringify(anEvent({ type }))
    const spaced = JSON.stringify(anEvent({ type }), null, 3).replace('lesson', '\\u006cesson')
    assert.equal(readText(text).key, `${type}:${SESSION}`)
    assert.equal(readText(spaced).key, `${type}:${SESSION}`)
    assert.equal(readText(spaced).room, 'lesson-7')
  }
})

test('meetings are known by their meeting', () => {
  const payload = { start_ts: 1790549611, meeting_id: 'm-1', room: 'lesson-7' }
  const event = { version: '1.0.0', type: 'meeting.started', id: 'x', payload, event_ts: 1790549611 }
  const { key, meetingId, room, standing, participantId } = read(event)
  assert.deepEqual(
    [key, meetingId, room, standing, participantId],
    ['meeting.started:m-1', 'm-1', 'lesson-7', 'fresh', null],
  )
})

test('a type we do not act on is kept under a digest of its bytes', () => {
  const event = anEvent({ type: 'recording.ready-to-download' }, { room: undefined, session_id: undefined })
  const { key, type, standing, body } = read(event)
  assert.match(key, /^[0-9a-f]{64}$/)
  assert.deepEqual([type, standing], ['recording.ready-to-download', 'fresh'])
  assert.deepEqual(body, JSON.parse(JSON.stringify(event)))
})

const STANDINGS: [string, string, unknown, string][] = [
  ['seconds', SECONDS, NOW_MS / 1_000, 'fresh'],
  ['milliseconds', String(NOW_MS), NOW_MS, 'fresh'],
  ['almost 5 minutes old', String(NOW_MS / 1_000 - 299), NOW_MS / 1_000 - 299, 'fresh'],
  ['a header of 10 minutes ago', String(NOW_MS / 1_000 - 10 * MINUTE_S), NOW_MS / 1_000, 'late'],
  ['an event of 10 minutes ago', SECONDS, NOW_MS / 1_000 - 10 * MINUTE_S, 'late'],
  ['a header of the future', String(NOW_MS + 600_000), NOW_MS / 1_000, 'early'],
  ['an event of the future', SECONDS, NOW_MS / 1_000 + 10 * MINUTE_S, 'early'],
  ['one of each', String(NOW_MS + 600_000), NOW_MS / 1_000 - 10 * MINUTE_S, 'late'],
  ['no time in the event', SECONDS, undefined, 'late'],
  ['a time that is text', SECONDS, '1790549611', 'late'],
  ['a header that is no number', '2026-09-27T10:13:32Z', NOW_MS / 1_000, 'late'],
]

for (const [what, timestamp, event_ts, standing] of STANDINGS) {
  test(`${what}: ${standing}`, () => {
    assert.equal(read(anEvent({ event_ts }), timestamp).standing, standing)
  })
}

test('a user ID that only repeats the session, or is none, counts as none', () => {
  for (const user_id of [SESSION, '', null, undefined, 7, 'a\0b', 'x'.repeat(5_000)])
    assert.equal(read(anEvent({}, { user_id })).userId, null)
  assert.equal(read(anEvent({}, { user_id: 'Zoë 🦊' })).userId, 'Zoë 🦊')
})

test('names and bodies become text that a database can hold', () => {
  const text = JSON.stringify(anEvent({}, { user_name: 'Sam\0', more: ['a\0b'] })).replace(
    'Sam',
    'S\\ud800am',
  )
  const { name, body } = readText(text)
  assert.equal(name, 'S\ufffdam')
  assert.doesNotMatch(JSON.stringify(body), /\\u0000|\\ud800/)
})

const UNREADABLE = [
  '',
  'no JSON',
  'null',
  '[]',
  '"text"',
  '{}',
  '{"test":"test","more":1}',
  '{"type":7,"payload":{}}',
  '{"type":"participant.joined","payload":null}',
  JSON.stringify(anEvent({}, { session_id: undefined })),
  JSON.stringify(anEvent({}, { session_id: '' })),
  JSON.stringify(anEvent({}, { session_id: 'x'.repeat(5_000) })),
  JSON.stringify(anEvent({}, { room: '../etc' })),
  JSON.stringify(anEvent({}, { room: undefined })),
]

for (const text of UNREADABLE) {
  test(`${text.slice(0, 60) || 'nothing'} is kept as unreadable, under a digest of its bytes`, () => {
    const { key, standing, participantId, room } = readText(text)
    assert.match(key, /^[0-9a-f]{64}$/)
    assert.deepEqual([standing, participantId, room], ['unreadable', null, null])
  })
}

test('nesting without end is cut', () => {
  const depth = 400_000
  const { standing, body } = readText(`${'[0,'.repeat(depth)}0${']'.repeat(depth)}`)
  assert.equal(standing, 'unreadable')
  assert.ok(JSON.stringify(body).length < 1_000)
})

test('the test call is exactly that', () => {
  for (const text of ['{"test":"test"}', ' { "test" : "test" }\n']) assert.ok(isTestCall(Buffer.from(text)))
  for (const text of ['', '{}', '{"test":"other"}', '{"test":"test","x":1}', '["test"]', 'test', '"test"'])
    assert.ok(!isTestCall(Buffer.from(text)))
})

const anything = fc.anything({ withNullPrototype: false, withBigInt: false, maxDepth: 4 })
const anyEvent = fc.record(
  {
    type: fc.oneof(fc.constantFrom('participant.joined', 'meeting.ended', 'x.y'), anything),
    event_ts: fc.oneof(fc.double(), anything),
    payload: fc.oneof(
      anything,
      fc.record(
        {
          room: anything,
          session_id: fc.string(),
          user_id: anything,
          user_name: fc.string({ unit: 'binary' }),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
)

test('whatever is signed, reading never throws and gives what a database can hold', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    anyEvent.map((event) => JSON.stringify(event) ?? ''),
  )
  fc.assert(
    fc.property(texts, fc.string({ maxLength: 20 }), (text, timestamp) => {
      const { key, type, standing, body, happenedAt } = readText(text, timestamp)
      assert.ok(key.length > 0 && key.length < 1_200 && type.length > 0)
      assert.ok(['fresh', 'late', 'early', 'unreadable'].includes(standing))
      assert.doesNotMatch(JSON.stringify(body) ?? '', /(?<!\\)(\\\\)*\\u(0000|d[89a-f])/)
      assert.ok(happenedAt === null || !Number.isNaN(happenedAt.getTime()))
    }),
    { numRuns: 2_000 },
  )
})

test('whatever bytes come, reading never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      isTestCall(bytes)
      assert.equal(readWebhookBody(bytes, SECONDS, NOW_MS).key.length, 64)
    }),
  )
})
