import { randomUUID } from 'node:crypto'
import { AppError } from '#lib/errors'
import { isOffered, policyVersion, policyWeight } from '#lib/policies/book'
import { firstWordsOf, type Incoming, type Received, reporterOf, TooManyReports } from './incoming.ts'
import { FLOOD_SECONDS, type Known } from './intake-known.ts'

/** From so many different people reported within ten minutes on, a reporter's further reports are one group. */
export const FLOOD_TARGETS = 5
/** What the form takes from one reporter in one room within ten minutes. */
export const MOST_BY_FORM = 10

type NewScene = { id: string; room: string }

export type NewReport = Incoming &
  Pick<Known, 'digest' | 'userId' | 'name' | 'meetingId' | 'reporterName'> & {
    id: string
    key: string
    policyVersion: number
    sceneId: string | null
  }

export type NewGroup = {
  id: string
  room: string
  kind: 'target' | 'reporter'
  key: string
  userId: string | null
  participantId: string | null
  name: string | null
  category: string
  weight: number
  here: boolean
  reports: number
  firstWords: string
  /** Everybody who reports here now, and those of them whom the group does not count yet. */
  reporters: Set<string>
  added: Set<string>
}

export type Plan = {
  answers: (Received | AppError)[]
  reports: NewReport[]
  groups: Map<string, NewGroup>
  scenes: Map<string, NewScene>
}

type State = Plan & {
  byIntakeKey: Map<string, { id: string; digest: string }>
  byDigest: Map<string, string>
  /** By reporter: whom they have reported of late, and how often through the form. */
  targets: Map<string, Set<string>>
  forms: Map<string, number>
}

/** What is to be stored of a batch, in the order it came in; the later reports know of the earlier ones. */
export function planIntake(incoming: readonly Incoming[], known: readonly Known[]): Plan {
  const state: State = {
    answers: [],
    reports: [],
    groups: new Map(),
    scenes: new Map(),
    byIntakeKey: new Map(),
    byDigest: new Map(),
    targets: new Map(),
    forms: new Map(),
  }
  for (const [index, report] of incoming.entries()) {
    const facts = known[index]
    if (facts === undefined) throw new Error('There are not as many facts as reports.')
    state.answers.push(
      findRepeat(state, report, facts) ?? refusal(state, report, facts) ?? take(state, report, facts),
    )
  }
  return state
}

function findRepeat(state: State, { intakeKey }: Incoming, known: Known): Received | AppError | null {
  const kept = known.kept ?? state.byIntakeKey.get(intakeKey ?? '')
  if (kept !== undefined && kept.digest !== known.digest)
    return new AppError(
      'conflict',
      'This Idempotency-Key came with another report before. Use a key of its own for each report.',
    )
  const id = kept?.id ?? known.repeatId ?? state.byDigest.get(known.digest)
  return id === undefined ? null : { id, repeated: true }
}

const NO_POLICY = 'This policy is not there, or not offered any more.'

function refusal(state: State, report: Incoming, { recent }: Known): AppError | null {
  if (!isOffered(report.category))
    return new AppError('invalid_input', NO_POLICY, { fieldErrors: { category: NO_POLICY } })
  if (report.source !== 'form') return null
  const sent = recent.forms + (state.forms.get(reporterInRoom(report)) ?? 0)
  return sent < MOST_BY_FORM ? null : new TooManyReports(Math.max(1, FLOOD_SECONDS - recent.oldestSeconds))
}

function take(state: State, report: Incoming, known: Known): Received {
  const id = randomUUID()
  const group = findGroup(state, id, report, known)
  const { digest, userId, name, meetingId } = known
  state.reports.push({
    ...report,
    id,
    key: group.key,
    digest,
    userId,
    name,
    meetingId,
    policyVersion: policyVersion(report.category),
    reporterName: report.reporterName ?? known.reporterName,
    sceneId: known.sceneId ?? findScene(state, report.room).id,
  })
  join(group, report, known)
  state.byDigest.set(digest, id)
  if (report.intakeKey !== null) state.byIntakeKey.set(report.intakeKey, { id, digest })
  if (report.source === 'form')
    state.forms.set(reporterInRoom(report), (state.forms.get(reporterInRoom(report)) ?? 0) + 1)
  return { id, repeated: false }
}

function findScene({ scenes }: State, room: string): NewScene {
  const scene = scenes.get(room) ?? { id: randomUUID(), room }
  scenes.set(room, scene)
  return scene
}

function findGroup(state: State, id: string, report: Incoming, known: Known): NewGroup {
  const isFlood = isFlooding(state, report, known)
  const key = isFlood ? `reporter:${report.room}:${report.reporterUserId}` : known.key
  const group = state.groups.get(key) ?? newGroup({ id, key, isFlood }, report, known)
  state.groups.set(key, group)
  return group
}

/** Whoever reports many people in a short time gets no further group of their own for each of them. */
function isFlooding(state: State, report: Incoming, { key, isOpen, recent }: Known): boolean {
  if (report.reporterUserId === null) return false
  const reporter = reporterInRoom(report)
  const targets = state.targets.get(reporter) ?? new Set(recent.keys)
  state.targets.set(reporter, targets)
  const isFlood = targets.size >= FLOOD_TARGETS && !isOpen && !state.groups.has(key)
  targets.add(key)
  return isFlood
}

type Found = { id: string; key: string; isFlood: boolean }

function newGroup({ id, key, isFlood }: Found, report: Incoming, known: Known): NewGroup {
  const { userId, name, here } = known
  const about = { userId, participantId: report.participantId, name, here }
  return {
    id,
    room: report.room,
    kind: isFlood ? 'reporter' : 'target',
    key,
    ...(isFlood ? { userId: null, participantId: null, name: null, here: false } : about),
    category: report.category,
    weight: 0,
    reports: 0,
    firstWords: firstWordsOf(report.text),
    reporters: new Set(),
    added: new Set(),
  }
}

function join(group: NewGroup, report: Incoming, { isCounted }: Known): void {
  const weight = policyWeight(report.category)
  if (weight > group.weight) Object.assign(group, { weight, category: report.category })
  group.reports += 1
  group.reporters.add(reporterOf(report))
  // Of a flood the one reporter is counted from its first report on.
  if (!isCounted && group.kind === 'target') group.added.add(reporterOf(report))
}

function reporterInRoom({ room, reporterUserId }: Incoming): string {
  return `${room} ${reporterUserId}`
}
