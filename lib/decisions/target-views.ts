import 'server-only'
import { sql } from 'drizzle-orm'
import type { TargetSession } from '#lib/db/schema'
import { type RawTime, toMs } from '#lib/db/sql'
import type { DecisionTargetView, Finding, TargetBan } from './status.ts'

type AsStored = Pick<
  DecisionTargetView,
  'position' | 'kind' | 'id' | 'userId' | 'name' | 'outcome' | 'reason'
>

export type TargetRow = AsStored & {
  finding: Finding['kind'] | null
  sentAt: RawTime
  findingAt: RawTime
  sessions: TargetSession[]
  banState: Exclude<TargetBan['state'], 'lifted'>
  banUntil: RawTime
  liftedAt: RawTime
}

/** The targets of the decision `d` of the query around it, in the order in which they were named, for `toTargetViews`. */
export const TARGET_ROWS = sql`(
  select coalesce(jsonb_agg(to_jsonb(r) order by r.position), '[]') from (
    select t.position, t.kind, t.target_id as id, t.user_id as "userId", t.name, t.outcome, t.reason, t.finding,
      t.sent_at as "sentAt", t.finding_at as "findingAt", t.sessions, t.ban_state as "banState", b.ends_at as "banUntil",
      b.lifted_at as "liftedAt"
    from decision_targets t left join bans b on b.id = t.ban_id
    where t.decision_id = d.id
  ) r)`

export function toTargetViews(rows: readonly TargetRow[]): DecisionTargetView[] {
  return rows.map(toView)
}

function toView(row: TargetRow): DecisionTargetView {
  const { position, kind, id, userId, name, outcome, reason } = row
  return {
    position,
    kind,
    id,
    userId,
    name,
    outcome,
    reason,
    finding: toFinding(row),
    ban: { state: row.liftedAt === null ? row.banState : 'lifted', until: toMs(row.banUntil) },
    unlisted: row.sessions
      .filter((s) => !s.listed && s.ejected === true && s.participantId !== id)
      .map((s) => s.participantId),
  }
}

function toFinding({ finding, findingAt, sentAt }: TargetRow): Finding | null {
  if (finding === null) return null
  const seconds = Math.ceil(((toMs(findingAt) ?? 0) - (toMs(sentAt) ?? 0)) / 1_000)
  return { kind: finding, seconds: Math.max(0, seconds) }
}
