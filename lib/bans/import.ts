import 'server-only'
import { sql } from 'drizzle-orm'
import { inTransaction, type Transaction } from '#lib/db/database'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { isApprovalOn, isLarge } from './approval.ts'
import type { RejectedRow } from './ban-file.ts'
import { type Banned, countBans, toBanner } from './ban-people.ts'
import { type Banner, createBans, findNames, readClock } from './create.ts'
import type { ImportBansInput, ImportRow } from './import-input.ts'
import { tellBans } from './listeners.ts'
import { faultOfPeriod, mayBan, type Period, toPeriod, toScope } from './period.ts'
import { type AlreadyBanned, findObstacles } from './preview.ts'
import { propose } from './propose.ts'
import type { BanTerms, WantedBan } from './view.ts'

type Imported = WantedBan & { line: number }

export type ImportPreview = {
  bans: {
    line: number
    userId: string
    name: string | null
    scope: BanTerms['scope']
    endsAt: number | null
  }[]
  rejected: RejectedRow[]
  duplicates: { line: number; userId: string }[]
  protected: string[]
  already: (AlreadyBanned & { line: number })[]
  waits: boolean
}

/** What an import would do with each row. Changes nothing. */
export async function previewImport(operator: Operator, input: ImportBansInput): Promise<ImportPreview> {
  assertCan(operator, 'ban.room')
  return inTransaction(async (tx) => {
    const { wanted, ...rest } = await sortRows(tx, operator, input)
    const bans = wanted.map(({ line, userId, name, terms }) => ({
      line,
      userId,
      name,
      scope: terms.scope,
      endsAt: terms.endsAt?.getTime() ?? null,
    }))
    return { ...rest, bans, waits: isLarge(wanted) && (await isApprovalOn(tx)) }
  })
}

export type ImportedBans = Banned & { leftOut: number }

/** Stores the bans of a file, all or none, but for the rows that the preview leaves out. */
export async function importBans(operator: Operator, input: ImportBansInput): Promise<ImportedBans> {
  assertCan(operator, 'ban.room')
  const imported = await inTransaction(async (tx) => {
    const { wanted } = await sortRows(tx, operator, input)
    const leftOut = input.rows.length - wanted.length
    if (isLarge(wanted) && (await isApprovalOn(tx))) {
      const lines = new Set(wanted.map(({ line }) => line))
      const rows = input.rows.filter(({ line }) => lines.has(line))
      await propose(tx, operator, { from: 'import', input: { ...input, rows } }, wanted)
      return { stored: 0, kept: 0, waits: true, leftOut }
    }
    return { ...(await storeImport(tx, toBanner(operator), wanted)), leftOut }
  })
  if (imported.stored > 0) tellBans()
  return imported
}

export async function storeImport(tx: Transaction, by: Banner, wanted: WantedBan[]): Promise<Banned> {
  // Who was banned already has been asked about: the longer ban holds.
  return countBans(await createBans(tx, by, { wanted, source: 'import', evenIfBanned: true }))
}

/** What is to be stored, and why the rest is not. */
export async function sortRows(tx: Transaction, operator: Operator, input: ImportBansInput) {
  const { read, rejected, duplicates } = await readRows(tx, operator, input)
  const obstacles = await findObstacles(tx, read)
  const staff = new Set(obstacles.protected)
  const already = obstacles.already.map(({ place, ...ban }) => ({ ...ban, line: read[place]?.line ?? 0 }))
  const leftOut = new Set(input.evenIfBanned ? [] : already.map(({ line }) => line))
  const wanted = read.filter(({ userId, line }) => !staff.has(userId) && !leftOut.has(line))
  return { wanted, rejected, duplicates, protected: obstacles.protected, already }
}

async function readRows(tx: Transaction, operator: Operator, { rows, defaults }: ImportBansInput) {
  const now = await readClock(tx)
  const names = await findNames(
    tx,
    rows.map(({ userId }) => userId),
    coversRoomSql(operator, sql`room`),
  )
  const read: Imported[] = []
  const rejected: RejectedRow[] = []
  const duplicates: { line: number; userId: string }[] = []
  const seen = new Map<string, Period[]>()
  const shared = new Map<string, BanTerms>()
  for (const row of rows) {
    const terms = toTerms(row, defaults, now)
    const fault = faultOfPeriod(terms, now) ?? faultOfRight(operator, terms)
    const { line, userId } = row
    if (fault !== null) rejected.push({ line, text: userId, reason: fault })
    else if (isRepeated(seen, userId, terms)) duplicates.push({ line, userId })
    else read.push({ line, userId, name: row.name ?? names.get(userId) ?? null, terms: share(shared, terms) })
  }
  return { read, rejected, duplicates }
}

/** A file tells when its bans began; only what it leaves open begins now. */
function toTerms(row: ImportRow, defaults: ImportBansInput['defaults'], now: Date): BanTerms {
  const { scope, startsAt, until, policy, reason, evidence } = { ...defaults, ...row.terms }
  const period = toPeriod({ startsAt, until }, row.terms.startsAt ?? now)
  return { ...period, scope: toScope(scope), policy, reason, evidence }
}

function faultOfRight(operator: Operator, terms: BanTerms): string | null {
  if (mayBan(operator, terms.scope, terms)) return null
  return terms.scope.kind === 'room'
    ? 'You may ban from rooms of yours only, for at most 30 days.'
    : 'Only admins ban from several rooms.'
}

/** Whether an earlier row bans the same user ID in the same scope for some of the same time. */
function isRepeated(seen: Map<string, Period[]>, userId: string, terms: BanTerms): boolean {
  const key = `${terms.scope.kind}:${terms.scope.value}:${userId}`
  const before = seen.get(key) ?? []
  if (before.some((period) => overlaps(period, terms))) return true
  seen.set(key, [...before, terms])
  return false
}

function overlaps(a: Period, b: Period): boolean {
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a)
}

function startsBeforeEnd({ startsAt }: Period, { endsAt }: Period): boolean {
  return endsAt === null || startsAt < endsAt
}

/** Equal terms as one object: they are stored once for all their people. */
function share(shared: Map<string, BanTerms>, terms: BanTerms): BanTerms {
  const key = JSON.stringify(terms)
  const known = shared.get(key) ?? terms
  shared.set(key, known)
  return known
}
