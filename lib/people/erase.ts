import 'server-only'
import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { type AuditActor, appendAudit, SYSTEM, toActor } from '#lib/audit/record'
import { database, inTransaction, type Queryable, type Transaction } from '#lib/db/database'
import { isPerson } from '#lib/db/person-conditions'
import { erasures } from '#lib/db/schema'
import { type RawTime, toMs } from '#lib/db/sql'
import { toScopeWords } from '#lib/decisions/queries'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { processWide } from '#lib/process-wide'
import { type ErasedCounts, eraseEverywhere, isBanNeeded } from './erase-steps.ts'
import { toPerson } from './queries.ts'
import type { ErasePersonInput, PersonInput } from './schemas.ts'
import type { ErasurePreview, Person } from './view.ts'

const ERASURES = 7_265_006

/** What an erasure would take, and what it would leave. */
export async function previewErasure(operator: Operator, input: PersonInput): Promise<ErasurePreview> {
  assertCan(operator, 'person.erase')
  const db = await database()
  const person = toPerson(input)
  const count = (table: SQL, which: SQL) => sql`(select count(*)::int from ${table} where ${which})`
  const them = isPerson(person)
  const { rows } = await db.execute<Omit<ErasurePreview, 'bans'>>(sql`
    select ${count(sql`participants`, them)} as sessions,
      ${count(sql`reports`, sql`${them} or reporter_user_id = ${person.userId}`)} as reports,
      ${count(sql`person_notes`, them)} as notes,
      ${count(sql`decision_targets`, sql`user_id = ${person.userId} or target_id = coalesce(${person.userId}, ${person.participantId})`)} as decisions,
      exists (select 1 from participants where ${them} and left_at is null) as "isHere",
      exists (select 1 from protected_user_ids where user_id = ${person.userId}) as "isProtected"`)
  const [found] = rows
  if (found === undefined) throw new Error('Counts always have a row.')
  return { ...found, bans: await readNeededBans(db, person) }
}

async function readNeededBans(db: Queryable, { userId }: Person): Promise<ErasurePreview['bans']> {
  const { rows } = await db.execute<{ kind: string; value: string; endsAt: RawTime }>(sql`
    select scope_kind as kind, scope_value as value, ends_at as "endsAt" from bans
    where user_id = ${userId} and ${isBanNeeded} order by starts_at`)
  return rows.map(({ kind, value, endsAt }) => ({
    scope: toScopeWords(kind, value) ?? value,
    endsAt: toMs(endsAt),
  }))
}

export type Erasure = { counts: ErasedCounts; bansKept: number }

/**
 * Deletes a person's text on legal request; a pseudonym stands where their user ID stood. Bans in force keep the user ID
 * until they end. Asked twice, also after a crash, it goes on where it was.
 */
export async function erasePerson(
  operator: Operator,
  { person: input, confirm }: ErasePersonInput,
): Promise<Erasure> {
  assertCan(operator, 'person.erase')
  const person = toPerson(input)
  if (confirm !== (person.userId ?? person.participantId)) throw notConfirmed()
  const erasure = await inTransaction((tx) => begin(tx, operator, person))
  return carryOut(erasure, toActor(operator))
}

function notConfirmed(): AppError {
  const message = 'This is not the ID of the person. Type it exactly.'
  return new AppError('invalid_input', message, { fieldErrors: { confirm: message } })
}

type Begun = typeof erasures.$inferSelect

/** Written first: whatever happens then, somebody finishes it. */
async function begin(tx: Transaction, operator: Operator, person: Person): Promise<Begun> {
  const id = person.userId ?? person.participantId
  await tx.execute(sql`select pg_advisory_xact_lock(${ERASURES}::int, hashtext(${id}))`)
  await assertNotProtected(tx, person)
  const [open] = await tx
    .select()
    .from(erasures)
    .where(
      and(
        isNull(erasures.finishedAt),
        person.userId === null
          ? eq(erasures.participantId, person.participantId ?? '')
          : eq(erasures.userId, person.userId),
      ),
    )
  if (open !== undefined) return open
  const [begun] = await tx
    .insert(erasures)
    .values({
      id: randomUUID(),
      at: new Date(),
      byId: operator.id,
      byName: operator.name,
      pseudonym: `erased-${randomBytes(6).toString('hex')}`,
      ...person,
      counts: {},
    })
    .returning()
  if (begun === undefined) throw new Error('An insert gives its row.')
  return begun
}

async function assertNotProtected(tx: Transaction, { userId }: Person): Promise<void> {
  const { rows } = await tx.execute(sql`select 1 from protected_user_ids where user_id = ${userId}`)
  if (rows.length > 0)
    throw new AppError('conflict', 'This user ID is protected. Unprotect it in the settings first.')
}

async function carryOut(erasure: Begun, actor: AuditActor): Promise<Erasure> {
  const { id, userId, participantId, pseudonym } = erasure
  const counts = await eraseEverywhere({ userId, participantId, pseudonym })
  return inTransaction(async (tx) => {
    const { rows } = await tx.execute<{ kept: number }>(
      sql`select count(*)::int as kept from bans where user_id = ${userId} and ${isBanNeeded}`,
    )
    const bansKept = rows[0]?.kept ?? 0
    const isFinished = bansKept === 0
    await tx
      .update(erasures)
      .set(isFinished ? { counts, userId: null, participantId: null, finishedAt: new Date() } : { counts })
      .where(eq(erasures.id, id))
    await appendAudit(tx, {
      actor,
      verb: 'person.erase',
      result: 'done',
      details: { ...counts, bansKept, pseudonym },
    })
    return { counts, bansKept }
  })
}

/** For the daily job: those that a crash broke off, and those whose bans have ended since. Tells how many it finished. */
export async function finishErasures(): Promise<number> {
  const db = await database()
  const open = await db
    .select()
    .from(erasures)
    .where(
      sql`finished_at is null and not exists (select 1 from bans where bans.user_id = erasures.user_id and ${isBanNeeded}
        and erasures.counts <> '{}'::jsonb)`,
    )
  for (const erasure of open) await carryOut(erasure, SYSTEM)
  return open.length
}

/** Asked in every turn of the observer, the database is not. */
const ASK_EVERY_MS = 600_000

export async function finishErasuresWhenDue(): Promise<void> {
  const asked = processWide('erasures-due', () => ({ atMs: Number.NEGATIVE_INFINITY }))
  if (performance.now() - asked.atMs < ASK_EVERY_MS) return
  asked.atMs = performance.now()
  await finishErasures()
}
