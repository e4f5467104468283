/** A session as our participants table knows it, in the room of the decision. */
export type KnownSession = {
  participantId: string
  userId: string | null
  name: string | null
  joinedAt: number
  leftAt: number | null
  /** Daily ejected it a moment ago and may go on listing it: it says nothing of whether the person is here. */
  leaving: boolean
}

export type KnownPeople = { sessions: KnownSession[]; protectedUserIds: Set<string> }

export type NamedTarget = { kind: 'participant' | 'user'; id: string }

export type PlannedTarget = NamedTarget & {
  userId: string | null
  name: string | null
  /** Present sessions that an eject of this target reaches. */
  sessions: KnownSession[]
  /** The session named by a participant target, present or not. */
  named: KnownSession | null
  protected: boolean
}

export type EjectCall = { ids: string[]; userIds: string[] }

export const MAX_PER_CALL = 100

/**
 * Says whom each target means. A participant target is exactly that session; a user-ID target, and any target with
 * ban, is every present session of that user ID.
 */
export function resolveTargets(
  targets: readonly NamedTarget[],
  known: KnownPeople,
  ban: boolean,
): PlannedTarget[] {
  const byId = new Map(known.sessions.map((session) => [session.participantId, session]))
  const present = known.sessions.filter((session) => session.leftAt === null && !session.leaving)
  const byUser = Map.groupBy(present, (session) => session.userId)
  return targets.map((target) => {
    const named = target.kind === 'participant' ? (byId.get(target.id) ?? null) : null
    const userId = target.kind === 'user' ? target.id : (named?.userId ?? null)
    const ofUser = userId === null ? [] : (byUser.get(userId) ?? [])
    const own = named !== null && named.leftAt === null ? [named] : []
    const everySession = target.kind === 'user' || (ban && userId !== null)
    const sessions = everySession ? [...new Set([...own, ...ofUser])] : own
    return {
      ...target,
      userId,
      name: named?.name ?? sessions[0]?.name ?? null,
      sessions,
      named,
      protected: userId !== null && known.protectedUserIds.has(userId),
    }
  })
}

/** One target's part of a call. Known sessions go as `ids`; the user ID as well for a ban, or when nobody is present. */
export function toCallPart(
  target: Pick<PlannedTarget, 'kind' | 'id' | 'userId'> & { sessionIds: string[] },
  ban: boolean,
) {
  const ids = new Set(target.kind === 'participant' ? [target.id, ...target.sessionIds] : target.sessionIds)
  const tooMany = ids.size > MAX_PER_CALL
  const byUserId = target.userId !== null && (ban || tooMany || (target.kind === 'user' && ids.size === 0))
  return {
    ids: [...ids].slice(0, MAX_PER_CALL),
    userIds: byUserId && target.userId !== null ? [target.userId] : [],
  }
}

/**
 * Numbers the calls, from 0, that will carry the targets; protected ones get none. With a ban, calls that name only
 * absent people go first: a call that empties the room ends the meeting, and Daily's memory of bans with it.
 */
export function numberCalls(
  targets: readonly PlannedTarget[],
  ban: boolean,
): { callOf: (number | null)[]; calls: number } {
  const callOf: (number | null)[] = targets.map(() => null)
  const sendable = targets.flatMap((target, position) => (target.protected ? [] : [{ target, position }]))
  const absentFirst = ban
    ? [
        sendable.filter(({ target }) => target.sessions.length === 0),
        sendable.filter(({ target }) => target.sessions.length > 0),
      ]
    : [sendable]
  let calls = 0
  for (const group of absentFirst) {
    const packer = createPacker()
    for (const { target, position } of group) {
      const part = toCallPart({ ...target, sessionIds: target.sessions.map((s) => s.participantId) }, ban)
      callOf[position] = calls + packer.add(part)
    }
    calls += packer.count()
  }
  return { callOf, calls }
}

function createPacker() {
  let index = -1
  let ids = new Set<string>()
  let userIds = new Set<string>()
  return {
    add(part: EjectCall): number {
      const full = !hasRoomFor(ids, part.ids) || !hasRoomFor(userIds, part.userIds)
      if (index < 0 || full) {
        index += 1
        ids = new Set()
        userIds = new Set()
      }
      for (const id of part.ids) ids.add(id)
      for (const userId of part.userIds) userIds.add(userId)
      return index
    },
    count: () => index + 1,
  }
}

function hasRoomFor(taken: ReadonlySet<string>, more: readonly string[]): boolean {
  return taken.size + more.filter((id) => !taken.has(id)).length <= MAX_PER_CALL
}
