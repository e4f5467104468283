import { z } from 'zod'
import { isRoomName } from '#lib/daily/room-name'

export const roomNameInput = z
  .string()
  .refine(isRoomName, 'Room names have only letters, digits, - and _, at most 128 of them.')

export const roomInput = z.object({ room: roomNameInput })
export type RoomInput = z.output<typeof roomInput>
