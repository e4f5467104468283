import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EjectAttempt } from '#lib/daily/eject'
import { readOutcome, type SentTarget } from './outcomes.ts'
import { toCallRequest } from './sending.ts'

const listed = (participantId: string) => ({ participantId, name: null, listed: true })
const sam: SentTarget = {
  position: 0,
  kind: 'participant',
  id: 's-sam',
  userId: 'u-sam',
  name: 'Sam',
  sessions: [listed('s-sam')],
}
const aUser = (position: number, id: string, ...sessions: string[]): SentTarget => ({
  position,
  kind: 'user',
  id,
  userId: id,
  name: null,
  sessions: sessions.map(listed),
})

const answered = (...ids: string[]): EjectAttempt => ({ kind: 'answered', ejectedIds: new Set(ids) })

/** The user IDs named are those of user-ID targets that are not known to be present, and with a ban all. */
function read(
  targets: SentTarget[],
  attempt: EjectAttempt,
  owners: Record<string, string> = {},
  ban = false,
) {
  const { userIds } = toCallRequest(targets, ban)
  return readOutcome(targets, attempt, { userIds, userIdOf: (id) => owners[id] ?? null })
}

const shortOf = (...question: Parameters<typeof read>) =>
  read(...question).results.map(({ outcome, reason }) => [outcome, reason])

const TABLE: [EjectAttempt, string, string | null][] = [
  [answered('s-sam'), 'ejected', null],
  [answered(), 'not_in_room', null],
  [answered('s-other'), 'not_in_room', null],
  [{ kind: 'not_hosting' }, 'not_in_room', null],
  [{ kind: 'refused', because: 'key', status: 401 }, 'failed', 'key_rejected'],
  [{ kind: 'refused', because: 'forbidden', status: 403 }, 'failed', 'refused'],
  [{ kind: 'refused', because: 'request', status: 400 }, 'failed', 'refused'],
  [{ kind: 'refused', because: 'room_name', status: null }, 'failed', 'refused'],
  [{ kind: 'rate_limited', waitMs: null }, 'failed', 'rate_limited'],
  [{ kind: 'unreachable' }, 'failed', 'unreachable'],
  [{ kind: 'not_sent' }, 'not_attempted', 'stopped'],
  [{ kind: 'unclear', why: 'timeout', status: null }, 'unconfirmed', 'timeout'],
  [{ kind: 'unclear', why: 'server_error', status: 500 }, 'unconfirmed', 'server_error'],
  [{ kind: 'unclear', why: 'cut', status: null }, 'unconfirmed', 'cut'],
  [{ kind: 'unclear', why: 'unreadable', status: 200 }, 'unconfirmed', 'unreadable'],
  [{ kind: 'unclear', why: 'stopped', status: null }, 'unconfirmed', 'interrupted'],
  [{ kind: 'unclear', why: 'still_listed', status: 404 }, 'unconfirmed', 'not_hosting'],
]

for (const [attempt, outcome, reason] of TABLE) {
  const words = 'why' in attempt ? attempt.why : 'because' in attempt ? attempt.because : attempt.kind
  test(`${words}: ${outcome}`, () => {
    assert.deepEqual(shortOf([sam], attempt), [[outcome, reason]])
  })
}

test('one of several sessions is enough for a user ID, and says which', () => {
  const { results } = read([aUser(0, 'u-1', 's-1', 's-2')], answered('s-2'))
  assert.deepEqual(results[0]?.outcome, 'ejected')
  assert.deepEqual(
    results[0]?.sessions.map((session) => session.ejected),
    [false, true],
  )
})

test('a session that presence did not know belongs to the one user ID still open', () => {
  const { results, unattributed } = read([aUser(0, 'u-1', 's-1'), aUser(1, 'u-2')], answered('s-1', 's-new'))
  assert.deepEqual(
    results.map((result) => result.outcome),
    ['ejected', 'ejected'],
  )
  assert.deepEqual(results[1]?.sessions, [
    { participantId: 's-new', name: null, ejected: true, listed: false },
  ])
  assert.deepEqual(unattributed, [])
})

test('with two user IDs open an unknown session makes neither ejected: both wait for presence', () => {
  const call = read([aUser(0, 'u-1'), aUser(1, 'u-2')], answered('s-new'))
  assert.deepEqual(
    call.results.map(({ outcome, reason }) => [outcome, reason]),
    [
      ['unconfirmed', 'unattributed'],
      ['unconfirmed', 'unattributed'],
    ],
  )
  assert.deepEqual(call.unattributed, ['s-new'])
})

test('an unknown session whose user ID our table knows goes to that user ID', () => {
  const targets = [aUser(0, 'u-1'), aUser(1, 'u-2')]
  assert.deepEqual(shortOf(targets, answered('s-new'), { 's-new': 'u-2' }), [
    ['not_in_room', null],
    ['ejected', null],
  ])
})

test('with a ban another session of the same person does not make a participant target ejected', () => {
  assert.deepEqual(shortOf([sam], answered('s-twin'), { 's-twin': 'u-sam' }, true), [['not_in_room', null]])
})

test('with a ban an unknown session may be a second one of somebody present: the other is not called ejected', () => {
  const targets = [aUser(0, 'u-1', 's-1'), aUser(1, 'u-2')]
  const call = read(targets, answered('s-1', 's-new'), {}, true)
  assert.deepEqual(
    call.results.map(({ outcome, reason }) => [outcome, reason]),
    [
      ['ejected', null],
      ['unconfirmed', 'unattributed'],
    ],
  )
  assert.deepEqual(call.unattributed, ['s-new'])
})

test('where one user ID was named every unknown session is theirs', () => {
  const { results, unattributed } = read([aUser(0, 'u-1', 's-1')], answered('s-1', 's-new'), {}, true)
  assert.deepEqual(
    results[0]?.sessions.map((session) => [session.participantId, session.listed]),
    [
      ['s-1', true],
      ['s-new', false],
    ],
  )
  assert.deepEqual(unattributed, [])
})
