import { lookOf, sharedLooks } from './look-alike.ts'
import type { RosterParticipant } from './roster.ts'

type Rows = readonly RosterParticipant[]

export const FILTERS = [
  { filter: 'new', name: 'New in the last minute' },
  { filter: 'no_user_id', name: 'No user ID' },
  { filter: 'look_alike', name: 'Look-alike names' },
  { filter: 'ejected_before', name: 'Previously ejected' },
  { filter: 'banned_here', name: 'Banned here' },
  { filter: 'possible_return', name: 'Possible returns' },
] as const

export type Filter = (typeof FILTERS)[number]['filter']

/** What narrows the list: the search and every filter at once. */
export type Narrowing = { search: string; filters: readonly Filter[] }

export const EVERYBODY: Narrowing = { search: '', filters: [] }

/** What a filter must know beyond the row. `nowMs` is the server's time. */
export type Surroundings = { looks: ReadonlySet<string>; nowMs: number }

const NEW_MS = 60_000

export function matches(row: RosterParticipant, filter: Filter, { looks, nowMs }: Surroundings): boolean {
  if (filter === 'new') return nowMs - row.joinedAt < NEW_MS
  if (filter === 'no_user_id') return row.userId === null
  if (filter === 'look_alike') return looks.has(rowLook(row))
  if (filter === 'possible_return') return row.possibleReturn !== null && row.state !== 'left'
  return filter === 'ejected_before' ? row.ejectedBefore > 0 : row.banned === 'here'
}

export function narrow(rows: Rows, { search, filters }: Narrowing, surroundings: Surroundings): Rows {
  const wanted = fold(search.trim())
  if (wanted === '' && filters.length === 0) return rows
  return rows.filter(
    (row) =>
      filters.every((filter) => matches(row, filter, surroundings)) &&
      (wanted === '' || rowText(row).includes(wanted)),
  )
}

/** How many in the list each filter would show, without those who left. */
export function countMatches(rows: Rows, surroundings: Surroundings): Record<Filter, number> {
  const counts = {
    new: 0,
    no_user_id: 0,
    look_alike: 0,
    ejected_before: 0,
    banned_here: 0,
    possible_return: 0,
  }
  for (const row of rows) {
    if (row.state === 'left') continue
    for (const { filter } of FILTERS) if (matches(row, filter, surroundings)) counts[filter] += 1
  }
  return counts
}

/** The looks that more than one person here has. One user ID is one person, however often they are in. */
export function roomLooks(participants: Rows): ReadonlySet<string> {
  const known = looksOf.get(participants)
  if (known !== undefined) return known
  const here = participants.filter((row) => row.state === 'here' || row.state === 'still_here')
  const looks = sharedLooks(here, rowLook, (row) => row.userId ?? row.participantId)
  looksOf.set(participants, looks)
  return looks
}

/** The looks that more than one row has, so that a label must add the ID. */
export function repeatedLooks(rows: Rows): ReadonlySet<string> {
  return sharedLooks(rows, rowLook, (row) => row.participantId)
}

export function rowLook(row: RosterParticipant): string {
  const known = lookOfRow.get(row)
  if (known !== undefined) return known
  const look = lookOf(row.name)
  lookOfRow.set(row, look)
  return look
}

/** Rows are folded once each, not at every keystroke: an answer leaves those it does not change as they are. */
const textOfRow = new WeakMap<RosterParticipant, string>()
const lookOfRow = new WeakMap<RosterParticipant, string>()
const looksOf = new WeakMap<Rows, ReadonlySet<string>>()

function rowText(row: RosterParticipant): string {
  const known = textOfRow.get(row)
  if (known !== undefined) return known
  const text = fold([row.name, row.userId, row.participantId, ...row.earlierNames].join('\n'))
  textOfRow.set(row, text)
  return text
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
