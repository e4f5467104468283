import { z } from 'zod'
import { invalidRequest, notHosting, roomNotFound } from './failure.ts'
import { endSession } from './people.ts'
import { findLivingRoom, isHosting } from './rooms.ts'
import type { Room, World } from './world.ts'

const MOST_IDS = 100

export const ejectBody = z.strictObject({
  ids: z.array(z.string()).optional(),
  user_ids: z.array(z.string()).optional(),
  ban: z.boolean().optional(),
})
type EjectBody = z.infer<typeof ejectBody>

export function eject(world: World, roomName: string, body: EjectBody) {
  checkLists(world, body)
  const room = findLivingRoom(world, roomName)
  if (!room) {
    throw world.quirks.unknownRoomEject === 'not-found' ? roomNotFound(roomName) : notHosting(roomName)
  }
  const isLive = isHosting(world, room)
  if (body.ban === true) rememberBans(world, room, { body, isLive })
  if (!isLive) {
    if (world.quirks.emptyRoomEject === 'empty-list') return { ejectedIds: [] }
    throw notHosting(roomName)
  }
  const ejectedIds = namedSessions(world, room, body)
  for (const sessionId of ejectedIds) endSession(world, sessionId)
  return { ejectedIds }
}

function checkLists(world: World, { ids, user_ids: userIds }: EjectBody) {
  const { emptyEjectLists, oversizedEjectLists } = world.quirks
  const lists = Object.entries({ ids, user_ids: userIds })
  const isNobodyNamed = lists.every(([, list]) => list === undefined || list.length === 0)
  if (emptyEjectLists !== 'accept' && isNobodyNamed) throw invalidRequest('ids or user_ids must be given')
  for (const [name, list] of lists) {
    if (emptyEjectLists === 'reject-any' && list?.length === 0) {
      throw invalidRequest(`${name} cannot be empty`)
    }
    if (oversizedEjectLists === 'reject' && list !== undefined && list.length > MOST_IDS) {
      throw invalidRequest(`${name} cannot hold more than ${MOST_IDS} entries`)
    }
  }
}

function rememberBans(world: World, room: Room, { body, isLive }: { body: EjectBody; isLive: boolean }) {
  const { preBan, banByIds } = world.quirks
  if (!isLive && preBan !== 'always') return
  for (const userId of body.user_ids ?? []) {
    if (preBan !== 'never' || isPresent(room, userId)) room.bans.add(userId)
  }
  if (banByIds === 'nothing') return
  for (const sessionId of body.ids ?? []) {
    const userId = room.present.get(sessionId)?.userId
    if (userId) room.bans.add(userId)
  }
}

const isPresent = (room: Room, userId: string) =>
  [...room.present.values()].some((session) => session.userId === userId)

function namedSessions(world: World, room: Room, { ids = [], user_ids: userIds = [] }: EjectBody) {
  const { duplicateSessions, owners } = world.quirks
  const named = new Set(ids.filter((sessionId) => room.present.has(sessionId)))
  for (const userId of new Set(userIds)) {
    const sessions = [...room.present.values()].filter((session) => session.userId === userId)
    const taken = duplicateSessions === 'eject-all' ? sessions : sessions.slice(0, 1)
    for (const session of taken) named.add(session.id)
  }
  if (owners === 'ejectable') return [...named]
  return [...named].filter((sessionId) => room.present.get(sessionId)?.owner === false)
}
