import type { Room, Session, World } from './world.ts'

/** Every room with listed people as one JSON text; rows are kept as text between polls. */
export function presenceOfAll(world: World) {
  const parts: string[] = []
  for (const room of world.rooms.values()) {
    const listed = listedSessions(world, room)
    if (listed.length > 0) parts.push(`${JSON.stringify(room.name)}:[${toRows(world, listed)}]`)
  }
  return `{${parts.join(',')}}`
}

export type PresenceFilter = { limit: number; userId: string | null; userName: string | null }

export function presenceOfRoom(world: World, room: Room, filter: PresenceFilter) {
  const matching = listedSessions(world, room).filter(
    (session) =>
      matches(world, session.userId, filter.userId) && matches(world, session.userName, filter.userName),
  )
  const page = matching.slice(0, filter.limit)
  const total = world.quirks.presenceTotal === 'before-limit' ? matching.length : page.length
  return `{"total_count":${total},"data":[${toRows(world, page)}]}`
}

function matches(world: World, value: string | null, wanted: string | null) {
  if (wanted === null) return true
  if (value === null) return false
  const { presenceFilter } = world.quirks
  if (presenceFilter === 'exact') return value === wanted
  if (presenceFilter === 'contains') return value.includes(wanted)
  return value.toLowerCase() === wanted.toLowerCase()
}

/** Counts as one poll: ghosts that linger for a number of polls come one nearer to their end. */
function listedSessions(world: World, room: Room) {
  const now = world.now()
  const showsHidden = world.quirks.presenceHidden === 'shown'
  const listed: Session[] = []
  for (const session of room.listed.values()) {
    if (now >= session.listedUntilMs) {
      if (session.ghostPolls <= 0) {
        room.listed.delete(session.id)
        continue
      }
      session.ghostPolls -= 1
    }
    if (now >= session.listedFromMs && (showsHidden || session.permissions.hasPresence)) listed.push(session)
  }
  return listed
}

function toRows(world: World, sessions: Session[]) {
  const now = world.now()
  const rows = sessions.map((session) => {
    const seconds = Math.max(0, Math.floor((now - session.joinedAtMs) / 1000))
    return `${rowStart(world, session)}${seconds}}`
  })
  return rows.join(',')
}

function rowStart(world: World, session: Session) {
  if (session.row?.version === world.rowVersion) return session.row.start
  const { presenceTokenlessUserId, presenceMeetingId } = world.quirks
  const tokenless = { null: null, 'session-id': session.id, absent: undefined }[presenceTokenlessUserId]
  const row = JSON.stringify({
    room: session.room,
    id: session.id,
    userId: session.userId ?? tokenless,
    userName: session.userName,
    mtgSessionId: presenceMeetingId === 'present' ? session.meetingId : undefined,
    joinTime: new Date(session.joinedAtMs).toISOString(),
  })
  const start = `${row.slice(0, -1)},"duration":`
  session.row = { version: world.rowVersion, start }
  return start
}
