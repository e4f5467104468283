import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toSight, type WatchedSession, type WatchedTarget } from './findings.ts'

const ANSWERED = 100_000

const aWatchedSession = (chosen: Partial<WatchedSession> = {}): WatchedSession => ({
  participantId: 's-sam',
  ejected: true,
  present: false,
  leftAt: null,
  ...chosen,
})

const aWatched = (chosen: Partial<WatchedTarget> = {}): WatchedTarget => ({
  kind: 'participant',
  id: 's-sam',
  outcome: 'ejected',
  finding: null,
  sentAt: ANSWERED - 500,
  answeredAt: ANSWERED,
  resends: 0,
  sessions: [aWatchedSession()],
  returnedAt: null,
  ...chosen,
})

const present = { sessions: [aWatchedSession({ present: true })] }
const unconfirmed = {
  outcome: 'unconfirmed' as const,
  sessions: [aWatchedSession({ ejected: false, present: true })],
}

test('an answer of presence that began before Daily answered the eject tells nothing', () => {
  assert.equal(toSight(aWatched(), ANSWERED).finding, null)
  assert.equal(toSight(aWatched(unconfirmed), ANSWERED).resendIds.length, 0)
})

test('no longer listed is gone, from the moment they left', () => {
  const left = aWatched({ sessions: [aWatchedSession({ leftAt: ANSWERED + 4_000 })] })
  assert.deepEqual(toSight(left, ANSWERED + 9_000), { finding: 'gone', at: ANSWERED + 4_000, resendIds: [] })
})

test('listed within 30 s is no finding yet, and nobody ejected is sent again', () => {
  assert.deepEqual(toSight(aWatched(present), ANSWERED + 29_999), {
    finding: null,
    at: ANSWERED + 29_999,
    resendIds: [],
  })
})

test('listed after 30 s is still there, and gone when they are listed no more', () => {
  assert.equal(toSight(aWatched(present), ANSWERED + 30_000).finding, 'still_there')
  assert.equal(toSight(aWatched({ finding: 'still_there' }), ANSWERED + 60_000).finding, 'gone')
})

test('a new session of the same user ID is a return', () => {
  const back = aWatched({ finding: 'gone', returnedAt: ANSWERED + 20_000 })
  assert.deepEqual(toSight(back, ANSWERED + 25_000), {
    finding: 'came_back',
    at: ANSWERED + 20_000,
    resendIds: [],
  })
})

test('somebody unconfirmed and seen is sent again by participant ID, three times at most', () => {
  const sight = (resends: number) =>
    toSight(aWatched({ ...unconfirmed, resends }), ANSWERED + 1_000).resendIds
  assert.deepEqual([sight(0), sight(2), sight(3)], [['s-sam'], ['s-sam'], []])
})

test('of a user ID only sessions that Daily ejected are watched', () => {
  const other = aWatchedSession({ participantId: 's-2', ejected: false, present: true })
  const target = aWatched({ kind: 'user', id: 'u-sam', sessions: [aWatchedSession(), other] })
  assert.equal(toSight(target, ANSWERED + 40_000).finding, 'gone')
})

test('whatever presence says: only somebody unconfirmed and present is ever sent again', () => {
  const aSession = fc.record({
    participantId: fc.constantFrom('s-sam', 's-2', 's-3'),
    ejected: fc.boolean(),
    present: fc.boolean(),
    leftAt: fc.option(fc.nat(200_000)),
  })
  const aTarget = fc.record({
    kind: fc.constantFrom('participant', 'user'),
    outcome: fc.constantFrom('ejected', 'unconfirmed'),
    finding: fc.constantFrom(null, 'gone', 'still_there', 'came_back'),
    resends: fc.nat(4),
    sessions: fc.array(aSession, { maxLength: 4 }),
    returnedAt: fc.option(fc.nat(200_000)),
  })
  fc.assert(
    fc.property(aTarget, fc.nat(300_000), (chosen, asOf) => {
      const target = aWatched(chosen)
      const { finding, resendIds } = toSight(target, asOf)
      const listed = new Set(target.sessions.flatMap((s) => (s.present ? [s.participantId] : [])))
      if (resendIds.length > 0)
        assert.ok(target.outcome === 'unconfirmed' && target.resends < 3 && asOf > ANSWERED)
      for (const id of resendIds) assert.ok(listed.has(id))
      if (asOf <= ANSWERED) assert.equal(finding, target.finding)
      if (finding === 'gone' && target.finding !== 'gone')
        assert.ok(!target.sessions.some((s) => s.present && (s.ejected || target.outcome === 'unconfirmed')))
    }),
  )
})
