import { isRoomName } from '#lib/daily/room-name'
import type { FoundPerson } from '#lib/people/view'
import type { RoomOverviewRow } from '#lib/presence/roster'
import { filterRooms } from '#lib/rooms/order'
import { PAGES, type PageAddress } from './main-nav.tsx'

export type Result =
  | { kind: 'live-room'; label: string; row: RoomOverviewRow }
  | { kind: 'room'; label: string; room: string }
  | { kind: 'person'; label: string; person: FoundPerson }
  | { kind: 'page'; label: string; href: string }
  | { kind: 'deed'; label: string; deed: 'keys' | 'sign-out' }

export type Results = { results: Result[]; moreRooms: number }

const MAX_ROOMS = 50

/** Live rooms, people, pages, then the room that was typed if no live one is called so. */
export function listResults(
  search: string,
  rooms: readonly RoomOverviewRow[],
  pages: readonly PageAddress[],
  people: readonly FoundPerson[] = [],
): Results {
  const typed = search.trim()
  const found = exactFirst(filterRooms(rooms, search), typed)
  const isTypedLive = found[0]?.room === typed
  const others: Result[] = [...pageResults(pages), ...DEEDS]
  return {
    results: [
      ...found.slice(0, MAX_ROOMS).map((row) => ({ kind: 'live-room' as const, label: row.room, row })),
      ...people.map((person) => ({ kind: 'person' as const, label: person.userId, person })),
      ...others.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase())),
      ...(isRoomName(typed) && !isTypedLive
        ? [{ kind: 'room' as const, label: `Go to room ${typed}`, room: typed }]
        : []),
    ],
    moreRooms: Math.max(0, found.length - MAX_ROOMS),
  }
}

const DEEDS: readonly Result[] = [
  { kind: 'page', label: 'Your account', href: '/account' },
  { kind: 'deed', label: 'All keys', deed: 'keys' },
  { kind: 'deed', label: 'Sign out', deed: 'sign-out' },
]

function pageResults(pages: readonly PageAddress[]): Result[] {
  return PAGES.filter(({ href }) => pages.includes(href)).map(({ href, title }) => ({
    kind: 'page',
    label: title,
    href,
  }))
}

function exactFirst(rows: readonly RoomOverviewRow[], typed: string): readonly RoomOverviewRow[] {
  const exact = rows.find(({ room }) => room === typed)
  return exact === undefined ? rows : [exact, ...rows.filter((row) => row !== exact)]
}
