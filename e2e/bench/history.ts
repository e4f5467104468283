import { type SQL, sql } from 'drizzle-orm'
import { signInOverHttp } from '#e2e/support/http-session'
import { type Product, startProduct } from '#e2e/support/product'
import { addTeam, emailOf, PASSWORD } from '#e2e/support/team'
import type { Queryable } from '#lib/db/database'
import { type BenchDatabase, benchDatabases } from './databases.ts'
import { printTable, quantile } from './statistics.ts'
import { inDatabase } from './stopped.ts'

const FEW = 1_000
const MANY = 100_000
const ROUNDS = 120
const WARM_UP = 15

/** One in so many reports is about the person whom most complain of. */
const NOTORIOUS = 100

const READS = {
  'queue page': '/reports',
  'queue, refreshed': '/api/reports?tab=open',
  'queue, one room': '/api/reports?tab=open&room=room-7',
  'queue, resolved': '/api/reports?tab=resolved',
  'queue, a search that finds nothing': '/api/reports?tab=open&search=parrot-77',
  'count in the navigation': '/api/reports/news',
  'person page': '/people/u-77',
  'person page, one in a hundred reports': '/people/u-0',
}

/** What a long history costs those who read: the same pages with few reports and with many, in turn, each on a server of its own. */
export async function historyBench(): Promise<void> {
  const head = ['database', 'read', `p95 of ${FEW}, ms`, `p95 of ${MANY}, ms`, 'ratio', 'aim']
  const rows = [head]
  for (const database of benchDatabases()) rows.push(...(await compare(database)))
  printTable(`Reading with ${MANY.toLocaleString('en')} reports against ${FEW.toLocaleString('en')}`, rows)
}

async function compare({ name, serverUrl }: BenchDatabase): Promise<string[][]> {
  const few = await prepare(FEW, serverUrl)
  try {
    const many = await prepare(MANY, serverUrl)
    try {
      return await readInTurn(name, few, many)
    } finally {
      await many.product.stop()
    }
  } finally {
    await few.product.stop()
  }
}

async function readInTurn(name: string, few: Reader, many: Reader): Promise<string[][]> {
  const reads = Object.entries(READS).map(([read, path]) => ({
    read,
    path,
    fewMs: [] as number[],
    manyMs: [] as number[],
  }))
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const { path, fewMs, manyMs } of reads) {
      const took = [await timeOf(few, path), await timeOf(many, path)] as const
      if (round < WARM_UP) continue
      fewMs.push(took[0])
      manyMs.push(took[1])
    }
  }
  return reads.map(({ read, fewMs, manyMs }) => {
    const [fewP95, manyP95] = [quantile(fewMs, 0.95), quantile(manyMs, 0.95)]
    return [name, read, fewP95.toFixed(1), manyP95.toFixed(1), (manyP95 / fewP95).toFixed(2), '2.00']
  })
}

type Reader = { product: Product; cookie: string }

async function prepare(reports: number, serverUrl: string | undefined): Promise<Reader> {
  const product = await startProduct({
    databaseServerUrl: serverUrl,
    environment: { PRESENCE_INTERVAL_SECONDS: '60', LOG_LEVEL: 'warn' },
    sandbox: { rateLimit: false },
  })
  await addTeam(product.environment)
  await product.kill()
  await inDatabase(product, (db) => fill(db, reports))
  await product.restart('SIGTERM')
  const cookie = await signInOverHttp(product.url, emailOf('moderator'), PASSWORD)
  return { product, cookie }
}

async function timeOf({ product, cookie }: Reader, path: string): Promise<number> {
  const askedMs = performance.now()
  const response = await fetch(product.url + path, { headers: { cookie }, redirect: 'manual' })
  const text = await response.text()
  const tookMs = performance.now() - askedMs
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`)
  if (text === '') throw new Error(`${path} answered nothing.`)
  return tookMs
}

const GROUP = sql`md5('group ' || n)::uuid`
const PEOPLE = 20

/**
 * Two reports a group, half of the groups open, the others resolved over the last 90 days, half of those with a decision
 * and a ban. Everybody has as many reports, sessions and decisions at either size, but the one of whom most complain.
 */
async function fill(db: Queryable, reports: number): Promise<void> {
  const groups = reports / 2
  const people = Math.max(100, reports / PEOPLE)
  const target = sql`'u-' || case when n % ${NOTORIOUS} = 0 then 0 else n % ${people} end`
  const room = sql`'room-' || n % 30`
  const at = sql`now() - make_interval(secs => n::float / ${groups} * 90 * 86400)`
  const inAll = (statement: (from: SQL) => SQL) =>
    db.execute(statement(sql`generate_series(1, ${groups}::int) n`))
  await inAll(
    (from) => sql`
    insert into report_groups (id, room, kind, key, user_id, name, category, weight, here, reports, reporters, first_ms,
      last_at, first_words, state, resolution, resolved_at, resolved_by_id, resolved_by_name, resolved_reason)
    select ${GROUP}, ${room}, 'target', 'group ' || n, ${target}, 'Person ' || n, 'harassment', 1 + n % 3, false, 2, 2,
      extract(epoch from ${at}) * 1000, ${at}, 'Shouts insults and will not stop, number ' || n || '.',
      case when n % 2 = 0 then 'open' else 'resolved' end,
      case n % 4 when 1 then 'acted_on' when 3 then 'dismissed' end,
      case when n % 2 = 1 then ${at} + interval '5 minutes' end, case when n % 2 = 1 then 'bench' end,
      case when n % 2 = 1 then 'Bench' end, ''
    from ${from}`,
  )
  await inAll(
    (from) => sql`
    insert into reports (id, group_id, received_at, source, source_name, room, user_id, name, category, policy_version,
      text, reporter_user_id, content_digest)
    select md5('report ' || n || '-' || k)::uuid, ${GROUP}, ${at}, 'api', 'bench', ${room}, ${target}, 'Person ' || n,
      'harassment', 1, 'Shouts insults and will not stop, number ' || n || '.', 'u-' || (n * 7 + k) % ${people},
      'digest ' || n || '-' || k
    from ${from}, generate_series(1, 2) k`,
  )
  await inAll(
    (from) => sql`
    insert into participants (room, participant_id, user_id, name, joined_at, first_seen_at, left_at, ended_how)
    select ${room}, md5('session ' || n || '-' || k), ${target}, 'Person ' || n, ${at} - interval '10 minutes',
      ${at} - interval '10 minutes', ${at} + interval '6 minutes', 'left'
    from ${from}, generate_series(1, 2) k`,
  )
  await inAll(
    (from) => sql`
    insert into decisions (id, operator_id, operator_name, intent_key, room, source, ban, policy, policy_version, status,
      target_count, calls_planned, calls_done, asked_at, settled_at, report_id)
    select md5('decision ' || n)::uuid, 'bench', 'Bench', 'intent ' || n, ${room}, 'report', true, 'harassment', 1, 'settled',
      1, 1, 1, ${at} + interval '4 minutes', ${at} + interval '4 minutes', ${GROUP}
    from ${from} where n % 4 = 1`,
  )
  await inAll(
    (from) => sql`
    insert into decision_targets (decision_id, position, kind, target_id, user_id, sessions, ban_state, outcome)
    select md5('decision ' || n)::uuid, 0, 'user', ${target}, ${target}, '[]', 'confirmed', 'ejected'
    from ${from} where n % 4 = 1`,
  )
  await inAll(
    (from) => sql`
    insert into report_events (id, group_id, at, version, kind, by_id, by_name, decision_id)
    select md5('event ' || n)::uuid, ${GROUP}, ${at} + interval '4 minutes', 2, 'decided', 'bench', 'Bench',
      md5('decision ' || n)::uuid
    from ${from} where n % 4 = 1`,
  )
  await inAll(
    (from) => sql`
    insert into bans (id, user_id, scope_kind, scope_value, starts_at, ends_at, policy, policy_version, source,
      created_by_id, created_by_name)
    select md5('ban ' || n)::uuid, ${target}, 'room', ${room}, ${at}, ${at} + interval '7 days', 'harassment', 1,
      'operator', 'bench', 'Bench'
    from ${from} where n % 4 = 1`,
  )
  await db.execute(sql`vacuum analyze`)
}
