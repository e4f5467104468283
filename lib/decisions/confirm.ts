import 'server-only'
import { sql } from 'drizzle-orm'
import { appendAudit, SYSTEM } from '#lib/audit/record'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { jsonRows, type RawTime, toMs } from '#lib/db/sql'
import type { PresenceNews } from '#lib/presence/listeners'
import { type Sight, toSight, type WatchedTarget } from './findings.ts'
import { resendSeen } from './resend.ts'
import { resolveUnattributed } from './unattributed.ts'

export type WatchedRow = WatchedTarget & {
  decisionId: string
  room: string
  ban: boolean
  position: number
  userId: string | null
  name: string | null
}

type Seen = { target: WatchedRow; sight: Sight }

/** After every poll: tells for each watched target gone, still there or came back, and sends again whoever must be. */
export async function confirmDecisions({ asOf, partialRooms }: PresenceNews): Promise<void> {
  await resolveUnattributed()
  const watched = (await readWatched()).filter((target) => !partialRooms.has(target.room))
  const seen = watched.map((target) => ({ target, sight: toSight(target, asOf.getTime()) }))
  const byDecision = Map.groupBy(seen, ({ target }) => target.decisionId)
  await Promise.all([...byDecision].map(([decisionId, ofDecision]) => confirmOne(decisionId, ofDecision)))
}

async function confirmOne(decisionId: string, seen: Seen[]): Promise<void> {
  const news = seen.filter(({ target, sight }) => sight.finding !== null && sight.finding !== target.finding)
  if (news.length > 0) await inTransaction((tx) => recordFindings(tx, decisionId, news))
  await resendSeen(
    decisionId,
    seen.filter(({ sight }) => sight.resendIds.length > 0),
  )
}

type Row = Omit<WatchedRow, 'sentAt' | 'answeredAt' | 'returnedAt' | 'sessions'> & {
  sentAt: RawTime
  answeredAt: RawTime
  returnedAt: RawTime
  sessions: { participantId: string; ejected: boolean; present: boolean; leftAt: RawTime }[]
}

async function readWatched(): Promise<WatchedRow[]> {
  const db = await database()
  const { rows } = await db.execute<Row>(sql`
    select d.id as "decisionId", d.room, d.ban, t.position, t.kind, t.target_id as id, t.user_id as "userId", t.name, t.outcome,
      t.finding, t.sent_at as "sentAt", t.answered_at as "answeredAt", t.resends,
      coalesce((
        select jsonb_agg(jsonb_build_object('participantId', s.id, 'ejected', s.ejected,
          'present', p.participant_id is not null and p.left_at is null, 'leftAt', p.left_at))
        from (
          select e ->> 'participantId' as id, coalesce((e ->> 'ejected')::boolean, false) as ejected
          from jsonb_array_elements(t.sessions) e
          union
          select t.target_id, t.outcome = 'ejected' where t.kind = 'participant'
            and not exists (select 1 from jsonb_array_elements(t.sessions) e where e ->> 'participantId' = t.target_id)
        ) s left join participants p on p.room = d.room and p.participant_id = s.id
      ), '[]'::jsonb) as sessions,
      (select min(p.joined_at) from participants p where p.room = d.room and p.user_id = t.user_id and p.left_at is null
        and p.joined_at > t.answered_at
        and not exists (select 1 from jsonb_array_elements(t.sessions) e where e ->> 'participantId' = p.participant_id)
      ) as "returnedAt"
    from decisions d join decision_targets t on t.decision_id = d.id
    where d.watch_until > now() and t.outcome in ('ejected', 'unconfirmed') and t.answered_at is not null and t.sent_at is not null`)
  return rows.map((row) => ({
    ...row,
    sentAt: toMs(row.sentAt) ?? 0,
    answeredAt: toMs(row.answeredAt) ?? 0,
    returnedAt: toMs(row.returnedAt),
    sessions: row.sessions.map((session) => ({ ...session, leftAt: toMs(session.leftAt) })),
  }))
}

async function recordFindings(tx: Transaction, decisionId: string, news: Seen[]): Promise<void> {
  const rows = news.map(({ target, sight }) => ({
    position: target.position,
    finding: sight.finding,
    at: new Date(sight.at).toISOString(),
  }))
  await tx.execute(sql`
    update decision_targets t set finding = r.finding, finding_at = r.at
    from jsonb_to_recordset(${jsonRows(rows)}) as r(position int, finding text, at timestamptz)
    where t.decision_id = ${decisionId}::uuid and t.position = r.position`)
  const [first] = news
  const counts: Record<string, number> = {}
  for (const { sight } of news)
    if (sight.finding !== null) counts[sight.finding] = (counts[sight.finding] ?? 0) + 1
  await appendAudit(tx, {
    actor: SYSTEM,
    verb: 'participant.eject',
    result: 'found',
    ...(first === undefined ? {} : { room: first.target.room }),
    decisionId,
    details: counts,
    subjects: news.map(({ target: { kind, id, userId, name }, sight }) => ({
      kind,
      id,
      userId,
      name,
      finding: sight.finding,
    })),
  })
}
