import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomOverviewRow } from '#lib/presence/roster'
import { filterRooms, nextOrder } from './order.ts'

function aRow(room: string, people = 3): RoomOverviewRow {
  return {
    room,
    people,
    partial: false,
    privacy: null,
    liveSince: 1,
    trend: [],
    wave: null,
    lastDecision: null,
  }
}

const names = (rows: readonly RoomOverviewRow[]) => rows.map(({ room }) => room)

test('nobody’s row changes place while the list is held; new rooms go to the end', () => {
  const before = ['a', 'b', 'c'].map((room) => aRow(room))
  const told = [aRow('d', 9), aRow('c', 8), aRow('a')]

  const held = nextOrder(before, told, true)
  assert.deepEqual(names(held), ['a', 'b', 'c', 'd'])
  assert.deepEqual(
    held.map(({ people }) => people),
    [3, 0, 8, 9],
  )
  assert.deepEqual(names(nextOrder(held, told, false)), ['d', 'c', 'a'])
})

test('a room that emptied and fills again while the list is held keeps its place', () => {
  const before = ['a', 'b'].map((room) => aRow(room))
  const emptied = nextOrder(before, [aRow('b')], true)

  assert.deepEqual(names(nextOrder(emptied, [aRow('b'), aRow('a', 2)], true)), ['a', 'b'])
  assert.equal(nextOrder(emptied, [aRow('b')], true)[0], emptied[0])
})

test('a search is literal and does not mind upper and lower case', () => {
  const rows = ['class_7', 'class-7', 'Class-70', 'lab'].map((room) => aRow(room))

  assert.deepEqual(names(filterRooms(rows, ' class-7 ')), ['class-7', 'Class-70'])
  assert.deepEqual(names(filterRooms(rows, '_')), ['class_7'])
  assert.deepEqual(names(filterRooms(rows, '.*')), [])
  assert.deepEqual(names(filterRooms(rows, '')), names(rows))
})
