import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { isHeardSql, isoSql, tellSelected } from '#lib/outbox/events'
import { TARGET_OUTCOMES } from './status.ts'

/** Whether an outcome need be told to anybody. */
export const isOutcomeHeardSql = isHeardSql(['decision.settled', 'ban.enforced'])

/** Tells the outbox of a decision, if it is settled. Enforcement tells of each person instead. */
export function tellSettled(tx: Transaction, decisionId: string): Promise<void> {
  const found = sql`
    select 'decision.settled'::text as type, d.room, jsonb_build_object(
      'id', d.id, 'room', d.room, 'by', d.operator_name, 'automated', d.automated, 'ban', d.ban, 'policy', d.policy,
      'policy_version', d.policy_version, 'reason', d.reason, 'report_id', d.report_id, 'counts', c.counts,
      'asked_at', ${isoSql(sql`d.asked_at`)}, 'settled_at', ${isoSql(sql`d.settled_at`)}) as data
    from decisions d, lateral (
      select jsonb_build_object(${countsSql}) as counts from decision_targets t where t.decision_id = d.id
    ) c
    where d.id = ${decisionId}::uuid and d.status = 'settled' and not d.automated`
  return tellSelected(tx, ['decision.settled'], found)
}

const countsSql: SQL = sql.join(
  TARGET_OUTCOMES.map((outcome) => sql`${outcome}::text, count(*) filter (where t.outcome = ${outcome})`),
  sql`, `,
)

/** Tells the outbox whom enforcement ejected, of these targets. */
export async function tellEnforced(
  tx: Transaction,
  decisionId: string,
  ejected: readonly number[],
): Promise<void> {
  if (ejected.length === 0) return
  const found = sql`
    select 'ban.enforced'::text as type, d.room, jsonb_build_object('ban_id', t.ban_id, 'user_id', t.user_id, 'room', d.room,
      'participant_id', t.target_id, 'at', ${isoSql(sql`t.answered_at`)}) as data
    from decisions d join decision_targets t on t.decision_id = d.id
    where d.id = ${decisionId}::uuid and d.automated and t.ban_id is not null and t.kind = 'participant'
      and t.position in (select jsonb_array_elements_text(${JSON.stringify(ejected)}::jsonb)::int)`
  await tellSelected(tx, ['ban.enforced'], found)
}
