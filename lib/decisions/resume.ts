import 'server-only'
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { database, databaseKind } from '#lib/db/database'
import { decisions } from '#lib/db/schema'
import { settleDecision } from './settle.ts'

/** Takes up every open decision that no living process is at. Called again and again by whoever makes bulk calls. */
export async function resumeDecisions(): Promise<void> {
  const db = await database()
  const open = await db
    .select({ id: decisions.id })
    .from(decisions)
    .where(
      and(
        eq(decisions.status, 'open'),
        or(isNull(decisions.workerUntil), lt(decisions.workerUntil, sql`now()`)),
      ),
    )
  for (const { id } of open) void settleDecision(id)
}

/** On the embedded database there is no other process: whoever held a decision is dead, and nobody need wait for it. */
export async function releaseDeadWorkers(): Promise<void> {
  if ((await databaseKind()) !== 'embedded') return
  const db = await database()
  await db
    .update(decisions)
    .set({ workerUntil: sql`now() - interval '1 second'` })
    .where(eq(decisions.status, 'open'))
}
