import 'server-only'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { isPerson } from '#lib/db/person-conditions'
import type { Person } from './view.ts'

/** Bans that hold or will: they need the user ID, or they would keep nobody out. */
export const isBanNeeded = sql`(lifted_at is null and (ends_at is null or ends_at > now()))`

const SUBJECTS_PER_STATEMENT = 2_000

type Erased = Person & { pseudonym: string }
type Step = { what: string; statement: (who: Erased) => SQL }

/** How many rows of each kind were emptied. */
export type ErasedCounts = Record<string, number>

/**
 * Empties everything that names somebody, table by table, each by a statement of its own: what is done is not done
 * again, so it can be repeated after a crash. Counts, times, rooms and outcomes stay.
 */
export async function eraseEverywhere(who: Erased): Promise<ErasedCounts> {
  const counts: ErasedCounts = {}
  const db = await database()
  for (const { what, statement } of STEPS) {
    const { rows } = await db.execute(statement(who))
    counts[what] = rows.length
    await yieldToOthers()
  }
  return { ...counts, auditSubjects: await eraseSubjects(who) }
}

/** The ID as it stands in JSON text, quotes included: no longer ID contains it by chance. */
function inJson({ userId, participantId }: Person): SQL {
  return sql`to_json(${userId ?? participantId}::text)::text`
}

/** Of a column that may not be empty, what stands there instead; nothing changes for somebody without user ID. */
const instead = ({ userId, pseudonym }: Erased) => (userId === null ? sql`null` : sql`${pseudonym}`)

const STEPS: Step[] = [
  {
    what: 'webhookEvents',
    statement: (who) => sql`update webhook_events set body = '{}'
      where strpos(body::text, ${inJson(who)}) > 0 returning 1`,
  },
  {
    what: 'sessions',
    statement: (
      who,
    ) => sql`update participants p set user_id = ${instead(who)}, name = null, earlier_names = '[]'
      from (select room, participant_id from participants where ${isPerson(who)}
        order by room collate "C", participant_id collate "C" for update) theirs
      where p.room = theirs.room and p.participant_id = theirs.participant_id returning 1`,
  },
  {
    what: 'reportEvents',
    statement: (who) => sql`update report_events set text = ''
      where text <> '' and group_id in (select id from report_groups where ${isPerson(who)}) returning 1`,
  },
  {
    what: 'groups',
    statement: (
      who,
    ) => sql`update report_groups g set first_words = '', name = case when theirs then null else name end,
        resolved_reason = case when theirs then '' else resolved_reason end,
        answer = case when theirs then '' else answer end,
        user_id = case when theirs then ${instead(who)} else user_id end,
        key = case when theirs or kind = 'reporter' then kind || ':' || g.id else key end
      from (select id as found, coalesce(${isPerson(who)}, false) as theirs from report_groups
        where ${isPerson(who)} or id in (select id from reports where reporter_user_id = ${who.userId})) f
      where g.id = f.found returning 1`,
  },
  {
    what: 'reports',
    statement: (
      who,
    ) => sql`update reports set text = '', evidence = '[]', intake_key = null, erased_at = now(),
        content_digest = id::text, name = case when ${isPerson(who)} then null else name end,
        user_id = case when user_id = ${who.userId} then ${who.pseudonym} else user_id end,
        reporter_name = case when reporter_user_id = ${who.userId} then null else reporter_name end,
        reporter_user_id = case when reporter_user_id = ${who.userId} then ${who.pseudonym} else reporter_user_id end
      where ${isPerson(who)} or reporter_user_id = ${who.userId} returning 1`,
  },
  {
    what: 'scenes',
    statement: (who) => sql`update report_scenes set people = (
        select jsonb_agg(case when ${isSeen(who)} then one || ${seenInstead(who)}::jsonb else one end order by place)
        from jsonb_array_elements(people) with ordinality p(one, place))
      where strpos(people::text, ${inJson(who)}) > 0 returning 1`,
  },
  {
    what: 'notes',
    statement: (who) => sql`update person_notes set text = '', user_id = ${instead(who)}
      where ${isPerson(who)} and (text <> '' or user_id is not null) returning 1`,
  },
  {
    what: 'decisionEvents',
    statement: (who) => sql`delete from outbox_events
      where type = 'decision.settled' and (data ->> 'id')::uuid in (${decisionsAlone(who)}) returning 1`,
  },
  {
    what: 'decisionReasons',
    statement: (who) => sql`update decisions set reason = ''
      where reason <> '' and id in (${decisionsAlone(who)}) returning 1`,
  },
  {
    what: 'targets',
    statement: (who) => sql`update decision_targets set name = null,
        user_id = case when user_id is null then null else ${who.pseudonym} end,
        target_id = case when target_id = ${who.userId} then ${who.pseudonym} else target_id end,
        sessions = coalesce((select jsonb_agg(one || '{"name": null}') from jsonb_array_elements(sessions) s(one)), '[]')
      where ${isTarget(who)} returning 1`,
  },
  {
    what: 'bans',
    statement: (who) => sql`update bans set name = null, reason = '', evidence = null,
        lift_reason = case when lift_reason is null then null else '' end,
        user_id = case when ${isBanNeeded} then user_id else ${who.pseudonym} end
      where user_id = ${who.userId} returning 1`,
  },
  {
    what: 'proposals',
    statement: (who) => sql`update ban_proposals
      set input = replace(input::text, ${inJson(who)}, to_json(${who.pseudonym}::text)::text)::jsonb
      where strpos(input::text, ${inJson(who)}) > 0 returning 1`,
  },
  {
    what: 'attention',
    statement: (who) => sql`delete from attention where strpos(ids::text, ${inJson(who)}) > 0 returning 1`,
  },
  {
    what: 'outboxEvents',
    statement: (who) =>
      sql`delete from outbox_events where strpos(data::text, ${inJson(who)}) > 0 returning 1`,
  },
]

const isTarget = ({ userId, participantId }: Person) =>
  userId === null ? sql`target_id = ${participantId}` : sql`(user_id = ${userId} or target_id = ${userId})`

/** Decisions about nobody else. */
const decisionsAlone = (who: Person) => sql`select decision_id from decision_targets
  where decision_id in (select decision_id from decision_targets where ${isTarget(who)})
  group by decision_id having bool_and(coalesce(${isTarget(who)}, false))`

const isSeen = ({ userId, participantId }: Person) =>
  userId === null ? sql`one ->> 'participantId' = ${participantId}` : sql`one ->> 'userId' = ${userId}`

const seenInstead = ({ userId, pseudonym }: Erased) =>
  JSON.stringify({ userId: userId && pseudonym, name: null })

/**
 * The record keeps its events and digests; the personal text under them goes with its salt, and so does the reason of an
 * event that is about nobody else. In slices, because the record is long.
 */
async function eraseSubjects(who: Person): Promise<number> {
  const db = await database()
  const { rows } = await db.execute<{ last: number | string }>(sql`select seq as last from audit_head`)
  const last = Number(rows[0]?.last ?? 0)
  let emptied = 0
  for (let from = 0; from <= last; from += SUBJECTS_PER_STATEMENT) {
    const { rows: gone } = await db.execute(sql`
      with slice as materialized (
        select seq, position, personal from audit_subjects
        where seq > ${from}::bigint and seq <= ${from + SUBJECTS_PER_STATEMENT}::bigint and personal is not null
      ),
      theirs as (select seq, position from slice where strpos(personal::text, ${inJson(who)}) > 0),
      alone as (
        select s.seq, s.position from slice s
        where not s.personal ? 'kind' and s.seq in (select seq from theirs) and not exists (
          select 1 from slice o where o.seq = s.seq and o.personal ? 'kind'
            and (o.seq, o.position) not in (select seq, position from theirs))
      )
      update audit_subjects a set personal = null, salt = null
      from (select seq, position from theirs union select seq, position from alone) gone
      where a.seq = gone.seq and a.position = gone.position returning 1`)
    emptied += gone.length
    await yieldToOthers()
  }
  return emptied
}
