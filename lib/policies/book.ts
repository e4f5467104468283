import 'server-only'
import { sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { forgetProcessWide, processWide } from '#lib/process-wide'
import { FIRST_POLICIES, inOrder, type Policy, type PolicyCode, URGENCIES } from './policies.ts'

type Book = {
  current: ReadonlyMap<PolicyCode, Policy>
  /** Counts the readings begun, and the newest whose answer is in the book: a slow one must not bring back what was. */
  begun: number
  answered: number
  begunAtMs: number
}

const ASK_AGAIN_MS = 500
const BOOK = 'policy-book'

const book = () =>
  processWide(BOOK, (): Book => ({ current: toBook(FIRST_POLICIES), begun: 0, answered: 0, begunAtMs: 0 }))

/** The newest version of each policy, withdrawn ones included, as this process last read them: 2 s ago at most. */
export function currentPolicies(): readonly Policy[] {
  return [...book().current.values()]
}

export function isKnownPolicy(code: PolicyCode): boolean {
  return find(code) !== undefined
}

export function isOffered(code: PolicyCode): boolean {
  return find(code)?.offered === true
}

export function policyTitle(code: PolicyCode): string {
  return find(code)?.title ?? code
}

/** The version in force. */
export function policyVersion(code: PolicyCode): number {
  return find(code)?.version ?? 1
}

/** How heavy a report under this policy weighs in the queue: 0 to 3. */
export function policyWeight(code: PolicyCode): number {
  return URGENCIES.indexOf(find(code)?.urgency ?? 'low')
}

/** Reads the book anew, for this process. */
export async function refreshPolicies(): Promise<void> {
  const open = book()
  open.begun += 1
  const reading = open.begun
  open.begunAtMs = performance.now()
  const db = await database()
  const { rows } = await db.execute<Policy>(sql`
    select distinct on (code) code, version, title, text, urgency, ban_seconds as "banSeconds", offered
    from policies order by code, version desc`)
  if (reading < open.answered || rows.length === 0) return
  open.answered = reading
  open.current = toBook(rows)
}

export function forgetPolicies(): void {
  forgetProcessWide(BOOK)
}

/** A code that is not in the book may be new: another process may have made it a moment ago. */
function find(code: PolicyCode): Policy | undefined {
  const open = book()
  const found = open.current.get(code)
  const isDue = open.answered > 0 && performance.now() - open.begunAtMs > ASK_AGAIN_MS
  if (found === undefined && isDue) void refreshPolicies().catch(() => {})
  return found
}

function toBook(policies: readonly Policy[]): Book['current'] {
  return new Map(inOrder(policies).map((policy) => [policy.code, policy]))
}
