const ROOM_NAME = /^[A-Za-z0-9_-]{1,128}$/

/** Daily's own rule for room names; letter case counts. Nothing else may stand in the address of a request. */
export function isRoomName(text: string): boolean {
  return ROOM_NAME.test(text)
}
