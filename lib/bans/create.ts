import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type AuditActor, appendAudit } from '#lib/audit/record'
import type { Transaction } from '#lib/db/database'
import { inTexts, type RawTime, toMs } from '#lib/db/sql'
import { AppError } from '#lib/errors'
import { policyVersion } from '#lib/policies/book'
import { findStanding, lockWanted, type StoredBan, storeWanted } from './store.ts'
import type { BanTerms, BanView, WantedBan } from './view.ts'

/** Who bans: as the ban shows them, and as the record does. */
export type Banner = { id: string; name: string; actor: AuditActor }

export type NewBan = StoredBan & WantedBan

/**
 * Stores bans and their audit events, or throws and stores none. Nobody protected can be among them; without
 * `evenIfBanned` nobody who is banned in the same scope already.
 */
export async function createBans(
  tx: Transaction,
  by: Banner,
  { wanted, source, evenIfBanned }: { wanted: WantedBan[]; source: BanView['source']; evenIfBanned: boolean },
): Promise<NewBan[]> {
  await lockWanted(tx, wanted)
  await assertNoneProtected(tx, wanted)
  if (!evenIfBanned) await assertNoneBanned(tx, wanted)
  const createdBy = { id: by.id, name: by.name }
  const stored = await storeWanted(tx, wanted, { source, decisionId: null, createdBy })
  const bans = wanted.flatMap((ban, place) => {
    const found = stored[place]
    return found === undefined ? [] : [{ ...ban, ...found }]
  })
  for (const ofScope of Map.groupBy(bans, ({ terms }) => `${terms.scope.kind}:${terms.scope.value}`).values())
    await record(tx, by, source, ofScope)
  return bans
}

async function assertNoneBanned(tx: Transaction, wanted: WantedBan[]): Promise<void> {
  const standing = await findStanding(tx, wanted)
  const [first] = standing
  if (first === undefined) return
  const until = untilWords(toMs(first.endsAt))
  const others = standing.length - 1
  const more = others === 0 ? '' : ` and so are ${others.toLocaleString('en')} more`
  throw new AppError(
    'conflict',
    `${wanted[first.place]?.userId} is banned there already ${until}, by ${first.by}${more}. Nobody was banned. Say whether the longer ban is to hold.`,
  )
}

/** In UTC, because the server does not know the reader's zone. */
export function untilWords(endsAt: number | null): string {
  return endsAt === null
    ? 'for good'
    : `until ${new Date(endsAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

async function assertNoneProtected(tx: Transaction, wanted: WantedBan[]): Promise<void> {
  const found = await findProtected(
    tx,
    wanted.map(({ userId }) => userId),
  )
  const [first] = found
  if (first === undefined) return
  const more = found.size === 1 ? '' : ` and ${(found.size - 1).toLocaleString('en')} more`
  throw new AppError(
    'conflict',
    `${[...found][0]}${more} cannot be banned: protected by an admin. Nobody was banned.`,
  )
}

export async function findProtected(
  tx: Pick<Transaction, 'execute'>,
  userIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await tx.execute<{ userId: string }>(
    sql`select user_id as "userId" from protected_user_ids where user_id ${inTexts(userIds)} order by 1`,
  )
  return new Set(rows.map(({ userId }) => userId))
}

/** The names people last had in rooms that whoever asks covers. */
export async function findNames(
  tx: Transaction,
  userIds: readonly string[],
  covered: SQL,
): Promise<Map<string, string>> {
  const { rows } = await tx.execute<{ userId: string; name: string }>(sql`
    select distinct on (user_id) user_id as "userId", name from participants
    where user_id ${inTexts(userIds)} and name is not null and ${covered}
    order by user_id, joined_at desc`)
  return new Map(rows.map(({ userId, name }) => [userId, name]))
}

/** The database's own clock, which alone judges whether a ban holds. */
export async function readClock(tx: Transaction): Promise<Date> {
  const { rows } = await tx.execute<{ now: RawTime }>(
    sql`select date_trunc('milliseconds', clock_timestamp()) as now`,
  )
  return new Date(rows[0]?.now ?? Date.now())
}

function record(tx: Transaction, by: Banner, source: BanView['source'], bans: NewBan[]) {
  const [first] = bans
  if (first === undefined) return
  const { scope, policy, startsAt, endsAt } = first.terms
  return appendAudit(tx, {
    actor: by.actor,
    verb: 'ban.create',
    result: 'done',
    ...(scope.kind === 'room' ? { room: scope.value } : {}),
    details: {
      bans: bans.filter(({ state }) => state === 'stored').length,
      kept: bans.filter(({ state }) => state === 'kept').length,
      scope: scope.kind,
      ...(scope.kind === 'pattern' ? { pattern: scope.value } : {}),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt?.toISOString() ?? null,
      policy,
      policyVersion: policyVersion(policy),
      source,
    },
    subjects: [
      ...bans.map(({ userId, name, banId }) => ({ kind: 'user', id: userId, userId, name, banId })),
      ...toReason(first.terms),
    ],
  })
}

function toReason({ reason, evidence }: Pick<BanTerms, 'reason' | 'evidence'>) {
  const text = [reason, evidence ?? ''].filter((part) => part !== '').join('\n')
  return text === '' ? [] : [{ reason: text }]
}
