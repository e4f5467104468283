import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { inTexts, jsonRows, type RawTime, toMs } from '#lib/db/sql'
import { touchUsers } from '#lib/presence/rows'
import type { BanScopeInput } from './schemas.ts'

export type BanScope = { kind: 'room' | 'pattern' | 'all'; value: string }

export function toBanScope(scope: BanScopeInput, room: string): BanScope {
  if (scope.kind === 'room') return { kind: 'room', value: room }
  return { kind: scope.kind, value: scope.kind === 'pattern' ? scope.pattern : '' }
}

export type NewBans = {
  people: { userId: string; name: string | null }[]
  scope: BanScope
  /** Null is for good. */
  seconds: number | null
  startsAt: Date
  policy: string
  policyVersion: number
  reason: string
  source: 'operator' | 'report' | 'api'
  decisionId: string | null
  createdBy: { id: string; name: string }
}

export type StoredBan = { banId: string; state: 'stored' | 'kept'; until: number | null }

const LOCK_BUCKETS = 64

/**
 * Stores one ban a user ID, unless one of the same scope lasts at least as long already: that one is kept. Judged under
 * a lock on user ID and scope, by the database's clock.
 */
export async function storeBans(tx: Transaction, bans: NewBans): Promise<Map<string, StoredBan>> {
  const userIds = bans.people.map((person) => person.userId)
  if (userIds.length === 0) return new Map()
  await lockUserIds(tx, userIds, bans.scope)
  const endsAt = toEnd(bans)
  const kept = await findLongEnough(tx, userIds, bans.scope, endsAt)
  const fresh = bans.people
    .filter((person) => !kept.has(person.userId))
    .map((person) => ({ ...person, banId: crypto.randomUUID() }))
  if (fresh.length > 0) {
    await insertBans(tx, bans, fresh, endsAt)
    await touchUsers(
      tx,
      fresh.map(({ userId }) => userId),
    )
  }
  const until = endsAt?.getTime() ?? null
  return new Map([
    ...kept,
    ...fresh.map(({ userId, banId }) => [userId, { banId, state: 'stored', until }] as const),
  ])
}

export function toEnd({ startsAt, seconds }: Pick<NewBans, 'startsAt' | 'seconds'>): Date | null {
  return seconds === null ? null : new Date(startsAt.getTime() + seconds * 1_000)
}

/** In buckets and in order: ten thousand locks would not fit, and two lists in different order must not wait for each other. */
function lockUserIds(tx: Transaction, userIds: string[], scope: BanScope) {
  return tx.execute(sql`
    select pg_advisory_xact_lock(7265002, bucket) from (
      select distinct (hashtext(${`${scope.kind}:${scope.value}:`} || id) & ${LOCK_BUCKETS - 1}) as bucket
      from jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb) id order by 1
    ) buckets`)
}

async function findLongEnough(tx: Transaction, userIds: string[], scope: BanScope, endsAt: Date | null) {
  const { rows } = await tx.execute<{ userId: string; banId: string; endsAt: RawTime }>(sql`
    select distinct on (user_id) user_id as "userId", id as "banId", ends_at as "endsAt" from bans
    where user_id ${inTexts(userIds)} and scope_kind = ${scope.kind} and scope_value = ${scope.value}
      and lifted_at is null and (ends_at is null or ends_at > clock_timestamp())
      and (ends_at is null or ends_at >= ${endsAt?.toISOString() ?? 'infinity'}::timestamptz)
    order by user_id, ends_at desc nulls first`)
  return new Map<string, StoredBan>(
    rows.map((row) => [row.userId, { banId: row.banId, state: 'kept', until: toMs(row.endsAt) }]),
  )
}

function insertBans(
  tx: Transaction,
  bans: NewBans,
  fresh: { userId: string; name: string | null; banId: string }[],
  endsAt: Date | null,
) {
  const { scope, policy, policyVersion, reason, source, decisionId, createdBy, startsAt } = bans
  return tx.execute(sql`
    insert into bans (id, user_id, name, scope_kind, scope_value, starts_at, ends_at, policy, policy_version, reason, source,
      decision_id, created_by_id, created_by_name)
    select r."banId", r."userId", r.name, ${scope.kind}, ${scope.value}, ${startsAt.toISOString()}::timestamptz,
      ${endsAt?.toISOString() ?? null}::timestamptz, ${policy}, ${policyVersion}::int, ${reason}, ${source}, ${decisionId}::uuid,
      ${createdBy.id}, ${createdBy.name}
    from jsonb_to_recordset(${jsonRows(fresh)}) as r("banId" uuid, "userId" text, name text)`)
}
