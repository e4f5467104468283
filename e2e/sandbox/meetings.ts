import { invalidRequest, notFound } from './failure.ts'
import { type PageQuery, pageOf } from './paging.ts'
import type { Meeting, Session, World } from './world.ts'

export type MeetingsQuery = PageQuery & {
  room: string | null
  from: number | null
  until: number | null
  ongoing: boolean | null
  withoutParticipants: boolean
}

const toSeconds = (ms: number) => Math.floor(ms / 1000)

export function listMeetings(world: World, query: MeetingsQuery) {
  const matching = world.meetings
    .filter((meeting) => isWanted(meeting, query))
    .sort((a, b) => b.startedAtMs - a.startedAtMs || (a.id < b.id ? 1 : -1))
  const page = pageOf(matching, query)
  return {
    total_count: matching.length,
    data: page.map((meeting) => toMeetingObject(world, meeting, query.withoutParticipants)),
  }
}

function isWanted(meeting: Meeting, { room, from, until, ongoing }: MeetingsQuery) {
  const start = toSeconds(meeting.startedAtMs)
  return (
    (room === null || meeting.room === room) &&
    (from === null || start >= from) &&
    (until === null || start < until) &&
    (ongoing === null || (meeting.endedAtMs === null) === ongoing)
  )
}

export function getMeeting(world: World, meetingId: string) {
  return toMeetingObject(world, requireMeeting(world, meetingId), false)
}

function requireMeeting(world: World, meetingId: string) {
  const meeting = world.meetings.find(({ id }) => id === meetingId)
  if (!meeting) throw notFound(`meeting ${meetingId} not found`)
  return meeting
}

function toMeetingObject(world: World, meeting: Meeting, withoutParticipants: boolean) {
  return {
    id: meeting.id,
    room: meeting.room,
    start_time: toSeconds(meeting.startedAtMs),
    duration: toSeconds((meeting.endedAtMs ?? world.now()) - meeting.startedAtMs),
    ongoing: meeting.endedAtMs === null,
    max_participants: meeting.maxParticipants,
    ...(withoutParticipants ? {} : { participants: recorded(world, meeting).map(toAttendee(world)) }),
  }
}

function recorded(world: World, meeting: Meeting) {
  const leastMs = world.quirks.meetingsRecordAfterMs
  return meeting.sessions.filter(
    (session) => (session.leftAtMs ?? world.now()) - session.joinedAtMs >= leastMs,
  )
}

const toAttendee = (world: World) => (session: Session) => ({
  user_id: session.userId,
  participant_id: session.id,
  user_name: session.userName,
  join_time: toSeconds(session.joinedAtMs),
  duration: toSeconds((session.leftAtMs ?? world.now()) - session.joinedAtMs),
})

export type AttendeesQuery = { limit: number; joinedAfter: string | null; joinedBefore: string | null }

export function listAttendees(world: World, meetingId: string, query: AttendeesQuery) {
  const attendees = recorded(world, requireMeeting(world, meetingId))
  const start = query.joinedAfter === null ? 0 : indexOf(attendees, query.joinedAfter) + 1
  const end = query.joinedBefore === null ? attendees.length : indexOf(attendees, query.joinedBefore)
  const first = query.joinedBefore === null ? start : Math.max(start, end - query.limit)
  const page = attendees.slice(first, Math.min(end, first + query.limit))
  if (page.length === 0) throw notFound('no more participants')
  return { data: page.map(toAttendee(world)) }
}

function indexOf(attendees: Session[], participantId: string) {
  const index = attendees.findIndex(({ id }) => id === participantId)
  if (index === -1) throw invalidRequest(`participant ${participantId} not found in this meeting`)
  return index
}
