import { randomUUID } from 'node:crypto'
import { invalidRequest } from './failure.ts'
import type { Privacy, Room, World } from './world.ts'

export type NewRoom = {
  name?: string | undefined
  privacy?: Privacy | undefined
  config?: Record<string, unknown> | undefined
  apiCreated?: boolean | undefined
  createdAt?: Date | string | number | undefined
}

const ROOM_NAME = /^[A-Za-z0-9_-]{1,128}$/

export function createRoom(world: World, fresh: NewRoom): Room {
  const name = fresh.name ?? randomUUID().replaceAll('-', '').slice(0, 20)
  if (!ROOM_NAME.test(name)) {
    throw invalidRequest(
      `${name} contains invalid characters (room names can contain A-Z, a-z, 0-9, '-', and '_')`,
    )
  }
  if (findRoom(world, name)) throw invalidRequest(`a room named ${name} already exists`)
  const room: Room = {
    id: randomUUID(),
    name,
    privacy: fresh.privacy ?? 'public',
    apiCreated: fresh.apiCreated ?? true,
    createdAtMs: fresh.createdAt === undefined ? world.now() : new Date(fresh.createdAt).getTime(),
    config: { ...fresh.config },
    meeting: null,
    present: new Map(),
    listed: new Map(),
    bans: new Set(),
  }
  world.rooms.set(name, room)
  return room
}

export function isExpired(world: World, room: Room) {
  const { exp } = room.config
  return world.quirks.expiredRooms === 'not-found' && typeof exp === 'number' && exp * 1000 <= world.now()
}

export function findRoom(world: World, name: string): Room | null {
  const exact = world.rooms.get(name)
  if (exact) return exact
  const { roomNames, roomsByUuid } = world.quirks
  if (roomNames === 'case-sensitive' && roomsByUuid === 'not-found') return null
  for (const room of world.rooms.values()) {
    if (roomNames === 'ignore-case' && room.name.toLowerCase() === name.toLowerCase()) return room
    if (roomsByUuid === 'found' && room.id === name) return room
  }
  return null
}

/** The room as the API sees it: an expired one is gone. */
export function findLivingRoom(world: World, name: string): Room | null {
  const room = findRoom(world, name)
  return room && !isExpired(world, room) ? room : null
}

export function isHosting(world: World, room: Room) {
  if (!room.meeting || room.present.size === 0) return false
  return world.now() >= room.meeting.startedAtMs + world.quirks.hostingLagMs
}

export function toRoomObject(world: World, room: Room) {
  return {
    id: room.id,
    name: room.name,
    api_created: room.apiCreated,
    privacy: room.privacy,
    url: `https://${world.domainName}.daily.co/${room.name}`,
    created_at: new Date(Math.floor(room.createdAtMs / 1000) * 1000).toISOString(),
    config: room.config,
  }
}
