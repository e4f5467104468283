import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { jsonRows } from '#lib/db/sql'
import { contentDigestOf, type Incoming } from './incoming.ts'

const REPEAT_SECONDS = 3_600
/** How far back a reporter's reports count towards a flood, and towards what the form takes of them. */
export const FLOOD_SECONDS = 600
/** Reports of a room within these seconds share a scene. */
const SCENE_SECONDS = 10

/** Whoever else writes several groups at once waits for it: the same report twice is one, and nobody waits in a circle. */
export const INTAKE_LOCK = 7_265_005

/** What the database knows about one incoming report. */
export type Known = {
  digest: string
  /** What came in under the same key, and with what content. */
  kept: { id: string; digest: string } | null
  /** What came in with the same content within the hour. */
  repeatId: string | null
  userId: string | null
  name: string | null
  meetingId: string | null
  here: boolean
  reporterName: string | null
  /** The group this report belongs to, unless its reporter floods; whether it is open, and counts this reporter. */
  key: string
  isOpen: boolean
  isCounted: boolean
  recent: Recent
  sceneId: string | null
  isListenedTo: boolean
}

/** A reporter's newest reports in the room: of which groups, through the form how many, the oldest of those how old. */
export type Recent = { keys: string[] | null; forms: number; oldestSeconds: number }

type Session = { name: string | null; meetingId: string | null; here: boolean }
type Found = Omit<Known, 'digest' | 'name' | 'meetingId' | 'here' | 'reporterName' | 'sceneId'> & {
  session: Session | null
  newest: Session | null
  reporter: Pick<Session, 'name'> | null
  scene: { id: string; meetingId: string | null } | null
}

/**
 * Takes the intake's lock and asks for a whole batch at once. A function in the database, which keeps its plan: to plan
 * this anew for each report takes several times as long as to answer it.
 */
export async function readKnown(tx: Transaction, incoming: readonly Incoming[]): Promise<Known[]> {
  const asked = incoming.map(toAsked)
  const { rows } = await tx.execute<{ known: Found }>(sql`
    select report_known(${jsonRows(asked)}, ${INTAKE_LOCK}::bigint, ${REPEAT_SECONDS}::int, ${FLOOD_SECONDS}::int,
      ${SCENE_SECONDS}::int) as known`)
  return rows.map(({ known }, index) => toKnown(known, asked[index]?.digest ?? ''))
}

function toAsked(report: Incoming, no: number) {
  const { room, userId, participantId, reporterUserId, source, actor, intakeKey } = report
  const digest = contentDigestOf(report)
  return {
    no,
    room,
    userId,
    participantId,
    reporterUserId,
    source,
    sourceName: actor.name,
    intakeKey,
    digest,
  }
}

function toKnown({ session, newest, reporter, scene, ...same }: Found, digest: string): Known {
  return {
    ...same,
    digest,
    name: session?.name ?? newest?.name ?? null,
    meetingId: session?.meetingId ?? newest?.meetingId ?? scene?.meetingId ?? null,
    here: session?.here === true || newest?.here === true,
    reporterName: reporter?.name ?? null,
    sceneId: scene?.id ?? null,
  }
}
