import type { z } from 'zod'
import { eject, ejectBody } from './eject.ts'
import { ApiFailure, invalidRequest, notFound, roomNotFound } from './failure.ts'
import { messageBody, permissionsBody, sendAppMessage, updatePermissions } from './in-call.ts'
import { getMeeting, listAttendees, listMeetings } from './meetings.ts'
import { pageOf, readBoolean, readInteger, readLimit, readPage } from './paging.ts'
import { deleteRoom } from './people.ts'
import { presenceOfAll, presenceOfRoom } from './presence.ts'
import { roomBody, roomChanges, updateRoom, withProperties } from './room-config.ts'
import { createRoom, findLivingRoom, findRoom, isExpired, toRoomObject } from './rooms.ts'
import { createToken, tokenBody, validateToken } from './tokens.ts'
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  newWebhook,
  type Post,
  updateWebhook,
  webhookChanges,
} from './webhooks.ts'
import type { World } from './world.ts'

/** `subject` is the one name or id in the path, decoded; `body` is parsed JSON. */
export type Call = { world: World; post: Post; subject: string; query: URLSearchParams; body: unknown }

/** A string is JSON already made. */
type Handler = (call: Call) => unknown

export type Route = { name: string; method: string; path: string; handle: Handler }

const route = (name: string, method: string, path: string, handle: Handler): Route => ({
  name,
  method,
  path,
  handle,
})

export const routes: Route[] = [
  route('domain', 'GET', '', ({ world }) => ({ domain_name: world.domainName, config: {} })),
  route('rooms', 'GET', 'rooms', listRooms),
  route('create-room', 'POST', 'rooms', newRoom),
  route('room', 'GET', 'rooms/:name', ({ world, subject }) =>
    toRoomObject(world, requireRoom(world, subject)),
  ),
  route('update-room', 'POST', 'rooms/:name', changeRoom),
  route('delete-room', 'DELETE', 'rooms/:name', removeRoom),
  route('presence', 'GET', 'presence', ({ world }) => presenceOfAll(world)),
  route('room-presence', 'GET', 'rooms/:name/presence', roomPresence),
  route('eject', 'POST', 'rooms/:name/eject', (call) =>
    eject(call.world, call.subject, parseBody(call, ejectBody)),
  ),
  route('update-permissions', 'POST', 'rooms/:name/update-permissions', (call) =>
    updatePermissions(call.world, call.subject, parseBody(call, permissionsBody)),
  ),
  route('send-app-message', 'POST', 'rooms/:name/send-app-message', (call) =>
    sendAppMessage(call.world, call.subject, parseBody(call, messageBody)),
  ),
  route('meetings', 'GET', 'meetings', meetings),
  route('meeting', 'GET', 'meetings/:id', ({ world, subject }) => getMeeting(world, subject)),
  route('meeting-participants', 'GET', 'meetings/:id/participants', attendees),
  route('create-token', 'POST', 'meeting-tokens', (call) =>
    createToken(call.world, parseBody(call, tokenBody).properties ?? {}),
  ),
  route('validate-token', 'GET', 'meeting-tokens/:token', ({ world, subject, query }) =>
    validateToken(world, subject, { ignoreNbf: readBoolean(query, 'ignoreNbf') ?? false }),
  ),
  route('webhooks', 'GET', 'webhooks', ({ world }) => listWebhooks(world)),
  route('create-webhook', 'POST', 'webhooks', (call) =>
    createWebhook(call.world, call.post, parseBody(call, newWebhook)),
  ),
  route('webhook', 'GET', 'webhooks/:uuid', ({ world, subject }) => getWebhook(world, subject)),
  route('update-webhook', 'POST', 'webhooks/:uuid', (call) =>
    updateWebhook(call.world, call.post, { uuid: call.subject, changes: parseBody(call, webhookChanges) }),
  ),
  route('delete-webhook', 'DELETE', 'webhooks/:uuid', ({ world, subject }) => deleteWebhook(world, subject)),
]

function parseBody<S extends z.ZodObject>({ world, body }: Call, schema: S): z.infer<S> {
  const isLenient = world.quirks.unknownProperties === 'ignore'
  const parsed = schema.safeParse(isLenient ? onlyKnown(body, schema) : body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalidRequest(`${issue?.path.join('.') || 'body'}: ${issue?.message}`)
}

function onlyKnown(body: unknown, schema: z.ZodObject) {
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => name in schema.shape))
}

function requireRoom(world: World, name: string) {
  const room = findLivingRoom(world, name)
  if (!room) throw roomNotFound(name)
  return room
}

function listRooms({ world, query }: Call) {
  const living = [...world.rooms.values()].filter((room) => !isExpired(world, room))
  const secondOf = (createdAtMs: number) => Math.floor(createdAtMs / 1000)
  living.sort((a, b) => secondOf(b.createdAtMs) - secondOf(a.createdAtMs) || (a.id < b.id ? 1 : -1))
  const page = pageOf(living, readPage(query))
  return { total_count: living.length, data: page.map((room) => toRoomObject(world, room)) }
}

function newRoom(call: Call) {
  const { world } = call
  const { name, privacy, properties } = parseBody(call, roomBody)
  const config = withProperties(world, {}, properties)
  return toRoomObject(world, createRoom(world, { name, privacy, config }))
}

function changeRoom(call: Call) {
  const room = requireRoom(call.world, call.subject)
  updateRoom(call.world, room, parseBody(call, roomChanges))
  return toRoomObject(call.world, room)
}

function removeRoom({ world, subject }: Call) {
  const room = findRoom(world, subject)
  if (!room) throw roomNotFound(subject)
  const hasExpired = isExpired(world, room)
  deleteRoom(world, room)
  if (!hasExpired) return { deleted: true, name: room.name }
  throw new ApiFailure(404, 'not-found', `room ${subject} not found`, { deleted: true })
}

function roomPresence({ world, subject, query }: Call) {
  const { presenceDefaultLimit: fallback, presenceMaxLimit: most, presenceMissingRoom } = world.quirks
  const limit = readLimit(query, { fallback, most })
  const room = findLivingRoom(world, subject)
  if (room) {
    const filter = { limit, userId: query.get('userId'), userName: query.get('userName') }
    return presenceOfRoom(world, room, filter)
  }
  if (presenceMissingRoom === 'empty-list') return { total_count: 0, data: [] }
  throw roomNotFound(subject)
}

function meetings({ world, query }: Call) {
  return listMeetings(world, {
    ...readPage(query),
    room: query.get('room'),
    from: readInteger(query, 'timeframe_start'),
    until: readInteger(query, 'timeframe_end'),
    ongoing: readBoolean(query, 'ongoing'),
    withoutParticipants: readBoolean(query, 'no_participants') ?? false,
  })
}

function attendees({ world, subject, query }: Call) {
  const joinedAfter = query.get('joined_after')
  const joinedBefore = query.get('joined_before')
  return listAttendees(world, subject, { limit: readLimit(query), joinedAfter, joinedBefore })
}

export const endpointNotFound = () => notFound('api endpoint does not exist')
