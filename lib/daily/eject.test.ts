import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type EjectAttempt, type EjectRequest, toEjectSentence, toRetryAfterMs } from '#lib/daily/eject'
import { aDaily, aDeadUrl, HANGING, MARKER_KEY, withServer } from '#lib/daily/testing'
import { type Sandbox, startSandbox } from '#sandbox'

type Fault = Parameters<Sandbox['addFault']>[0]

const sandbox = await startSandbox({ apiKey: MARKER_KEY, rateLimit: false })
after(() => sandbox.close())

const { daily } = aDaily(sandbox)
const impatient = aDaily(sandbox, { timeoutMs: 250 }).daily
const someone: EjectRequest = { ids: ['00000000-0000-4000-8000-000000000000'], userIds: [], ban: false }

beforeEach(() => {
  sandbox.reset()
  sandbox.createRoom({ name: 'lesson-7' })
})

const ejects = () => sandbox.requests({ route: 'eject' })

test('the people named are ejected, and only those in the room are told', async () => {
  const sam = sandbox.join('lesson-7')
  sandbox.join('lesson-7')

  const attempt = await daily.ejectOnce('lesson-7', { ...someone, ids: [sam, ...someone.ids] })

  assert.deepEqual(attempt, { kind: 'answered', ejectedIds: new Set([sam]) })
  assert.equal(sandbox.people('lesson-7').length, 1)
})

const bodies: [EjectRequest, unknown][] = [
  [
    { ids: ['a'], userIds: [], ban: false },
    { ids: ['a'], ban: false },
  ],
  [
    { ids: [], userIds: ['u'], ban: true },
    { user_ids: ['u'], ban: true },
  ],
  [
    { ids: ['a'], userIds: ['u'], ban: true },
    { ids: ['a'], user_ids: ['u'], ban: true },
  ],
]

for (const [request, body] of bodies) {
  test(`the request always says whether to ban and names no empty list: ${JSON.stringify(body)}`, async () => {
    await daily.ejectOnce('lesson-7', request)
    assert.deepEqual(ejects()[0]?.body, body)
  })
}

test('a hundred of each fit in one call; more, or nobody, is our own mistake and sends nothing', async () => {
  const hundred = Array.from({ length: 100 }, (_, index) => `id-${index}`)
  await daily.ejectOnce('lesson-7', { ids: hundred, userIds: hundred, ban: false })
  assert.equal(ejects().length, 1)

  for (const request of [
    { ids: [...hundred, 'x'], userIds: [], ban: false },
    { ids: [], userIds: [...hundred, 'x'], ban: true },
    { ids: [], userIds: [], ban: true },
  ]) {
    await assert.rejects(daily.ejectOnce('lesson-7', request), RangeError)
  }
  assert.equal(ejects().length, 1)
})

const outcomes: [Fault['kind'], Partial<EjectAttempt>][] = [
  ['rate-limited', { kind: 'rate_limited', waitMs: null }],
  ['500', { kind: 'unclear', why: 'server_error', status: 500 }],
  ['502-html', { kind: 'unclear', why: 'server_error', status: 502 }],
  ['200-html', { kind: 'unclear', why: 'unreadable', status: 200 }],
  ['200-empty-body', { kind: 'unclear', why: 'unreadable', status: 200 }],
  ['200-empty-object', { kind: 'unclear', why: 'unreadable', status: 200 }],
  ['200-null-list', { kind: 'unclear', why: 'unreadable', status: 200 }],
  ['cut-off-json', { kind: 'unclear', why: 'cut', status: 200 }],
  ['truncated-json', { kind: 'unclear', why: 'unreadable', status: 200 }],
  ['bad-rows', { kind: 'unclear', why: 'unreadable', status: 200 }],
  ['slow', { kind: 'answered' }],
  ['hang', { kind: 'unclear', why: 'timeout', status: null }],
  ['reset', { kind: 'unclear', why: 'cut', status: null }],
  ['apply-then-hang', { kind: 'unclear', why: 'timeout', status: null }],
  ['apply-then-504', { kind: 'unclear', why: 'server_error', status: 504 }],
  ['apply-then-reset', { kind: 'unclear', why: 'cut', status: null }],
  ['not-hosting', { kind: 'not_hosting' }],
  ['key-rejected', { kind: 'refused', because: 'key', status: 401 }],
  ['forbidden', { kind: 'refused', because: 'forbidden', status: 403 }],
  ['bad-request', { kind: 'refused', because: 'request', status: 400 }],
]

for (const [kind, expected] of outcomes) {
  test(`one call, and what it came to, when Daily answers an eject with ${kind}`, async () => {
    const sam = sandbox.join('lesson-7')
    sandbox.addFault({ kind, route: 'eject' })
    const client = HANGING.includes(kind) ? impatient : daily

    const attempt = await client.ejectOnce('lesson-7', { ids: [sam], userIds: [], ban: false })

    assert.partialDeepStrictEqual(attempt, expected)
    assert.equal(ejects().length, 1)
    if (attempt.kind === 'answered') assert.equal(toEjectSentence(attempt), null)
    else assert.match(toEjectSentence(attempt) ?? '', /^[A-Z][^<{]+\.$/)
  })
}

test('a body that breaks off in chunks is cut, not read as far as it goes', async () => {
  sandbox.join('lesson-7')
  sandbox.addFault({ kind: 'cut-off-json', framing: 'chunked' })
  assert.partialDeepStrictEqual(await daily.ejectOnce('lesson-7', someone), { kind: 'unclear', why: 'cut' })
})

test('an empty or unknown room is not hosting', async () => {
  assert.deepEqual(await daily.ejectOnce('lesson-7', someone), { kind: 'not_hosting' })
  assert.deepEqual(await daily.ejectOnce('nowhere', someone), { kind: 'not_hosting' })
})

const anyCase = ['MyRoom', 'myroom', 'a-b_C9', 'x'.repeat(128)]

for (const room of anyCase) {
  test(`a room reaches Daily as exactly that room: ${room.slice(0, 12)}`, async () => {
    await daily.ejectOnce(room, someone)
    assert.deepEqual(
      sandbox.requests().map(({ route, room, path }) => ({ route, room, path })),
      [{ route: 'eject', room, path: `/v1/rooms/${room}/eject` }],
    )
  })
}

const noRooms = [
  '',
  '.',
  '..',
  'a/b',
  '50%',
  '%2e%2e',
  'x.y',
  'a?b#c',
  'A B',
  'Ünï',
  'a\n',
  'x'.repeat(129),
  '../presence',
]

for (const room of noRooms) {
  test(`what cannot be a room is refused before any call: ${JSON.stringify(room.slice(0, 12))}`, async () => {
    const refused = { kind: 'refused', because: 'room_name', status: null }
    assert.deepEqual(await daily.ejectOnce(room, someone), refused)
    await assert.rejects(daily.getRoom(room), { name: 'DailyFailure', code: 'refused' })
    assert.deepEqual(sandbox.requests(), [])
  })
}

type OddAnswer = { status: number; headers?: Record<string, string>; body?: string }

const ejectAnswered = ({ status, headers, body }: OddAnswer) =>
  withServer(
    (_, response) => response.writeHead(status, headers).end(body),
    (url) => aDaily({ url }).daily.ejectOnce('lesson-7', someone),
  )

const oddAnswers: [string, OddAnswer, Partial<EjectAttempt>][] = [
  [
    'a redirect',
    { status: 307, headers: { location: '/elsewhere' } },
    { kind: 'unclear', why: 'unreadable' },
  ],
  ['an endless answer', { status: 200, body: ' '.repeat(1_100_000) }, { kind: 'unclear', why: 'unreadable' }],
  [
    "a proxy's 404 page",
    { status: 404, body: '<html></html>' },
    { kind: 'unclear', why: 'unreadable', status: 404 },
  ],
  ['an empty 404', { status: 404 }, { kind: 'not_hosting' }],
  ['204', { status: 204 }, { kind: 'unclear', why: 'unreadable' }],
  ['408', { status: 408 }, { kind: 'unclear', why: 'server_error' }],
  ['409', { status: 409 }, { kind: 'refused', because: 'request', status: 409 }],
  [
    '404 for the address itself',
    { status: 404, body: '{"error":"not-found","info":"api endpoint does not exist"}' },
    { kind: 'refused', because: 'request', status: 404 },
  ],
  [
    'a key that is no key',
    { status: 400, body: '{"error":"authorization-header-error"}' },
    { kind: 'refused', because: 'key', status: 400 },
  ],
  [
    'ids that are empty',
    { status: 200, body: '{"ejectedIds":[""]}' },
    { kind: 'unclear', why: 'unreadable' },
  ],
]

for (const [name, answer, expected] of oddAnswers) {
  test(`an eject answered with ${name}`, async () => {
    assert.partialDeepStrictEqual(await ejectAnswered(answer), expected)
  })
}

test('a refused connection and an unknown host are unreachable: nothing was sent', async () => {
  for (const url of [await aDeadUrl(), 'http://roomwarden.invalid/v1']) {
    assert.deepEqual(await aDaily({ url }).daily.ejectOnce('lesson-7', someone), { kind: 'unreachable' })
  }
})

test('an eject that was called off before its turn is never sent', async () => {
  const stop = AbortSignal.abort()
  assert.deepEqual(await daily.ejectOnce('lesson-7', someone, { signal: stop }), { kind: 'not_sent' })
  assert.deepEqual(sandbox.requests(), [])
})

test('a Retry-After is honoured between 0 and 30 seconds, as a number or a date', () => {
  const nowMs = Date.parse('Fri, 28 Aug 2026 12:00:00 GMT')
  const cases: [string | null, number | null][] = [
    ['0', 0],
    [' 7 ', 7_000],
    ['30', 30_000],
    ['31', null],
    ['86400', null],
    ['-1', null],
    ['1.5', null],
    ['abc', null],
    ['', null],
    [null, null],
    ['Fri, 28 Aug 2026 12:00:09 GMT', 9_000],
    ['Fri, 28 Aug 2026 11:59:59 GMT', null],
    ['Fri, 28 Aug 2026 12:01:00 GMT', null],
  ]
  for (const [header, waitMs] of cases) assert.equal(toRetryAfterMs(header, nowMs), waitMs, String(header))
})
