import 'server-only'

import { DailyFailure } from '#lib/daily/failures'
import type { Line } from '#lib/daily/http'
import { type ReadOptions, read } from '#lib/daily/reads'
import { isRoomName } from '#lib/daily/room-name'
import { type DailyRoom, roomAnswer, roomRowCursor, roomsAnswer } from '#lib/daily/schemas'

const ROOMS_PER_PAGE = 100
const MAX_PAGES = 200

/** `nextAfter` is null when there is nothing to go on from. */
export type RoomPage = { rooms: DailyRoom[]; dropped: number; total: number | null; nextAfter: string | null }

export type AllRooms = { rooms: DailyRoom[]; dropped: number; partial: boolean }

export async function listRooms(
  line: Line,
  { startingAfter, ...options }: ReadOptions & { startingAfter?: string } = {},
): Promise<RoomPage> {
  const query = new URLSearchParams({ limit: String(ROOMS_PER_PAGE) })
  if (startingAfter !== undefined) query.set('starting_after', startingAfter)
  const { data, total_count } = await read(line, `/rooms?${query}`, roomsAnswer, {
    ...options,
    maxBytes: 4 * 1024 * 1024,
  })
  const rooms = data.flatMap((row) => roomAnswer.safeParse(row).data ?? [])
  const nextAfter = roomRowCursor.safeParse(data.at(-1)).data?.id ?? null
  return { rooms, dropped: data.length - rooms.length, total: total_count ?? null, nextAfter }
}

/** Every room of the domain, newest first; `partial` when some could not be read or there are more than 20,000. */
export async function listAllRooms(line: Line, options: ReadOptions = {}): Promise<AllRooms> {
  const rooms = new Map<string, DailyRoom>()
  let dropped = 0
  let startingAfter: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await listRooms(line, { ...options, ...(startingAfter !== undefined && { startingAfter }) })
    const isEmpty = page.rooms.length + page.dropped === 0
    dropped += page.dropped
    if (isEmpty) return { rooms: [...rooms.values()], dropped, partial: dropped > 0 }
    if (page.nextAfter === null || page.nextAfter === startingAfter) break
    for (const room of page.rooms) rooms.set(room.id, room)
    startingAfter = page.nextAfter
  }
  return { rooms: [...rooms.values()], dropped, partial: true }
}

export async function getRoom(line: Line, name: string, options: ReadOptions = {}): Promise<DailyRoom> {
  if (!isRoomName(name)) throw new DailyFailure('refused')
  return read(line, `/rooms/${encodeURIComponent(name)}`, roomAnswer, options)
}
