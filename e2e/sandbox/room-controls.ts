import { roomNotFound } from './failure.ts'
import { deleteRoom, emptyRoom } from './people.ts'
import { createRoom, findRoom, type NewRoom, toRoomObject } from './rooms.ts'
import type { AppMessage, Privacy, World } from './world.ts'

export type RoomObject = ReturnType<typeof toRoomObject>
export type Ban = { room: string; userId: string }
export type RoomSettings = {
  privacy?: Privacy | undefined
  config?: Record<string, unknown> | undefined
}

export type RoomControls = {
  createRoom: (room: NewRoom) => RoomObject
  /** Sets privacy or the whole config without any of Daily's checks. */
  changeRoom: (room: string, settings: RoomSettings) => RoomObject
  deleteRoom: (room: string) => void
  rooms: () => RoomObject[]
  endMeeting: (room: string) => void
  bans: (room?: string) => Ban[]
  forgetBans: (room?: string) => void
  messages: (room?: string) => AppMessage[]
}

export function roomControls(world: World): RoomControls {
  const chosen = (room?: string) =>
    room === undefined ? [...world.rooms.values()] : [requireRoom(world, room)]
  return {
    createRoom: (room) => toRoomObject(world, createRoom(world, room)),
    changeRoom: (room, settings) => changeRoom(world, room, settings),
    deleteRoom: (room) => deleteRoom(world, requireRoom(world, room)),
    rooms: () => chosen().map((room) => toRoomObject(world, room)),
    endMeeting: (room) => emptyRoom(world, requireRoom(world, room)),
    bans: (room) =>
      chosen(room).flatMap(({ name, bans }) => [...bans].map((userId) => ({ room: name, userId }))),
    forgetBans: (room) => {
      for (const { bans } of chosen(room)) bans.clear()
    },
    messages: (room) => world.messages.filter((message) => room === undefined || message.room === room),
  }
}

function changeRoom(world: World, name: string, { privacy, config }: RoomSettings) {
  const room = requireRoom(world, name)
  room.privacy = privacy ?? room.privacy
  room.config = config ?? room.config
  return toRoomObject(world, room)
}

function requireRoom(world: World, name: string) {
  const room = findRoom(world, name)
  if (!room) throw roomNotFound(name)
  return room
}
