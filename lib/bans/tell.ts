import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { isoSql, tellSelected } from '#lib/outbox/events'

type Deed = { by: string; reason: SQL }

/** What outgoing webhooks say of bans in `from`, whose columns are named as those of `bans`. */
function banEventsSql(type: 'ban.created' | 'ban.lifted', from: SQL, { by, reason }: Deed): SQL {
  return sql`
    select ${type}::text as type, case scope_kind when 'room' then scope_value end as room, jsonb_build_object(
      'id', id, 'user_id', user_id,
      'scope', jsonb_build_object('kind', scope_kind, 'value', case when scope_kind <> 'all' then scope_value end),
      'starts_at', ${isoSql(sql`starts_at`)}, 'ends_at', ${isoSql(sql`ends_at`)},
      'policy', policy, 'reason', ${reason}, 'by', ${by}::text, 'at', ${isoSql(sql`now()`)}) as data
    from ${from}`
}

/** For the statement that stores them, from its list of wanted bans. */
export function createdSql(by: string): SQL {
  const wanted = sql`(
    select "banId" as id, "userId" as user_id, kind as scope_kind, value as scope_value, "startsAt" as starts_at,
      "endsAt" as ends_at, policy, reason
    from wanted) b`
  return banEventsSql('ban.created', wanted, { by, reason: sql`reason` })
}

/** The reason is why they were lifted. */
export function tellLifted(
  tx: Transaction,
  banIds: readonly string[],
  { by, reason }: { by: string; reason: string },
): Promise<void> {
  const lifted = sql`bans where id in (select jsonb_array_elements_text(${JSON.stringify(banIds)}::jsonb)::uuid)`
  return tellSelected(
    tx,
    ['ban.lifted'],
    banEventsSql('ban.lifted', lifted, { by, reason: sql`${reason}::text` }),
  )
}
