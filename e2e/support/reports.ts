import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { reportEvents, reportGroups, reports } from '#lib/db/schema'
import { ROOM } from './decisions.ts'

type Chosen = Partial<typeof reportGroups.$inferInsert> & { text?: string; reporterUserId?: string }

/** A group of one report, as the intake would store it. Gives its ID. */
export async function storeReport(chosen: Chosen = {}): Promise<string> {
  const id = randomUUID()
  const db = await database()
  const { text = 'She shouts insults.', reporterUserId = 'u-reporter', ...group } = chosen
  const room = group.room ?? ROOM
  const userId = group.userId === undefined ? 'u-sam' : group.userId
  await db.insert(reportGroups).values({
    id,
    room,
    kind: 'target',
    key: `user:${room}:${userId}`,
    userId,
    name: 'Sam',
    category: 'harassment',
    weight: 2,
    here: false,
    reports: 1,
    reporters: 1,
    firstMs: Date.now(),
    lastAt: new Date(),
    firstWords: text,
    ...group,
  })
  await db.insert(reports).values({
    id,
    groupId: id,
    receivedAt: new Date(group.firstMs ?? Date.now()),
    source: 'api',
    sourceName: 'backend',
    room,
    userId,
    name: 'Sam',
    category: group.category ?? 'harassment',
    policyVersion: 1,
    text,
    reporterUserId,
    contentDigest: id,
  })
  return id
}

/** Many open reports, one a person, of every weight in turn. */
export async function fillQueue(count: number): Promise<void> {
  const db = await database()
  await db.execute(sql`
    insert into report_groups (id, room, kind, key, user_id, name, category, weight, here, reports, reporters, first_ms,
      last_at, first_words)
    select gen_random_uuid(), ${ROOM}, 'target', 'user:' || n, 'u-' || n, 'Sam', 'other', n % 4, false, 1, 1,
      ${Date.now()}::bigint - n, now(), 'Said so.'
    from generate_series(1, ${count}::int) n`)
}

export async function findGroup(id: string) {
  const db = await database()
  const [group] = await db.select().from(reportGroups).where(eq(reportGroups.id, id))
  if (group === undefined) throw new Error('There is no such group.')
  return group
}

/** What was done with a report, oldest first. */
export async function listSteps(groupId: string): Promise<string[]> {
  const db = await database()
  const rows = await db
    .select({ kind: reportEvents.kind, by: reportEvents.byName, version: reportEvents.version })
    .from(reportEvents)
    .where(eq(reportEvents.groupId, groupId))
    .orderBy(reportEvents.version, reportEvents.at)
  return rows.map(({ kind, by }) => `${kind} by ${by}`)
}
