import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { isActiveBan } from '#lib/db/ban-conditions'
import type { Queryable } from '#lib/db/database'
import { isPerson } from '#lib/db/person-conditions'
import { type RawTime, toMs } from '#lib/db/sql'
import { toScopeWords } from '#lib/decisions/queries'
import { coversRoom, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import type { ActiveBan, Complaint, Earlier, ReportedPerson, Standing, Stay } from './view.ts'

const MOST_EARLIER = 6
const MOST_STAYS = 20
const AROUND_SECONDS = 1_200

/** Null where the report is about a room. */
export async function readStanding(
  db: Queryable,
  operator: Operator,
  person: ReportedPerson & { id: string },
): Promise<Standing | null> {
  if (person.userId === null && person.participantId === null) return null
  const [where, bans, figures, earlier] = await Promise.all([
    readWhere(db, operator, person),
    person.userId === null ? NO_BANS : readBans(db, operator, person.userId),
    readFigures(db, operator, person),
    readEarlier(db, operator, person),
  ])
  return { ...where, ...bans, figures, earlier }
}

const NO_BANS = { bans: [], bannedElsewhere: false, protected: false }

/** Of rows of `decision_targets t`. */
function isTarget({ userId, participantId }: ReportedPerson): SQL {
  return userId === null ? sql`t.target_id = ${participantId}` : sql`t.user_id = ${userId}`
}

async function readWhere(db: Queryable, operator: Operator, person: ReportedPerson) {
  const covered = sql`${isPerson(person)} and ${coversRoomSql(operator, sql`room`)}`
  const { rows } = await db.execute<{ room: string; since: RawTime; leftAt: RawTime }>(sql`
    (select room, joined_at as since, null::timestamptz as "leftAt" from participants
      where ${covered} and left_at is null order by joined_at limit 20)
    union all
    (select room, joined_at, left_at from participants
      where ${covered} and left_at is not null order by joined_at desc limit 1)`)
  const rooms = rows.filter(({ leftAt }) => leftAt === null)
  const left = rows.find(({ leftAt }) => leftAt !== null)
  return {
    rooms: rooms.map(({ room, since }) => ({ room, since: toMs(since) ?? 0 })),
    lastSeenAt: toMs(left?.leftAt ?? null),
  }
}

type BanRow = { id: string; kind: string; value: string; endsAt: RawTime; by: string }

async function readBans(db: Queryable, operator: Operator, userId: string) {
  const { rows } = await db.execute<BanRow & { protected: boolean }>(sql`
    select b.id, b.scope_kind as kind, b.scope_value as value, b.ends_at as "endsAt", b.created_by_name as by,
      p.user_id is not null as protected
    from (select ${userId}::text as user_id) who
    left join protected_user_ids p on p.user_id = who.user_id
    left join (select * from bans where ${isActiveBan}) b on b.user_id = who.user_id
    order by b.starts_at desc limit 50`)
  const all = rows.filter((row): row is typeof row & { id: string } => row.id !== null)
  const shown = all.filter((ban) => ban.kind !== 'room' || coversRoom(operator, ban.value))
  return {
    protected: rows[0]?.protected ?? false,
    bannedElsewhere: shown.length < all.length,
    bans: shown.map(toActiveBan),
  }
}

function toActiveBan({ id, kind, value, endsAt, by }: BanRow): ActiveBan {
  return { id, scope: toScopeWords(kind, value) ?? value, endsAt: toMs(endsAt), by }
}

async function readFigures(db: Queryable, operator: Operator, person: ReportedPerson) {
  const { rows } = await db.execute<Record<keyof Standing['figures'], number | string>>(sql`
    select
      (select count(*) from reports r where ${isPerson(person, sql`r.`)} and ${coversRoomSql(operator, sql`r.room`)}) as reports,
      (select count(*) from reports r join report_groups g on g.id = r.group_id
        where ${isPerson(person, sql`r.`)} and g.resolution = 'dismissed' and ${coversRoomSql(operator, sql`r.room`)}) as dismissed,
      (select count(*) from decision_targets t join decisions d on d.id = t.decision_id
        where ${isTarget(person)} and t.outcome = 'ejected' and ${coversRoomSql(operator, sql`d.room`)}) as ejected,
      (select count(*) from bans b where b.user_id = ${person.userId}
        and (b.scope_kind <> 'room' or ${coversRoomSql(operator, sql`b.scope_value`)})) as banned`)
  const [row] = rows
  return {
    reports: Number(row?.reports ?? 0),
    dismissed: Number(row?.dismissed ?? 0),
    ejected: Number(row?.ejected ?? 0),
    banned: Number(row?.banned ?? 0),
  }
}

/** The newest things on record about them, this report left out. The whole is on their own page. */
async function readEarlier(
  db: Queryable,
  operator: Operator,
  person: ReportedPerson & { id: string },
): Promise<Earlier[]> {
  const { rows } = await db.execute<Omit<Earlier, 'at' | 'words'> & EarlierWords & { at: RawTime }>(sql`
    select * from (
      (select to_timestamp(g.first_ms / 1000.0) as at, 'report' as kind, g.id, g.room, g.category as detail,
          coalesce(g.resolution, 'open') as state, g.resolved_by_name as by
        from report_groups g
        where ${isPerson(person, sql`g.`)} and g.id <> ${person.id}::uuid and ${coversRoomSql(operator, sql`g.room`)}
        order by g.first_ms desc limit ${MOST_EARLIER})
      union all
      (select d.asked_at, 'decision', d.id, d.room, case when d.ban then 'ban' else 'eject' end,
          coalesce(t.outcome, 'open'), d.operator_name
        from decision_targets t join decisions d on d.id = t.decision_id
        where ${isTarget(person)} and d.report_id is distinct from ${person.id}::uuid and ${coversRoomSql(operator, sql`d.room`)}
        order by d.asked_at desc limit ${MOST_EARLIER})
    ) e order by at desc limit ${MOST_EARLIER}`)
  return rows.map(({ detail, state, by, at, ...same }) => ({
    ...same,
    at: toMs(at) ?? 0,
    words: toWords(same.kind, { detail, state, by }),
  }))
}

type EarlierWords = { detail: string; state: string; by: string | null }

function toWords(kind: Earlier['kind'], { detail, state, by }: EarlierWords): string {
  const told = state.replaceAll('_', ' ').replace('not in room', 'not in the room')
  const whose = by === null ? '' : ` by ${by}`
  if (kind === 'report') return `Reported for ${detail.replaceAll('_', ' ')}: ${told}${whose}`
  return `${detail === 'ban' ? 'Eject and ban' : 'Eject'}${whose}: ${told}`
}

/** When the reported person and the first reporter were in the room, twenty minutes around the report. */
export async function readStays(
  db: Queryable,
  group: ReportedPerson & { room: string },
  first: Complaint | undefined,
): Promise<Stay[]> {
  if (first === undefined) return []
  const at = sql`to_timestamp(${(first.occurredAt ?? first.receivedAt) / 1_000}::double precision)`
  const near = (who: SQL) => sql`
    select name, joined_at as from, left_at as until from participants
    where room = ${group.room} and ${who} and joined_at < ${at} + make_interval(secs => ${AROUND_SECONDS})
      and coalesce(left_at > ${at} - make_interval(secs => ${AROUND_SECONDS}), true)
    order by joined_at limit ${MOST_STAYS}`
  const reported = group.userId === null && group.participantId === null ? sql`false` : isPerson(group)
  const { rows } = await db.execute<{
    who: Stay['who']
    name: string | null
    from: RawTime
    until: RawTime
  }>(sql`
    select 'reported' as who, a.* from (${near(reported)}) a
    union all
    select 'reporter', b.* from (${near(sql`user_id = ${first.reporter.userId}`)}) b`)
  return rows.map(({ who, name, from, until }) => ({ who, name, from: toMs(from) ?? 0, until: toMs(until) }))
}
