import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { createDaily, type Daily } from '#lib/daily/client'
import { DailyFailure, type DailyFailureCode } from '#lib/daily/failures'
import { aDaily, aDeadUrl, allTextOf, HANGING, MARKER_KEY, withServer } from '#lib/daily/testing'
import { type Sandbox, startSandbox } from '#sandbox'

type FaultKind = Parameters<Sandbox['addFault']>[0]['kind']

const sandbox = await startSandbox({ apiKey: MARKER_KEY, rateLimit: false, domainName: 'acme' })
after(() => sandbox.close())

const { daily } = aDaily(sandbox)
const impatient = aDaily(sandbox, { timeoutMs: 250 }).daily

beforeEach(() => {
  sandbox.reset()
  sandbox.createRoom({ name: 'lesson-7', privacy: 'private', config: { max_participants: 5 } })
})

const methods: Record<string, (client: Daily) => Promise<unknown>> = {
  checkKey: (client) => client.checkKey(),
  listRooms: (client) => client.listRooms(),
  listAllRooms: (client) => client.listAllRooms(),
  getRoom: (client) => client.getRoom('lesson-7'),
  presence: (client) => client.presence(),
}

const failures: [FaultKind, DailyFailureCode, string][] = [
  ['rate-limited', 'rate_limited', 'Daily asks for fewer requests. Try again in a moment.'],
  ['500', 'unclear', 'Daily reported a fault of its own.'],
  ['502-html', 'unclear', 'Daily reported a fault of its own.'],
  ['200-html', 'unclear', 'Daily gave an answer that cannot be read.'],
  ['200-empty-body', 'unclear', 'Daily gave an answer that cannot be read.'],
  ['cut-off-json', 'unclear', 'The connection to Daily broke off before the answer was complete.'],
  ['truncated-json', 'unclear', 'Daily gave an answer that cannot be read.'],
  ['hang', 'unclear', 'Daily did not answer in time.'],
  ['apply-then-hang', 'unclear', 'Daily did not answer in time.'],
  ['reset', 'unclear', 'The connection to Daily broke off before the answer was complete.'],
  ['apply-then-504', 'unclear', 'Daily reported a fault of its own.'],
  ['not-hosting', 'not_found', 'Daily does not know this.'],
  ['key-rejected', 'key_rejected', 'Daily does not accept the API key.'],
  ['forbidden', 'refused', 'Daily refused the request.'],
  ['bad-request', 'refused', 'Daily refused the request.'],
]

for (const [kind, code, message] of failures) {
  for (const [name, call] of Object.entries(methods)) {
    test(`${name} fails in our own words, after one call, on ${kind}`, async () => {
      sandbox.addFault({ kind })
      const client = HANGING.includes(kind) ? impatient : daily

      const error: unknown = await call(client).catch((failure) => failure)

      assert.ok(error instanceof DailyFailure)
      assert.deepEqual([error.code, error.message, error.cause], [code, message, undefined])
      assert.equal(sandbox.requests().length, 1)
      assert.doesNotMatch(allTextOf(error), /marker-key|html|JSON\.parse|SyntaxError/i)
    })
  }
}

for (const kind of ['200-empty-object', '200-null-list'] satisfies FaultKind[]) {
  for (const name of ['checkKey', 'listRooms', 'getRoom']) {
    test(`${name} does not take ${kind} for an answer`, async () => {
      sandbox.addFault({ kind })
      await assert.rejects(methods[name]?.(daily) ?? Promise.resolve(), { code: 'unclear' })
    })
  }
}

test('the key never shows in the client, in what it returns or in any error', async () => {
  const kinds = [
    ...failures.map(([kind]) => kind),
    '200-empty-object',
    'bad-rows',
    'slow',
  ] satisfies FaultKind[]
  for (const kind of kinds) {
    if (HANGING.includes(kind)) continue
    sandbox.clearFaults()
    sandbox.addFault({ kind })
    const request = { ids: ['x'], userIds: [], ban: false }
    const calls = [...Object.values(methods), (client: Daily) => client.ejectOnce('lesson-7', request)]
    for (const call of calls) {
      assert.doesNotMatch(allTextOf(await call(daily).catch((error) => error)), /marker-key/)
    }
  }
  assert.doesNotMatch(allTextOf(daily), /marker-key/)
})

test('a key or address that cannot be used is refused without being repeated', () => {
  const url = sandbox.url
  for (const config of [
    { url, apiKey: '' },
    { url, apiKey: 'marker-key\nx' },
    { url: 'https://me:marker-key@api.daily.co/v1', apiKey: 'k' },
    { url: 'ftp://api.daily.co/marker-key', apiKey: 'k' },
    { url: 'marker-key', apiKey: 'k' },
  ]) {
    assert.throws(
      () => createDaily(config),
      (error) => error instanceof Error && !/marker-key/.test(allTextOf(error)),
    )
  }
})

test('reads of a server that is not there are unreachable', async () => {
  const { daily: lost } = aDaily({ url: await aDeadUrl() })
  for (const call of Object.values(methods)) await assert.rejects(call(lost), { code: 'unreachable' })
})

test('a good key tells its domain', async () => {
  assert.deepEqual(await daily.checkKey(), { domain: 'acme' })
})

test('a room is told in our words', async () => {
  const { id, createdAt, ...room } = await daily.getRoom('lesson-7')
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.ok(createdAt instanceof Date)
  assert.deepEqual(room, {
    name: 'lesson-7',
    privacy: 'private',
    config: {
      notBeforeUnixS: null,
      expiresUnixS: null,
      ejectsAtExpiry: false,
      hasKnocking: false,
      hasUniqueUserIds: false,
      maxParticipants: 5,
    },
  })
  await assert.rejects(daily.getRoom('Lesson-7'), { code: 'not_found' })
})

test('every room is listed once, page by page until a page is empty', async () => {
  for (let index = 0; index < 249; index += 1) sandbox.createRoom({ name: `room-${index}` })
  const { rooms, dropped, partial } = await daily.listAllRooms()
  assert.deepEqual(
    [rooms.length, new Set(rooms.map(({ name }) => name)).size, dropped, partial],
    [250, 250, 0, false],
  )
  assert.equal(sandbox.requests({ route: 'rooms' }).length, 4)
})

async function answering<T>(bodies: unknown[], read: (client: Daily) => Promise<T>) {
  let calls = 0
  const result = await withServer(
    (_, response) => {
      response.end(JSON.stringify(bodies[Math.min(calls, bodies.length - 1)]))
      calls += 1
    },
    (url) => read(aDaily({ url }).daily),
  )
  return { result, calls }
}

const roomRow = { id: 'r1', name: 'lesson-7', privacy: 'public', config: 'odd', created_at: 'never' }

test('a list of rooms that never moves on ends, and says it is partial', async () => {
  const { result, calls } = await answering([{ data: [roomRow] }], (client) => client.listAllRooms())
  assert.partialDeepStrictEqual(result, { partial: true, dropped: 0 })
  assert.equal(calls, 2)
})

test('a room that cannot be read is dropped and counted', async () => {
  const pages = [{ data: [{ id: 'r0' }, roomRow] }, { data: [] }]
  const { result } = await answering(pages, (client) => client.listAllRooms())
  assert.partialDeepStrictEqual(result, {
    partial: true,
    dropped: 1,
    rooms: [{ name: 'lesson-7', createdAt: null }],
  })
})

const row = {
  id: 's1',
  userId: 'u1',
  userName: 'Sam',
  mtgSessionId: 'm1',
  joinTime: '2026-03-27T16:37:22.000Z',
}

test('presence keeps every good row, drops and counts the others, and marks their room', async () => {
  const answer = {
    good: [
      row,
      row,
      { ...row, id: 's2', userId: '', userName: null, mtgSessionId: undefined, joinTime: 'late' },
    ],
    odd: [
      { ...row, userId: 's1' },
      { ...row, id: '' },
      { ...row, id: 7 },
      null,
      { ...row, id: 's3', userId: 5 },
    ],
    none: 'nobody',
    empty: [],
    __proto__x: [{ id: 's4', userName: 'a\0b\ud800' }],
  }
  const { result } = await answering([answer], (client) => client.presence())
  const { rooms, participants, dropped, startedAt, endedAt } = result
  const joinedAt = new Date('2026-03-27T16:37:22.000Z')
  const sam = { id: 's1', userId: 'u1', userName: 'Sam', meetingId: 'm1', joinedAt }
  const nobody = { id: 's2', userId: null, userName: null, meetingId: null, joinedAt: null }
  assert.deepEqual(Object.fromEntries(rooms), {
    good: { participants: [sam, nobody], partial: false, dropped: 0 },
    odd: { participants: [{ ...sam, userId: null }], partial: true, dropped: 4 },
    none: { participants: [], partial: true, dropped: 1 },
    empty: { participants: [], partial: false, dropped: 0 },
    __proto__x: { participants: [{ ...nobody, id: 's4', userName: 'ab\ufffd' }], partial: false, dropped: 0 },
  })
  assert.deepEqual([participants, dropped, startedAt <= endedAt], [4, 5, true])
})

test('an answer that is no object is no presence', async () => {
  for (const answer of [[], null, 'x', 5, [row]]) {
    await assert.rejects(
      answering([answer], (client) => client.presence()),
      { code: 'unclear' },
    )
  }
})

test('presence of the sandbox, with and without a bad row', async () => {
  const sam = sandbox.join('lesson-7', { userName: 'Sam' })
  const mia = sandbox.join('lesson-7', { userName: 'Mia' })
  const whole = (await daily.presence()).rooms.get('lesson-7')
  assert.deepEqual(
    whole?.participants.map(({ id, userId, userName }) => [id, userId, userName]),
    [
      [sam, null, 'Sam'],
      [mia, null, 'Mia'],
    ],
  )
  sandbox.addFault({ kind: 'bad-rows' })
  assert.partialDeepStrictEqual((await daily.presence()).rooms.get('lesson-7'), { partial: true, dropped: 1 })
})

test('ten thousand people are read without holding up others', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => ({ ...row, id: `s${index}` }))
  let turns = 0
  const turn = setInterval(() => {
    turns += 1
  }, 0)
  const { result } = await answering([{ big: rows }], (client) => client.presence())
  clearInterval(turn)
  assert.equal(result.participants, 10_000)
  assert.ok(turns > 3)
})
