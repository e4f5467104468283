import 'server-only'
import { sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import type { ReportLink } from '#lib/reports/link'

const MOST_PEOPLE = 1_000
const RECENT_MINUTES = 30

export type Candidate = { participantId: string; name: string | null; joinedMs: number }

/**
 * Who is in the room now or was within half an hour, each once, the reader left out; of a full hall the newest. User IDs
 * stay here.
 */
export async function listCandidates({ room, reporter, participant }: ReportLink): Promise<Candidate[]> {
  const db = await database()
  const { rows } = await db.execute<Omit<Candidate, 'joinedMs'> & { joinedAt: RawTime }>(sql`
    select participant_id as "participantId", name, joined_at as "joinedAt" from (
      select distinct on (coalesce('user ' || user_id, participant_id)) participant_id, name, joined_at from participants
      where room = ${room} and (left_at is null or left_at > now() - make_interval(mins => ${RECENT_MINUTES}))
        and user_id is distinct from ${reporter}
      order by coalesce('user ' || user_id, participant_id), participant_id = ${participant ?? ''} desc,
        left_at is null desc, joined_at desc
    ) people
    order by participant_id = ${participant ?? ''} desc, joined_at desc limit ${MOST_PEOPLE}`)
  return rows
    .map(({ joinedAt, ...same }) => ({ ...same, joinedMs: toMs(joinedAt) ?? 0 }))
    .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? '') || a.joinedMs - b.joinedMs)
}

/** Whether the form may name this session: one that was in the room, and not the reader's own. */
export async function isCandidate({ room, reporter, participant }: ReportLink, id: string): Promise<boolean> {
  if (id === participant) return true
  const db = await database()
  const { rows } = await db.execute(sql`
    select 1 from participants
    where room = ${room} and participant_id = ${id} and user_id is distinct from ${reporter}`)
  return rows.length > 0
}

export type SentReport = {
  id: string
  name: string | null
  category: string
  atMs: number
  state: 'open' | 'claimed' | 'resolved'
  answer: string
}

const MOST_REPORTS = 50

/** What this reader sent from this room within a day, and what became of it; never who worked on it. */
export async function listSent({ room, reporter }: ReportLink): Promise<SentReport[]> {
  const db = await database()
  const { rows } = await db.execute<Omit<SentReport, 'atMs'> & { at: RawTime }>(sql`
    select r.id, r.name, r.category, r.received_at as at,
      case when g.state = 'resolved' then 'resolved' when g.claim_until > now() then 'claimed' else 'open' end as state,
      case when g.state = 'resolved' then g.answer else '' end as answer
    from reports r join report_groups g on g.id = r.group_id
    where r.reporter_user_id = ${reporter} and r.room = ${room} and r.received_at > now() - interval '1 day'
    order by r.received_at desc, r.id limit ${MOST_REPORTS}`)
  return rows.map(({ at, ...same }) => ({ ...same, atMs: toMs(at) ?? 0 }))
}
