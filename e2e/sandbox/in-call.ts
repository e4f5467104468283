import { z } from 'zod'
import { invalidRequest, notFound, notHosting, roomNotFound } from './failure.ts'
import { findLivingRoom, isHosting } from './rooms.ts'
import type { Permissions, Room, World } from './world.ts'

const MOST_MESSAGE_BYTES = 4096

export const messageBody = z.strictObject({
  data: z.record(z.string(), z.unknown()),
  recipient: z.string().min(1).optional(),
})

const media = z.enum(['video', 'audio', 'screenVideo', 'screenAudio', 'customVideo', 'customAudio'])
const admin = z.enum(['participants', 'streaming', 'transcription'])
const granted = z
  .strictObject({
    hasPresence: z.boolean(),
    canSend: z.union([z.boolean(), z.array(media)]),
    canReceive: z
      .strictObject({
        base: z.unknown(),
        byUserId: z.record(z.string(), z.unknown()),
        byParticipantId: z.record(z.string(), z.unknown()),
      })
      .partial(),
    canAdmin: z.union([z.boolean(), z.array(admin)]),
  })
  .partial()
type Granted = z.infer<typeof granted>

export const permissionsBody = z.strictObject({ data: z.record(z.string(), granted) })

export function sendAppMessage(world: World, roomName: string, body: z.infer<typeof messageBody>) {
  const room = requireRoom(world, roomName)
  const { data, recipient = '*' } = body
  if (Buffer.byteLength(JSON.stringify(data)) > MOST_MESSAGE_BYTES) {
    throw invalidRequest('data is larger than 4 KB')
  }
  if (!isHosting(world, room) && world.quirks.emptyRoomMessage === 'not-hosting') throw notHosting(roomName)
  if (recipient !== '*' && !room.present.has(recipient) && world.quirks.unknownRecipient === 'not-found') {
    throw notFound(`participant ${recipient} not found`)
  }
  world.messages.push({ room: room.name, recipient, data })
  return { sent: 'true' }
}

export function updatePermissions(world: World, roomName: string, body: z.infer<typeof permissionsBody>) {
  const room = requireRoom(world, roomName)
  if (!isHosting(world, room)) throw notHosting(roomName)
  const everyone = body.data['*']
  for (const session of room.present.values()) {
    const change = body.data[session.id] ?? everyone
    if (change) session.permissions = replaceGiven(session.permissions, change)
  }
  return world.quirks.permissionsAnswer === 'sent' ? { sent: 'true' } : {}
}

function replaceGiven(before: Permissions, change: Granted): Permissions {
  return {
    hasPresence: change.hasPresence ?? before.hasPresence,
    canSend: change.canSend ?? before.canSend,
    canReceive: { ...before.canReceive, ...change.canReceive },
    canAdmin: change.canAdmin ?? before.canAdmin,
  }
}

function requireRoom(world: World, name: string): Room {
  const room = findLivingRoom(world, name)
  if (!room) throw roomNotFound(name)
  return room
}
