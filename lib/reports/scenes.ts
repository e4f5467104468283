import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { jsonRows } from '#lib/db/sql'

/** Reports of a room within these seconds share a scene. */
export const SCENE_SECONDS = 10
const MOST_PEOPLE = 1_000

export type NewScene = { id: string; room: string }

/** Inserts who is in each of these rooms now; the newest to join first, because somebody has to be left out of a full hall. */
export function insertScenes(scenes: readonly NewScene[]): SQL {
  return sql`
    insert into report_scenes (id, room, at, meeting_id, count, people)
    select s.id, s.room, now(), present.people -> 0 ->> 'meetingId', present.count,
      coalesce((select jsonb_agg(person - 'meetingId') from jsonb_array_elements(present.people) person), '[]')
    from jsonb_to_recordset(${jsonRows(scenes)}) as s(id uuid, room text)
    cross join lateral (
      select coalesce(max(everybody), 0)::int as count, jsonb_agg(jsonb_build_object('participantId', participant_id,
        'userId', user_id, 'name', name, 'joinedAt', (extract(epoch from joined_at) * 1000)::bigint,
        'meetingId', meeting_id) order by joined_at desc, participant_id) as people
      from (
        select *, count(*) over () as everybody from participants where room = s.room and left_at is null
        order by joined_at desc, participant_id limit ${MOST_PEOPLE}
      ) newest
    ) present`
}
