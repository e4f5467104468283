import { randomUUID } from 'node:crypto'
import { type JoinRefusal, refusalOf } from './door.ts'
import { meetingEvent, participantEvent } from './events.ts'
import { lagOf } from './quirks.ts'
import { findRoom } from './rooms.ts'
import { tokenHolder } from './token-holder.ts'
import {
  type GhostRule,
  later,
  type Meeting,
  type Permissions,
  type Room,
  type Session,
  type World,
} from './world.ts'

export type Joiner = {
  userName?: string | null | undefined
  userId?: string | null | undefined
  id?: string | undefined
  joinedAt?: Date | string | number | undefined
  owner?: boolean | undefined
  permissions?: Partial<Permissions> | undefined
  ejectAt?: Date | string | number | undefined
  /** Comes without any meeting token. */
  guest?: boolean | undefined
  /** A meeting token made by POST /meeting-tokens; it says who comes. */
  token?: string | undefined
}

export type JoinResult = { joined: true; sessionId: string } | { joined: false; refusal: JoinRefusal }

const DEFAULT_PERMISSIONS: Permissions = {
  hasPresence: true,
  canSend: true,
  canReceive: { base: true },
  canAdmin: false,
}

export function tryJoin(world: World, roomName: string, newcomer: Joiner): JoinResult {
  const room = findRoom(world, roomName)
  if (!room) return { joined: false, refusal: 'no-room' }
  const joiner = newcomer.token === undefined ? newcomer : tokenHolder(world, room, newcomer)
  if (!joiner) return { joined: false, refusal: 'not-allowed' }
  const refusal = refusalOf(world, room, joiner)
  if (refusal) return { joined: false, refusal }
  if (room.config.enforce_unique_user_ids === true) removeEarlierHolders(world, room, joiner.userId)

  const joinedAtMs = joiner.joinedAt === undefined ? world.now() : new Date(joiner.joinedAt).getTime()
  const meeting = room.meeting ?? startMeeting(world, room, joinedAtMs)
  const session = toSession(world, { room, meeting, joiner, joinedAtMs })
  room.present.set(session.id, session)
  room.listed.set(session.id, session)
  world.sessions.set(session.id, session)
  meeting.sessions.push(session)
  meeting.maxParticipants = Math.max(meeting.maxParticipants, room.present.size)
  if (session.willEjectAtMs !== null) {
    later(world, session.willEjectAtMs - world.now(), () => endSession(world, session.id))
  }
  world.emit(participantEvent(world, 'participant.joined', session))
  return { joined: true, sessionId: session.id }
}

type Arrival = { room: Room; meeting: Meeting; joiner: Joiner; joinedAtMs: number }

function toSession(world: World, { room, meeting, joiner, joinedAtMs }: Arrival): Session {
  return {
    id: joiner.id ?? randomUUID(),
    room: room.name,
    userId: joiner.userId ?? null,
    userName: joiner.userName ?? null,
    owner: joiner.owner ?? false,
    permissions: { ...DEFAULT_PERMISSIONS, ...toPartial(room.config.permissions), ...joiner.permissions },
    meetingId: meeting.id,
    joinedAtMs,
    leftAtMs: null,
    willEjectAtMs: ejectTimeMs(room, joiner, joinedAtMs),
    listedFromMs: joinedAtMs + lagOf(world.quirks.presenceJoinLagMs, world.random),
    listedUntilMs: Number.POSITIVE_INFINITY,
    ghostPolls: 0,
    row: null,
  }
}

const toPartial = (permissions: unknown): Partial<Permissions> =>
  typeof permissions === 'object' && permissions !== null ? permissions : {}

/** Fixed when the person joins; later changes of the room do not move it. */
function ejectTimeMs(room: Room, joiner: Joiner, joinedAtMs: number) {
  if (joiner.ejectAt !== undefined) return new Date(joiner.ejectAt).getTime()
  const { exp, eject_at_room_exp: ejectAtExp, eject_after_elapsed: elapsed } = room.config
  const times = [
    ...(ejectAtExp === true && typeof exp === 'number' ? [exp * 1000] : []),
    ...(typeof elapsed === 'number' ? [joinedAtMs + elapsed * 1000] : []),
  ]
  return times.length === 0 ? null : Math.min(...times)
}

function removeEarlierHolders(world: World, room: Room, userId: string | null | undefined) {
  if (!userId) return
  for (const session of [...room.present.values()]) {
    if (session.userId === userId) endSession(world, session.id, { keepMeeting: true })
  }
}

function startMeeting(world: World, room: Room, startedAtMs: number): Meeting {
  const meeting: Meeting = {
    id: randomUUID(),
    room: room.name,
    startedAtMs,
    endedAtMs: null,
    maxParticipants: 0,
    sessions: [],
  }
  room.meeting = meeting
  world.meetings.push(meeting)
  world.emit(meetingEvent(world, 'meeting.started', meeting))
  return meeting
}

/** Returns whether that session was in a room. */
export function endSession(world: World, sessionId: string, options: { keepMeeting?: boolean } = {}) {
  const session = world.sessions.get(sessionId)
  const room = session && world.rooms.get(session.room)
  if (!session || !room) return false
  const now = world.now()
  session.leftAtMs = now
  session.listedUntilMs = now + lagOf(world.quirks.presenceLeaveLagMs, world.random)
  haunt(world, session)
  room.present.delete(session.id)
  world.sessions.delete(session.id)
  world.emit(participantEvent(world, 'participant.left', session))
  if (room.present.size === 0 && !options.keepMeeting) {
    later(world, world.quirks.meetingGraceMs, () => closeMeeting(world, room))
  }
  return true
}

function haunt(world: World, session: Session) {
  const rule = world.ghosts.find((ghost) => matchesGhost(ghost, session))
  if (!rule) return
  session.listedUntilMs = Math.max(session.listedUntilMs, world.now() + (rule.ms ?? 0))
  session.ghostPolls = rule.polls ?? 0
  if (rule.times === undefined) return
  rule.times -= 1
  if (rule.times <= 0) world.ghosts.splice(world.ghosts.indexOf(rule), 1)
}

const matchesGhost = (rule: GhostRule, session: Session) =>
  (rule.room === undefined || rule.room === session.room) &&
  (rule.userId === undefined || rule.userId === session.userId) &&
  (rule.sessionId === undefined || rule.sessionId === session.id)

function closeMeeting(world: World, room: Room) {
  const { meeting } = room
  if (!meeting || room.present.size > 0) return
  meeting.endedAtMs = world.now()
  room.meeting = null
  if (world.quirks.bansEnd === 'meeting-end') room.bans.clear()
  const lagMs = lagOf(world.quirks.meetingEndedLagMs, world.random)
  later(world, lagMs, () => world.emit(meetingEvent(world, 'meeting.ended', meeting)))
}

export function emptyRoom(world: World, room: Room) {
  for (const sessionId of [...room.present.keys()]) endSession(world, sessionId)
}

export function deleteRoom(world: World, room: Room) {
  emptyRoom(world, room)
  world.rooms.delete(room.name)
}
