import type { DraftTarget } from '#components/decisions/confirmation'
import { type AcceptedTarget, isUuid } from '#lib/decisions/targets'
import type { RosterParticipant } from '#lib/presence/roster'

type Sources = {
  picks: ReadonlyMap<string, RosterParticipant>
  accepted: readonly AcceptedTarget[]
  rows: readonly RosterParticipant[]
}

/**
 * Picks and pasted IDs as one list in which nobody stands twice. A pasted user ID reaches every session of that
 * person, so it takes the place of their sessions.
 */
export function toDraftTargets({ picks, accepted, rows }: Sources): DraftTarget[] {
  if (accepted.length === 0) return [...picks.keys()].map((id) => ({ kind: 'participant', id }))
  const userOf = new Map([...picks.values(), ...rows].map((row) => [row.participantId, row.userId]))
  const userIds = new Set(userOf.values())
  const pasted = accepted.map(({ id }) => classify(id, userOf, userIds))
  const wholeUsers = new Set(pasted.flatMap(({ kind, id }) => (kind === 'user' ? id : [])))

  const targets = new Map<string, DraftTarget>()
  for (const id of picks.keys()) targets.set(`session ${id}`, { kind: 'participant', id })
  for (const target of pasted)
    targets.set(`${target.kind === 'user' ? 'user' : 'session'} ${target.id}`, target)
  return [...targets.values()].filter(
    ({ kind, id }) => kind !== 'participant' || !wholeUsers.has(userOf.get(id) ?? ''),
  )
}

function classify(id: string, userOf: Map<string, string | null>, userIds: Set<string | null>): DraftTarget {
  if (userOf.has(id)) return { kind: 'participant', id }
  if (userIds.has(id) || !isUuid(id)) return { kind: 'user', id }
  const lower = id.toLowerCase()
  return userOf.has(lower) ? { kind: 'participant', id: lower } : { kind: 'auto', id }
}
