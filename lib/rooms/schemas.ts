import { z } from 'zod'

const ROOM_NAME = /^[A-Za-z0-9_-]{1,128}$/

/** Daily's rule for room names; upper and lower case are different rooms. */
export function isRoomName(text: string): boolean {
  return ROOM_NAME.test(text)
}

export const roomNameInput = z
  .string()
  .refine(isRoomName, 'Room names have only letters, digits, - and _, at most 128 of them.')
