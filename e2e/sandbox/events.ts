import type { Meeting, Session, World } from './world.ts'

export type DailyEvent = {
  version: '1.0.0'
  type: string
  id: string
  payload: Record<string, unknown>
  event_ts: number
}

export const participantEventTypes = [
  'participant.joined',
  'participant.left',
  'waiting-participant.joined',
  'waiting-participant.left',
] as const
export type ParticipantEventType = (typeof participantEventTypes)[number]

export const meetingEventTypes = ['meeting.started', 'meeting.ended'] as const
export type MeetingEventType = (typeof meetingEventTypes)[number]

export function participantEvent(world: World, type: ParticipantEventType, session: Session): DailyEvent {
  const isLeaving = type.endsWith('.left')
  const atMs = isLeaving ? (session.leftAtMs ?? world.now()) : session.joinedAtMs
  const tokenless = world.quirks.webhookTokenlessUserId === 'session-id' ? session.id : null
  const userId = session.userId ?? tokenless
  return {
    version: '1.0.0',
    type,
    id: `ptcpt-${isLeaving ? 'left' : 'join'}-${userId}-${Math.round(atMs)}`,
    payload: {
      room: session.room,
      user_id: userId,
      user_name: session.userName,
      session_id: session.id,
      joined_at: session.joinedAtMs / 1000,
      will_eject_at: session.willEjectAtMs === null ? null : session.willEjectAtMs / 1000,
      owner: session.owner,
      networkQualityState: 'unknown',
      permissions: session.permissions,
      ...(isLeaving ? { duration: (atMs - session.joinedAtMs) / 1000 } : {}),
    },
    event_ts: world.now() / 1000,
  }
}

export function meetingEvent(world: World, type: MeetingEventType, meeting: Meeting): DailyEvent {
  const hasEnded = type === 'meeting.ended'
  const endedAtMs = meeting.endedAtMs ?? world.now()
  const atMs = hasEnded ? endedAtMs : meeting.startedAtMs
  return {
    version: '1.0.0',
    type,
    id: `met-${hasEnded ? 'end' : 'sta'}-${meeting.id}-${Math.floor(atMs / 1000)}`,
    payload: {
      start_ts: meeting.startedAtMs / 1000,
      ...(hasEnded ? { end_ts: endedAtMs / 1000 } : {}),
      meeting_id: meeting.id,
      room: meeting.room,
    },
    event_ts: world.now() / 1000,
  }
}
