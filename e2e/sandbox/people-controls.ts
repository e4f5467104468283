import type { JoinRefusal } from './door.ts'
import { endSession, type Joiner, type JoinResult, tryJoin } from './people.ts'
import type { GhostRule, Session, World } from './world.ts'

export type Person = {
  id: string
  room: string
  userId: string | null
  userName: string | null
  owner: boolean
  joinedAt: string
  meetingId: string
  permissions: Session['permissions']
}

export type PeopleControls = {
  /** Returns the session id; throws JoinRefused. */
  join: (room: string, joiner?: Joiner) => string
  tryJoin: (room: string, joiner?: Joiner) => JoinResult
  joinMany: (room: string, joiners: Joiner[]) => string[]
  /** Returns whether that session was in a room. */
  leave: (sessionId: string) => boolean
  /** Who is really there, whatever presence says. */
  people: (room?: string) => Person[]
  /** People who leave are still listed for `ms` or for `polls` more presence answers. */
  addGhosts: (rule: GhostRule) => void
  clearGhosts: () => void
}

export class JoinRefused extends Error {
  readonly refusal: JoinRefusal

  constructor(refusal: JoinRefusal) {
    super(`join refused: ${refusal}`)
    this.refusal = refusal
  }
}

export function peopleControls(world: World): PeopleControls {
  function join(room: string, joiner: Joiner = {}) {
    const result = tryJoin(world, room, joiner)
    if (!result.joined) throw new JoinRefused(result.refusal)
    return result.sessionId
  }

  return {
    join,
    tryJoin: (room, joiner = {}) => tryJoin(world, room, joiner),
    joinMany: (room, joiners) => joiners.map((joiner) => join(room, joiner)),
    leave: (sessionId) => endSession(world, sessionId),
    people: (room) => {
      const sessions = room === undefined ? world.sessions.values() : world.rooms.get(room)?.present.values()
      return [...(sessions ?? [])].map(toPerson)
    },
    addGhosts: (rule) => {
      world.ghosts.push({ ...rule })
    },
    clearGhosts: () => {
      world.ghosts.length = 0
    },
  }
}

const toPerson = (session: Session): Person => ({
  id: session.id,
  room: session.room,
  userId: session.userId,
  userName: session.userName,
  owner: session.owner,
  joinedAt: new Date(session.joinedAtMs).toISOString(),
  meetingId: session.meetingId,
  permissions: session.permissions,
})
