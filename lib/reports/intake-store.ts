import 'server-only'
import { sql } from 'drizzle-orm'
import type { Transaction } from '#lib/db/database'
import { jsonRows, type RawTime } from '#lib/db/sql'
import type { NewGroup, NewReport, Plan } from './intake-plan.ts'
import { insertScenes } from './scenes.ts'

export type Stored = { id: string; groupId: string; receivedAt: RawTime }

/**
 * One statement for scenes, groups and reports. A group that somebody resolves at the same moment is left to them, and
 * the reports open a new one.
 */
export async function storePlanned(
  tx: Transaction,
  { reports, groups, scenes }: Plan,
): Promise<Map<string, Stored>> {
  const { rows } = await tx.execute<Stored>(sql`
    with scenes as (${insertScenes([...scenes.values()])} returning id, meeting_id),
    wanted as materialized (
      select * from jsonb_to_recordset(${jsonRows([...groups.values()].map(toGroupRow))}) as w(id uuid, room text, kind text,
        key text, "userId" text, "participantId" text, name text, category text, weight int, here boolean, reports int,
        reporters int, added int, "firstWords" text)
    ),
    kept as (
      insert into report_groups as g (id, room, kind, key, user_id, participant_id, name, category, weight, here, reports,
        reporters, first_ms, last_at, first_words)
      select id, room, kind, key, "userId", "participantId", name, category, weight, here, reports, reporters,
        (extract(epoch from now()) * 1000)::bigint, now(), "firstWords"
      from wanted
      on conflict (key) where state = 'open' do update set
        reports = g.reports + excluded.reports,
        reporters = g.reporters + (select added from wanted where wanted.key = excluded.key),
        category = case when excluded.weight > g.weight then excluded.category else g.category end,
        weight = greatest(g.weight, excluded.weight), name = coalesce(g.name, excluded.name), here = excluded.here,
        last_at = excluded.last_at
      returning id, key
    )
    insert into reports (id, group_id, received_at, occurred_at, source, source_name, room, user_id, participant_id, name,
      category, policy_version, text, reporter_user_id, reporter_name, evidence, meeting_id, scene_id, intake_key,
      content_digest)
    select r.id, kept.id, now(), r."occurredAt", r.source, r."sourceName", r.room, r."userId", r."participantId", r.name,
      r.category, r."policyVersion", r.text, r."reporterUserId", r."reporterName", r.evidence,
      coalesce(r."meetingId", scenes.meeting_id), r."sceneId", r."intakeKey", r.digest
    from jsonb_to_recordset(${jsonRows(reports.map(toReportRow))}) as r(id uuid, key text, "occurredAt" timestamptz,
      source text, "sourceName" text, room text, "userId" text, "participantId" text, name text, category text,
      "policyVersion" int, text text, "reporterUserId" text, "reporterName" text, evidence jsonb, "meetingId" text,
      "sceneId" uuid, "intakeKey" text, digest text)
    join kept using (key) left join scenes on scenes.id = r."sceneId"
    returning id, group_id as "groupId", received_at as "receivedAt"`)
  if (rows.length !== reports.length) throw new Error('Not every report found its group.')
  return new Map(rows.map((row) => [row.id, row]))
}

function toGroupRow({ reporters, added, ...group }: NewGroup) {
  return { ...group, reporters: reporters.size, added: added.size }
}

function toReportRow({ actor, ...report }: NewReport) {
  return { ...report, sourceName: actor.name }
}
