import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { jsonRows } from '#lib/db/sql'
import type { Urgency } from '#lib/policies/policies'
import { contentDigestOf, type Incoming } from './incoming.ts'
import { SCENE_SECONDS } from './scenes.ts'

export const REPEAT_SECONDS = 3_600
/** How far back a reporter's reports count towards a flood, and towards what the form takes of them. */
export const FLOOD_SECONDS = 600
/** So many of a reporter's newest are looked at: enough to tell, however wild they run. */
const LOOKED_AT = 200

/** What the database knows about one incoming report. */
export type Known = {
  digest: string
  /** What came in under the same key, and with what content. */
  keptId: string | null
  keptDigest: string | null
  /** What came in with the same content within the hour. */
  repeatId: string | null
  userId: string | null
  name: string | null
  meetingId: string | null
  here: boolean
  reporterName: string | null
  policyVersion: number | null
  urgency: Urgency | null
  /** The group this report belongs to, unless its reporter floods; whether it is open, and counts this reporter. */
  key: string
  isOpen: boolean
  isCounted: boolean
  /** The reporter's newest reports in this room: of which groups, through the form how many, the oldest how old. */
  recentKeys: string[]
  recentForms: number
  oldestFormSeconds: number
  sceneId: string | null
  sceneMeetingId: string | null
  isListenedTo: boolean
}

/** One statement for a whole batch. `offset 0` keeps PostgreSQL from looking through a full room for one person. */
export async function readKnown(tx: Transaction, incoming: readonly Incoming[]): Promise<Known[]> {
  const rows = incoming.map((report, no) => {
    const { room, userId, participantId, category, reporterUserId, source, intakeKey } = report
    const sourceName = report.actor.name
    const digest = contentDigestOf(report)
    return {
      no,
      room,
      userId,
      participantId,
      category,
      reporterUserId,
      source,
      sourceName,
      intakeKey,
      digest,
    }
  })
  const answer = await tx.execute<Known>(sql`
    with asked as materialized (
      select a.*, coalesce(a."userId", s.user_id) as "knownId", s.name as "sessionName", s.meeting_id as "sessionMeetingId",
        coalesce(s.left_at is null and s.room is not null, false) as "sessionHere"
      from jsonb_to_recordset(${jsonRows(rows)}) as a(no int, room text, "userId" text, "participantId" text, category text,
        "reporterUserId" text, source text, "sourceName" text, "intakeKey" text, digest text)
      left join participants s on s.room = a.room and s.participant_id = a."participantId"
        and coalesce(s.user_id = a."userId", true)
    ),
    keyed as materialized (
      select *, ${keySql(sql`"knownId"`, sql`"participantId"`)} as key from asked
    )
    select a.digest, k.id as "keptId", k.content_digest as "keptDigest", c.id as "repeatId", a."knownId" as "userId",
      coalesce(a."sessionName", u.name) as name, coalesce(a."sessionMeetingId", u.meeting_id) as "meetingId",
      a."sessionHere" or coalesce(u.here, false) as here, b.name as "reporterName", p.version as "policyVersion",
      p.urgency, a.key, g.id is not null as "isOpen", coalesce(r.counted, false) as "isCounted",
      coalesce(n.keys, '[]') as "recentKeys", n.forms as "recentForms", n.oldest as "oldestFormSeconds",
      e.id as "sceneId", e.meeting_id as "sceneMeetingId",
      exists (select from outgoing_webhooks where state = 'on' and jsonb_exists(events, 'report.received')) as "isListenedTo"
    from keyed a
    left join reports k on k.intake_key = a."intakeKey"
    left join lateral (
      select id from reports where content_digest = a.digest
        and received_at > now() - make_interval(secs => ${REPEAT_SECONDS}) order by received_at limit 1
    ) c on true
    left join lateral (${newestSession(sql`a."knownId"`)}) u on true
    left join lateral (${newestSession(sql`a."reporterUserId"`)}) b on true
    left join lateral (
      select version, urgency, offered from policies where code = a.category order by version desc limit 1
    ) p on p.offered
    left join report_groups g on g.key = a.key and g.state = 'open'
    left join lateral (
      select true as counted from reports where group_id = g.id and ((a."reporterUserId" is not null
          and reporter_user_id = a."reporterUserId") or (a."reporterUserId" is null and reporter_user_id is null
          and source = a.source and source_name = a."sourceName")) limit 1
    ) r on true
    left join lateral (${recentOf()}) n on true
    left join lateral (
      select id, meeting_id from report_scenes where room = a.room
        and at > now() - make_interval(secs => ${SCENE_SECONDS}) order by at desc limit 1
    ) e on true
    order by a.no`)
  return answer.rows
}

/** What open reports about the same person in the same room have in common. */
function keySql(userId: SQL, participantId: SQL): SQL {
  return sql`case when ${userId} is not null then 'user:' || room || ':' || ${userId}
    when ${participantId} is not null then 'participant:' || room || ':' || ${participantId} else 'room:' || room end`
}

/** Somebody's newest session in the room, one that still lasts before any other. */
function newestSession(userId: SQL): SQL {
  return sql`
    select name, meeting_id, left_at is null as here
    from (select * from participants where user_id = ${userId} offset 0) theirs
    where room = a.room order by left_at is null desc, joined_at desc limit 1`
}

const recentOf = (): SQL => sql`
  select jsonb_agg(distinct ${keySql(sql`user_id`, sql`participant_id`)}) as keys,
    count(*) filter (where source = 'form')::int as forms,
    coalesce(extract(epoch from now() - min(received_at) filter (where source = 'form')), 0)::int as oldest
  from (
    select room, user_id, participant_id, source, received_at from reports
    where reporter_user_id = a."reporterUserId" and room = a.room
      and received_at > now() - make_interval(secs => ${FLOOD_SECONDS})
    order by received_at desc limit ${LOOKED_AT}
  ) newest`
