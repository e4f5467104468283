import 'server-only'

import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { Line } from '#lib/daily/http'
import { type ReadOptions, read } from '#lib/daily/reads'
import { type DailyParticipant, presenceAnswer, presenceRow } from '#lib/daily/schemas'

const ROWS_PER_SLICE = 500
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** `dropped` rows could not be read: of such a room nobody may be called gone. */
export type RoomPresence = { participants: DailyParticipant[]; partial: boolean; dropped: number }

export type DailyPresence = {
  rooms: Map<string, RoomPresence>
  participants: number
  dropped: number
  startedAt: Date
  endedAt: Date
}

function createBreather() {
  let rows = 0
  return async () => {
    rows += 1
    if (rows % ROWS_PER_SLICE === 0) await yieldToOthers()
  }
}

async function readRoom(rows: unknown, breathe: () => Promise<void>): Promise<RoomPresence> {
  if (!Array.isArray(rows)) return { participants: [], partial: true, dropped: 1 }
  const participants = new Map<string, DailyParticipant>()
  let dropped = 0
  for (const row of rows) {
    const parsed = presenceRow.safeParse(row)
    if (!parsed.success) dropped += 1
    else if (!participants.has(parsed.data.id)) participants.set(parsed.data.id, parsed.data)
    await breathe()
  }
  return { participants: [...participants.values()], partial: dropped > 0, dropped }
}

/** Everybody in every room at once. Rows are read one by one; an answer of 10,000 people never blocks others. */
export async function readPresence(line: Line, options: ReadOptions = {}): Promise<DailyPresence> {
  const startedAt = new Date()
  const answer = await read(line, '/presence', presenceAnswer, { ...options, maxBytes: MAX_ANSWER_BYTES })
  const endedAt = new Date()
  const rooms = new Map<string, RoomPresence>()
  const breathe = createBreather()
  for (const [room, rows] of Object.entries(answer)) rooms.set(room, await readRoom(rows, breathe))
  const all = [...rooms.values()]
  const participants = all.reduce((sum, room) => sum + room.participants.length, 0)
  const dropped = all.reduce((sum, room) => sum + room.dropped, 0)
  return { rooms, participants, dropped, startedAt, endedAt }
}
