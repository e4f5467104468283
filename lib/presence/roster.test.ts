import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anAnswer, aRow } from '#e2e/support/roster'
import { LEFT_SHOWN_MS, mergeRoster, type Roster, type RosterRow } from './roster.ts'

const NOW = 1_800_000_000_000

test('a row that is told again without a change stays the same object, and so does the list', () => {
  const before = mergeRoster(null, anAnswer({ full: true, rows: [aRow('a'), aRow('b')] }), NOW)
  const told = mergeRoster(before, anAnswer({ rows: [aRow('b')] }), NOW + 1_000)
  assert.equal(told.participants, before.participants)
  const changed = mergeRoster(before, anAnswer({ rows: [aRow('b', { name: 'Bea' })] }), NOW + 1_000)
  assert.equal(changed.participants[0], before.participants[0])
  assert.deepEqual(
    changed.participants.map(({ name }) => name),
    ['a', 'Bea'],
  )
})

test('everything told anew keeps what did not change and drops whom it does not name', () => {
  const before = mergeRoster(null, anAnswer({ full: true, rows: [aRow('a'), aRow('b')] }), NOW)
  const { participants } = mergeRoster(before, anAnswer({ full: true, rows: [aRow('c'), aRow('b')] }), NOW)
  assert.equal(participants[0], before.participants[1])
  assert.deepEqual(
    participants.map(({ participantId }) => participantId),
    ['b', 'c'],
  )
})

test('who left stays for ten minutes; who was ejected is leaving for half a minute, then still here', () => {
  const rows = [aRow('gone', { leftAt: NOW }), aRow('out', { ejectedAt: NOW })]
  const first = mergeRoster(null, anAnswer({ full: true, rows }), NOW)
  assert.deepEqual(statesOf(first), { gone: 'left', out: 'leaving' })
  const later = mergeRoster(first, anAnswer({}), NOW + LEFT_SHOWN_MS + 1)
  assert.deepEqual(statesOf(later), { out: 'still_here' })
})

test('colleagues at work are named by participant or user ID, whatever the ID is called', () => {
  const rows = [aRow('toString', { userId: 'constructor' }), aRow('b', { userId: '__proto__' }), aRow('c')]
  const plain = mergeRoster(null, anAnswer({ full: true, rows }), NOW)
  assert.deepEqual(
    plain.participants.map((row) => [row.ejectingBy, row.decidingBy]),
    [
      [null, null],
      [null, null],
      [null, null],
    ],
  )
  const acting = anAnswer({ ejecting: { c: 'Ada' }, deciding: { constructor: 'Noor' } })
  const { participants } = mergeRoster(plain, acting, NOW)
  assert.deepEqual(
    participants.map((row) => [row.ejectingBy, row.decidingBy]),
    [
      [null, 'Noor'],
      [null, null],
      ['Ada', null],
    ],
  )
  assert.equal(participants[1], plain.participants[1])
})

const step = fc.record({
  full: fc.boolean(),
  passMs: fc.integer({ min: 0, max: 400_000 }),
  changes: fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: 12 }),
      name: fc.constantFrom('Sam', 'Mia', null),
      isLeft: fc.boolean(),
      isEjected: fc.boolean(),
      deciding: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
})

test('merging change upon change gives what everything told at once would give', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const truth = new Map<string, RosterRow>()
      let nowMs = NOW
      let merged: Roster | null = null
      for (const { full, passMs, changes } of steps) {
        nowMs += passMs
        for (const { id, name, isLeft, isEjected } of changes)
          truth.set(
            `p-${id}`,
            aRow(`p-${id}`, {
              name,
              leftAt: isLeft ? nowMs : null,
              ejectedAt: isEjected ? nowMs : null,
            }),
          )
        const deciding = Object.fromEntries(
          changes.flatMap(({ id, deciding }) => (deciding ? [[`p-${id}`, 'Ada']] : [])),
        )
        const told = [...new Set(changes.map(({ id }) => truth.get(`p-${id}`)))].flatMap((row) => row ?? [])
        const all = anAnswer({ full: true, rows: [...truth.values()], deciding })
        merged = mergeRoster(merged, full ? all : anAnswer({ rows: told, deciding }), nowMs)
        assert.deepEqual(byId(merged), byId(mergeRoster(null, all, nowMs)))
      }
    }),
  )
})

function byId({ participants }: Roster) {
  return participants.toSorted((a, b) => (a.participantId < b.participantId ? -1 : 1))
}

function statesOf({ participants }: Roster) {
  return Object.fromEntries(participants.map(({ participantId, state }) => [participantId, state]))
}
