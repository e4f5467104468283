import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { jsonRows, type RawTime, toMs } from '#lib/db/sql'
import { noteTold, type Told, tellingSql, toldSql } from '#lib/outbox/events'
import { policyVersion } from '#lib/policies/book'
import type { PolicyCode } from '#lib/policies/policies'
import { touchUsers } from '#lib/presence/rows'
import type { BanScopeInput } from './schemas.ts'
import { createdSql } from './tell.ts'
import type { BanScope, BanTerms, BanView, WantedBan } from './view.ts'

export type { BanScope } from './view.ts'

export function toBanScope(scope: BanScopeInput, room: string): BanScope {
  if (scope.kind === 'room') return { kind: 'room', value: room }
  return { kind: scope.kind, value: scope.kind === 'pattern' ? scope.pattern : '' }
}

export type BanOrigin = {
  source: BanView['source']
  decisionId: string | null
  createdBy: { id: string; name: string }
}

export type NewBans = BanOrigin & {
  people: { userId: string; name: string | null }[]
  scope: BanScope
  /** Null is for good. */
  seconds: number | null
  startsAt: Date
  policy: PolicyCode
  reason: string
}

export type StoredBan = { banId: string; state: 'stored' | 'kept'; until: number | null }

const LOCK_BUCKETS = 64

/** Stores one ban a user ID, as `storeWanted` does. */
export async function storeBans(tx: Transaction, bans: NewBans): Promise<Map<string, StoredBan>> {
  const { scope, startsAt, policy, reason } = bans
  const terms = { scope, startsAt, endsAt: toEnd(bans), policy, reason, evidence: null }
  const wanted = bans.people.map((person) => ({ ...person, terms }))
  const stored = await storeWanted(tx, wanted, bans)
  return new Map(
    wanted.flatMap(({ userId }, index) => {
      const ban = stored[index]
      return ban === undefined ? [] : [[userId, ban] as const]
    }),
  )
}

export function toEnd({ startsAt, seconds }: Pick<NewBans, 'startsAt' | 'seconds'>): Date | null {
  return seconds === null ? null : new Date(startsAt.getTime() + seconds * 1_000)
}

/**
 * Stores each ban unless one of the same user ID and scope holds from then on for at least as long: that one is kept,
 * and none is ever made shorter. Judged under a lock on user ID and scope, by the database's clock. Answers in order.
 */
export async function storeWanted(
  tx: Transaction,
  wanted: readonly WantedBan[],
  origin: BanOrigin,
): Promise<StoredBan[]> {
  if (wanted.length === 0) return []
  await lockWanted(tx, wanted)
  const kept = await findLongEnough(tx, wanted)
  const stored = wanted.map(
    (ban, place): StoredBan =>
      kept.get(place) ?? {
        banId: crypto.randomUUID(),
        state: 'stored',
        until: ban.terms.endsAt?.getTime() ?? null,
      },
  )
  const fresh = wanted.flatMap((ban, place) => {
    const { banId, state } = stored[place] ?? { banId: '', state: 'kept' }
    return state === 'stored' ? [{ ...ban, banId }] : []
  })
  if (fresh.length > 0) {
    await insertBans(tx, fresh, origin)
    await touchUsers(
      tx,
      fresh.map(({ userId }) => userId),
    )
  }
  return stored
}

/** In buckets and in order: ten thousand locks would not fit, and two lists in different order must not wait for each other. */
export async function lockWanted(tx: Transaction, wanted: readonly WantedBan[]): Promise<void> {
  await tx.execute(sql`
    with ${wantedSql(wanted)}
    select pg_advisory_xact_lock(7265002, bucket) from (
      select distinct (hashtext(kind || ':' || value || ':' || "userId") & ${LOCK_BUCKETS - 1}) as bucket
      from wanted order by 1
    ) buckets`)
}

type StandingRow = { place: number; banId: string; endsAt: RawTime; by: string }

/** Of each wanted ban, by its place, the longest ban of the same user ID and scope that holds in some of the same time. */
export async function findStanding(tx: Transaction, wanted: readonly WantedBan[]): Promise<StandingRow[]> {
  const { rows } = await tx.execute<StandingRow>(sql`
    with ${wantedSql(wanted)}
    select distinct on (w.place) w.place, b.id as "banId", b.ends_at as "endsAt", b.created_by_name as by
    from wanted w join bans b on ${isStandingSql} and b.starts_at < coalesce(w."endsAt", 'infinity')
      and coalesce(b.ends_at, 'infinity') > w."startsAt"
    order by w.place, b.ends_at desc nulls first`)
  return rows
}

const isStandingSql = sql`b.user_id = w."userId" and b.scope_kind = w.kind and b.scope_value = w.value
  and b.lifted_at is null and (b.ends_at is null or b.ends_at > clock_timestamp())`

async function findLongEnough(
  tx: Transaction,
  wanted: readonly WantedBan[],
): Promise<Map<number, StoredBan>> {
  const { rows } = await tx.execute<StandingRow>(sql`
    with ${wantedSql(wanted)}
    select distinct on (w.place) w.place, b.id as "banId", b.ends_at as "endsAt", b.created_by_name as by
    from wanted w join bans b on ${isStandingSql} and b.starts_at <= greatest(w."startsAt", clock_timestamp())
      and coalesce(b.ends_at, 'infinity') >= coalesce(w."endsAt", 'infinity')
    order by w.place, b.ends_at desc nulls first`)
  return new Map(
    rows.map(({ place, banId, endsAt }) => [place, { banId, state: 'kept', until: toMs(endsAt) }]),
  )
}

/** People as one parameter and their terms, each once, as another: ten thousand share one reason. */
function wantedSql(wanted: readonly (WantedBan & { banId?: string })[]): SQL {
  const terms = [...new Set(wanted.map((ban) => ban.terms))]
  const numbers = new Map(terms.map((each, number) => [each, number]))
  const people = wanted.map(({ userId, name, banId, terms: of }, place) => ({
    place,
    userId,
    name,
    banId,
    terms: numbers.get(of),
  }))
  return sql`wanted as materialized (
    select p.place, p."userId", p.name, p."banId", t.* from
      jsonb_to_recordset(${jsonRows(people)}) as p(place int, "userId" text, name text, "banId" uuid, terms int)
      join jsonb_to_recordset(${jsonRows(terms.map(toTermsRow))}) as t(number int, kind text, value text,
        "startsAt" timestamptz, "endsAt" timestamptz, policy text, "policyVersion" int, reason text, evidence text)
      on t.number = p.terms
  )`
}

function toTermsRow({ scope, policy, ...same }: BanTerms, number: number) {
  return { ...same, ...scope, number, policy, policyVersion: policyVersion(policy) }
}

/** One statement with what outgoing webhooks are told of them: ten thousand may come at once. */
async function insertBans(
  tx: Transaction,
  fresh: readonly (WantedBan & { banId: string })[],
  { source, decisionId, createdBy }: BanOrigin,
): Promise<void> {
  const { rows } = await tx.execute<Told>(sql`
    with ${wantedSql(fresh)},
    stored as (
      insert into bans (id, user_id, name, scope_kind, scope_value, starts_at, ends_at, policy, policy_version, reason,
        evidence, source, decision_id, created_by_id, created_by_name)
      select "banId", "userId", name, kind, value, "startsAt", "endsAt", policy, "policyVersion", reason, evidence,
        ${source}, ${decisionId}::uuid, ${createdBy.id}, ${createdBy.name}
      from wanted
    ),
    ${tellingSql(['ban.created'], createdSql(createdBy.name))}
    select ${toldSql} as told`)
  noteTold(rows[0])
}
