import 'server-only'
import { eq } from 'drizzle-orm'
import type { Queryable } from '#lib/db/database'
import { settings } from '#lib/db/schema'
import type { BanTerms, WantedBan } from './view.ts'

export const APPROVAL_KEY = 'large_bans_need_approval'
export const MANY_BANS = 50

/**
 * Whether large bans wait for a second admin. Read where they are stored, so that the setting holds at once. Ejecting
 * with a ban never asks: those people are in the room now, and somebody has to be able to act.
 */
export async function isApprovalOn(db: Queryable): Promise<boolean> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, APPROVAL_KEY))
  return row?.value === true
}

export function isLarge(wanted: readonly WantedBan[]): boolean {
  return wanted.length > MANY_BANS || wanted.some(({ terms }) => isEverywhereForGood(terms))
}

export function isEverywhereForGood({ scope, endsAt }: Pick<BanTerms, 'scope' | 'endsAt'>): boolean {
  return scope.kind === 'all' && endsAt === null
}
