import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type KnownPeople,
  type KnownSession,
  MAX_PER_CALL,
  type NamedTarget,
  numberCalls,
  type PlannedTarget,
  resolveTargets,
  toCallPart,
} from './plan.ts'

const aSession = (participantId: string, userId: string | null, left = false): KnownSession => ({
  participantId,
  userId,
  name: null,
  joinedAt: 1,
  leftAt: left ? 2 : null,
  leaving: false,
})

const known = (sessions: KnownSession[], protectedUserIds: string[] = []): KnownPeople => ({
  sessions,
  protectedUserIds: new Set(protectedUserIds),
})

type Call = { ids: Set<string>; userIds: Set<string>; targets: PlannedTarget[] }

function callsOf(targets: PlannedTarget[], ban: boolean): Call[] {
  const { callOf, calls } = numberCalls(targets, ban)
  const made = Array.from(
    { length: calls },
    (): Call => ({ ids: new Set(), userIds: new Set(), targets: [] }),
  )
  targets.forEach((target, position) => {
    const call = made[callOf[position] ?? -1]
    if (call === undefined) return
    const part = toCallPart({ ...target, sessionIds: target.sessions.map((s) => s.participantId) }, ban)
    for (const id of part.ids) call.ids.add(id)
    for (const id of part.userIds) call.userIds.add(id)
    call.targets.push(target)
  })
  return made
}

function sizesOf(targets: NamedTarget[], people: KnownPeople, ban: boolean): [number, number][] {
  return callsOf(resolveTargets(targets, people, ban), ban).map(({ ids, userIds }) => [
    ids.size,
    userIds.size,
  ])
}

const users = (count: number): NamedTarget[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'user', id: `u-${index}` }))
const sessions = (count: number): NamedTarget[] =>
  Array.from({ length: count }, (_, index) => ({ kind: 'participant', id: `s-${index}` }))

test('250 user IDs go as 100, 100 and 50', () => {
  assert.deepEqual(sizesOf(users(250), known([]), true), [
    [0, 100],
    [0, 100],
    [0, 50],
  ])
})

test('101 participant IDs and 101 user IDs go without any call over 100', () => {
  const targets = [...sessions(101), ...users(101)]
  assert.deepEqual(sizesOf(targets, known([]), false), [
    [100, 0],
    [1, 100],
    [0, 1],
  ])
})

test('with a ban nobody absent is sent after somebody present', () => {
  const people = known([aSession('s-1', 'u-1'), aSession('s-5', 'u-5')])
  const calls = callsOf(resolveTargets(users(6), people, true), true)
  assert.deepEqual(
    calls.map(({ ids, userIds }) => [[...ids], [...userIds]]),
    [
      [[], ['u-0', 'u-2', 'u-3', 'u-4']],
      [
        ['s-1', 's-5'],
        ['u-1', 'u-5'],
      ],
    ],
  )
})

test('a participant target is exactly that session, and with a ban every session of its user ID', () => {
  const people = known([aSession('s-1', 'u-1'), aSession('s-2', 'u-1'), aSession('s-3', 'u-1', true)])
  const target: NamedTarget = { kind: 'participant', id: 's-1' }
  const reached = (ban: boolean) =>
    resolveTargets([target], people, ban)[0]?.sessions.map((s) => s.participantId)
  assert.deepEqual(reached(false), ['s-1'])
  assert.deepEqual(reached(true), ['s-1', 's-2'])
})

test('somebody with more sessions than a call holds is named by user ID as well', () => {
  const many = Array.from({ length: 150 }, (_, index) => aSession(`s-${index}`, 'u-0'))
  assert.deepEqual(sizesOf(users(1), known(many), false), [[100, 1]])
})

test('a person without user ID is never matched to others without one', () => {
  const people = known([aSession('s-0', null), aSession('s-1', null)])
  assert.deepEqual(sizesOf(sessions(1), people, true), [[1, 0]])
})

const aUserId = fc.nat(40).map((n) => `u-${n}`)
const aParticipantId = fc.nat(200).map((n) => `s-${n}`)
const aKnownSession = fc
  .record({ participantId: aParticipantId, userId: fc.option(aUserId), left: fc.boolean() })
  .map(({ participantId, userId, left }) => aSession(participantId, userId, left))
const somePeople = fc
  .record({
    sessions: fc.uniqueArray(aKnownSession, { selector: (s) => s.participantId, maxLength: 200 }),
    protectedUserIds: fc.array(aUserId, { maxLength: 5 }),
  })
  .map(({ sessions: list, protectedUserIds }) => known(list, protectedUserIds))
const aTarget = fc.oneof(
  aParticipantId.map((id): NamedTarget => ({ kind: 'participant', id })),
  aUserId.map((id): NamedTarget => ({ kind: 'user', id })),
)
const someTargets = fc.array(aTarget, { minLength: 1, maxLength: 400 })

test('whatever the list: full calls, every unprotected target in one, nobody protected named', () => {
  fc.assert(
    fc.property(someTargets, somePeople, fc.boolean(), (targets, people, ban) => {
      const planned = resolveTargets(targets, people, ban)
      const calls = callsOf(planned, ban)
      for (const { ids, userIds, targets: carried } of calls) {
        assert.ok(ids.size <= MAX_PER_CALL && userIds.size <= MAX_PER_CALL)
        assert.ok(ids.size + userIds.size > 0)
        assert.ok(carried.length > 0)
      }
      const carried = calls.flatMap((call) => call.targets)
      assert.deepEqual(new Set(carried), new Set(planned.filter((target) => !target.protected)))
      assert.equal(carried.length, planned.filter((target) => !target.protected).length)
      const named = new Set(calls.flatMap((call) => [...call.userIds]))
      for (const userId of people.protectedUserIds) assert.ok(!named.has(userId))
    }),
    { numRuns: 200 },
  )
})

test('whatever the list: with a ban every known user ID is named, and absent people come first', () => {
  fc.assert(
    fc.property(someTargets, somePeople, (targets, people) => {
      const planned = resolveTargets(targets, people, true)
      const calls = callsOf(planned, true)
      const phases = calls.map((call) => call.targets.some((target) => target.sessions.length > 0))
      assert.deepEqual(
        phases,
        [...phases].sort((a, b) => Number(a) - Number(b)),
      )
      for (const call of calls)
        for (const { userId } of call.targets) if (userId !== null) assert.ok(call.userIds.has(userId))
    }),
    { numRuns: 200 },
  )
})
