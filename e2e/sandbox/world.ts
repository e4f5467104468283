import { randomUUID } from 'node:crypto'
import type { DailyEvent } from './events.ts'
import { defaultQuirks, type Quirks } from './quirks.ts'
import type { Webhook } from './webhooks.ts'

export type Permissions = {
  hasPresence: boolean
  canSend: boolean | string[]
  canReceive: Record<string, unknown>
  canAdmin: boolean | string[]
}

export type Session = {
  id: string
  room: string
  userId: string | null
  userName: string | null
  owner: boolean
  permissions: Permissions
  meetingId: string
  joinedAtMs: number
  leftAtMs: number | null
  willEjectAtMs: number | null
  listedFromMs: number
  listedUntilMs: number
  ghostPolls: number
  row: { version: number; start: string } | null
}

export type Meeting = {
  id: string
  room: string
  startedAtMs: number
  endedAtMs: number | null
  maxParticipants: number
  sessions: Session[]
}

export type Privacy = 'public' | 'private'

export type Room = {
  id: string
  name: string
  privacy: Privacy
  apiCreated: boolean
  createdAtMs: number
  config: Record<string, unknown>
  meeting: Meeting | null
  present: Map<string, Session>
  listed: Map<string, Session>
  bans: Set<string>
}

export type GhostRule = {
  room?: string | undefined
  userId?: string | undefined
  sessionId?: string | undefined
  ms?: number | undefined
  polls?: number | undefined
  times?: number | undefined
}

export type AppMessage = { room: string; recipient: string; data: Record<string, unknown> }

export type World = {
  apiKey: string
  domainName: string
  domainId: string
  now: () => number
  random: () => number
  quirks: Quirks
  rowVersion: number
  rooms: Map<string, Room>
  sessions: Map<string, Session>
  meetings: Meeting[]
  ghosts: GhostRule[]
  messages: AppMessage[]
  webhook: Webhook | null
  timers: Set<NodeJS.Timeout>
  emit: (event: DailyEvent) => void
}

export function createWorld(options: {
  apiKey: string
  domainName: string
  now: () => number
  random: () => number
}): World {
  return {
    ...options,
    domainId: randomUUID(),
    quirks: { ...defaultQuirks },
    rowVersion: 0,
    rooms: new Map(),
    sessions: new Map(),
    meetings: [],
    ghosts: [],
    messages: [],
    webhook: null,
    timers: new Set(),
    emit: () => {},
  }
}

const LONGEST_TIMER_MS = 2 ** 31 - 1

export function later(world: World, delayMs: number, act: () => void) {
  if (delayMs <= 0) return act()
  if (delayMs > LONGEST_TIMER_MS) return
  const timer = setTimeout(() => {
    world.timers.delete(timer)
    act()
  }, delayMs)
  world.timers.add(timer)
}

export function stopTimers(world: World) {
  for (const timer of world.timers) clearTimeout(timer)
  world.timers.clear()
}

/** Forgets rooms, people, meetings, messages and the webhook; keeps the key and the domain. */
export function emptyWorld(world: World) {
  stopTimers(world)
  world.rooms.clear()
  world.sessions.clear()
  world.meetings.length = 0
  world.ghosts.length = 0
  world.messages.length = 0
  world.webhook = null
}
