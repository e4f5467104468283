import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aParticipant, aRoster } from '#e2e/support/roster'
import type { RosterParticipant } from './roster.ts'
import { EVERYBODY, type Narrowing } from './roster-filters.ts'
import { comingsSince, inOrder, NO_VIEW, nextView, type RosterView, sortRows } from './roster-list.ts'

const NOW = 1_800_000_000_000

test('newest first, and who left after everybody else', () => {
  const view = look(NO_VIEW, [at('old', 1), at('gone', 3, { state: 'left' }), at('new', 2)])
  assert.deepEqual(idsOf(view.rows), ['new', 'old', 'gone'])
})

test('while held nobody changes place: newcomers wait and leavers stay', () => {
  const before = look(NO_VIEW, [at('a', 2), at('b', 1)])
  const held = look(before, [at('c', 3), at('b', 1, { state: 'left' }), at('d', 4, { state: 'left' })], {
    held: true,
  })
  assert.deepEqual(idsOf(held.rows), ['a', 'b'])
  assert.deepEqual(
    held.rows.map(({ state }) => state),
    ['left', 'left'],
  )
  assert.equal(held.heldBack, 1)
  assert.deepEqual(idsOf(look(held, [at('c', 3), at('b', 1, { state: 'left' })]).rows), ['c', 'b'])
})

test('nobody is called gone from a partial answer', () => {
  const before = look(NO_VIEW, [at('a', 2)])
  const roster = aRoster([], { partial: true })
  const held = nextView(before, { roster, narrowing: EVERYBODY, held: true, nowMs: NOW })
  assert.equal(held.rows, before.rows)
})

test('while held a filter loses nobody and gains nobody; another filter looks anew', () => {
  const narrowing: Narrowing = { search: '', filters: ['look_alike'] }
  const [sam, twin, mia] = [at('a', 3, { name: 'Sam' }), at('b', 2, { name: 'sаm' }), at('c', 1)]
  const before = look(NO_VIEW, [sam, twin, mia], { narrowing })
  assert.deepEqual(idsOf(before.shown), ['a', 'b'])
  const held = look(before, [sam, { ...twin, state: 'left' }, { ...mia, name: 'SAM' }], {
    narrowing,
    held: true,
  })
  assert.deepEqual(
    held.shown.map(({ participantId, state }) => [participantId, state]),
    [
      ['a', 'here'],
      ['b', 'left'],
    ],
  )
  const anew = look(held, [sam, { ...twin, state: 'left' }, { ...mia, name: 'SAM' }], {
    narrowing: { ...narrowing },
    held: true,
  })
  assert.deepEqual(idsOf(anew.shown), ['a', 'b', 'c'])
})

test('nothing new leaves the lists the same objects', () => {
  const people = [at('a', 2), at('b', 1)]
  const before = look(NO_VIEW, people)
  assert.equal(look(before, people).rows, before.rows)
  assert.equal(look(before, people, { held: true }).shown, before.shown)
})

test('who came and who went between two lists', () => {
  const before = [at('a', 1), at('b', 1), at('c', 1), at('gone', 1, { state: 'left' })]
  const after = [at('a', 1), at('b', 1, { state: 'left' }), at('d', 2), at('brief', 2, { state: 'left' })]
  assert.deepEqual(comingsSince(before, after), { joined: 1, left: 2 })
})

const person = fc.record({
  participantId: fc.integer({ min: 0, max: 15 }).map((id) => `p-${id}`),
  joinedAt: fc.integer({ min: 0, max: 5 }),
  state: fc.constantFrom<RosterParticipant['state'][]>('here', 'left', 'leaving'),
})
const people = fc
  .uniqueArray(person, { maxLength: 16, selector: ({ participantId }) => participantId })
  .map((rows) => rows.map(({ participantId, ...given }) => aParticipant(participantId, given)))

test('sorting what changed gives what sorting everything would give', () => {
  fc.assert(
    fc.property(people, people, (before, after) => {
      assert.deepEqual(sortRows(before.toSorted(inOrder), after), after.toSorted(inOrder))
    }),
  )
})

test('held or not, the list shows everybody in it who matches', () => {
  const narrowing: Narrowing = { search: 'p-1', filters: [] }
  fc.assert(
    fc.property(fc.array(fc.tuple(people, fc.boolean()), { maxLength: 6 }), (steps) => {
      let view = NO_VIEW
      for (const [participants, held] of steps) {
        view = look(view, participants, { narrowing, held })
        const matching = view.rows.filter(({ participantId }) => participantId.includes('p-1'))
        assert.deepEqual(view.shown, matching)
      }
    }),
  )
})

function at(participantId: string, joinedAt: number, given: Partial<RosterParticipant> = {}) {
  return aParticipant(participantId, { joinedAt, ...given })
}

function look(
  previous: RosterView,
  participants: RosterParticipant[],
  { narrowing = EVERYBODY, held = false }: { narrowing?: Narrowing; held?: boolean } = {},
) {
  return nextView(previous, { roster: aRoster(participants), narrowing, held, nowMs: NOW })
}

function idsOf(rows: readonly RosterParticipant[]): string[] {
  return rows.map(({ participantId }) => participantId)
}
