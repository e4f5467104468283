import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { isPerson } from '#lib/db/person-conditions'
import { type RawTime, toMs } from '#lib/db/sql'
import { toScopeWords } from '#lib/decisions/queries'
import { type Cursor, parseCursor, readPage } from '#lib/keyset'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { UNDO_SECONDS } from './notes.ts'
import { toPerson } from './queries.ts'
import type { PersonInput, TimelineInput } from './schemas.ts'
import type { BanEntry, Person, Timeline, TimelineEntry, TimelineKind } from './view.ts'

const PAGE_SIZE = 50
const EXCERPT = 300

/** Everything about somebody, newest first, page by page: of rooms the operator covers, and notes that have no room. */
export async function readTimeline(
  operator: Operator,
  person: PersonInput,
  { kind, room, cursor }: TimelineInput,
): Promise<Timeline> {
  assertCan(operator, 'person.see')
  const db = await database()
  const sources = sourcesOf(operator, toPerson(person), kind)
  return readPage(
    cursor === undefined ? null : parseCursor(cursor),
    PAGE_SIZE,
    async (from, limit) => {
      const pages = sources.map((source) => pageOf(source, room, from, limit))
      const { rows } = await db.execute<Row>(
        sql`select at, id, room, detail from (${sql.join(pages, sql` union all `)}) t ${orderSql(from, limit)}`,
      )
      return rows.map(toEntry)
    },
    ({ at, id }) => ({ at, id }),
  )
}

type Told<Entry> = Entry extends TimelineEntry ? Omit<Entry, 'id' | 'at' | 'room'> : never
type ToldOfBan = Omit<Told<BanEntry>, 'scope'> & { scopeKind: string; scopeValue: string }
type Detail = Told<Exclude<TimelineEntry, BanEntry>> | ToldOfBan
type Row = { at: RawTime; id: string; room: string | null; detail: Detail }

function toEntry({ at, id, room, detail }: Row): TimelineEntry {
  const which = { id, at: toMs(at) ?? 0, room }
  if (!('scopeKind' in detail)) return { ...which, ...detail }
  const { scopeKind, scopeValue, ...told } = detail
  return { ...which, ...told, scope: toScopeWords(scopeKind, scopeValue) ?? scopeValue }
}

/** Each source gives no more than a page needs, so that a long life costs no more than a short one. */
function pageOf(source: SQL, room: string | undefined, from: Cursor | null, limit: number): SQL {
  return sql`(select at, id, room, detail from (${source}) s
    where ${room === undefined ? sql`true` : sql`room = ${room}`} and ${beyondSql(from)} ${orderSql(from, limit)})`
}

function beyondSql(from: Cursor | null): SQL {
  if (from === null) return sql`true`
  const at = sql`to_timestamp(${from.at}::numeric / 1000)`
  return from.direction === 'newer'
    ? sql`at >= ${at} and (at > ${at} or id collate "C" > ${from.id})`
    : sql`at <= ${at} and (at < ${at} or id collate "C" < ${from.id})`
}

function orderSql(from: Cursor | null, limit: number): SQL {
  const order = from?.direction === 'newer' ? sql`asc` : sql`desc`
  return sql`order by at ${order}, id collate "C" ${order} limit ${limit}`
}

function sourcesOf(operator: Operator, person: Person, kind: TimelineKind): SQL[] {
  const of: Record<Exclude<TimelineKind, 'all'>, SQL[]> = {
    sessions: [sessionsSql(operator, person)],
    reports: [
      aboutSql(operator, person),
      ...(person.userId === null ? [] : [bySql(operator, person.userId)]),
    ],
    decisions: [decisionsSql(operator, person)],
    bans: person.userId === null ? [] : bansSql(operator, person.userId),
    notes: [notesSql(operator, person)],
  }
  const chosen = kind === 'all' ? Object.values(of).flat() : of[kind]
  return chosen.length === 0 ? [NOTHING] : chosen
}

const NOTHING = sql`select null::timestamptz as at, '' as id, null::text as room, null::jsonb as detail where false`

function sessionsSql(operator: Operator, person: Person): SQL {
  return sql`select joined_at as at, 'session:' || room || ':' || participant_id as id, room,
    jsonb_build_object('kind', 'session', 'participantId', participant_id, 'name', name,
      'leftAt', (extract(epoch from left_at) * 1000)::bigint, 'endedHow', ended_how) as detail
    from participants where ${isPerson(person)} and ${coversRoomSql(operator, sql`room`)}`
}

const reportDetail = (
  kind: 'report_about' | 'report_by',
  other: SQL,
) => sql`jsonb_build_object('kind', ${kind}::text,
  'reportId', r.id, 'category', r.category, 'text', left(r.text, ${EXCERPT}), 'state', coalesce(g.resolution, 'open'),
  'badFaith', g.bad_faith, 'other', ${other})`

function aboutSql(operator: Operator, person: Person): SQL {
  return sql`select r.received_at as at, 'about:' || r.id as id, r.room,
    ${reportDetail('report_about', sql`r.reporter_user_id`)} as detail
    from reports r join report_groups g on g.id = r.group_id
    where ${isPerson(person, sql`r.`)} and ${coversRoomSql(operator, sql`r.room`)}`
}

function bySql(operator: Operator, userId: string): SQL {
  return sql`select r.received_at as at, 'by:' || r.id as id, r.room,
    ${reportDetail('report_by', sql`coalesce(r.user_id, r.participant_id)`)} as detail
    from reports r join report_groups g on g.id = r.group_id
    where r.reporter_user_id = ${userId} and ${coversRoomSql(operator, sql`r.room`)}`
}

function decisionsSql(operator: Operator, { userId, participantId }: Person): SQL {
  const named =
    userId === null
      ? sql`t.kind = 'participant' and t.target_id = ${participantId}`
      : sql`t.user_id = ${userId}`
  return sql`select d.asked_at as at, 'decision:' || d.id || ':' || t.position as id, d.room,
    jsonb_build_object('kind', 'decision', 'decisionId', d.id, 'by', d.operator_name, 'automated', d.automated,
      'ban', d.ban, 'reason', d.reason, 'outcome', t.outcome, 'reportId', d.report_id) as detail
    from decision_targets t join decisions d on d.id = t.decision_id
    where ${named} and ${coversRoomSql(operator, sql`d.room`)}`
}

function bansSql(operator: Operator, userId: string): SQL[] {
  const detail = (kind: string, by: SQL, reason: SQL) => sql`jsonb_build_object('kind', ${kind}::text,
    'scopeKind', scope_kind, 'scopeValue', scope_value, 'endsAt', (extract(epoch from ends_at) * 1000)::bigint, 'by', ${by},
    'reason', ${reason}, 'policy', policy)`
  const room = sql`case when scope_kind = 'room' then scope_value end`
  const seen = sql`user_id = ${userId} and (scope_kind <> 'room' or ${coversRoomSql(operator, sql`scope_value`)})`
  return [
    sql`select starts_at as at, 'ban:' || id as id, ${room} as room,
      ${detail('ban', sql`created_by_name`, sql`reason`)} as detail from bans where ${seen}`,
    sql`select lifted_at as at, 'lifted:' || id as id, ${room} as room,
      ${detail('ban_lifted', sql`lifted_by_name`, sql`coalesce(lift_reason, '')`)} as detail
      from bans where ${seen} and lifted_at is not null`,
    sql`select ends_at as at, 'ended:' || id as id, ${room} as room,
      ${detail('ban_ended', sql`''`, sql`''`)} as detail from bans
      where ${seen} and lifted_at is null and ends_at <= now()`,
  ]
}

function notesSql(operator: Operator, person: Person): SQL {
  return sql`select at, 'note:' || id as id, room,
    jsonb_build_object('kind', 'note', 'noteId', id, 'by', by_name, 'text', text,
      'mayUndo', by_id = ${operator.id} and at > now() - make_interval(secs => ${UNDO_SECONDS})) as detail
    from person_notes where ${isPerson(person)} and (room is null or ${coversRoomSql(operator, sql`room`)})`
}
