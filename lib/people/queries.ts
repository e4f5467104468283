import 'server-only'
import { sql } from 'drizzle-orm'
import { database, type Queryable } from '#lib/db/database'
import { isPerson } from '#lib/db/person-conditions'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { coversRoomSql } from '#lib/permissions/room-filter'
import { readStanding } from '#lib/reports/standing'
import type { FindPeopleInput, PersonInput } from './schemas.ts'
import type { FoundPerson, Person, PersonView } from './view.ts'

const NO_REPORT = '00000000-0000-0000-0000-000000000000'
const MOST_NAMES = 20
const MOST_FOUND = 8

export function toPerson(input: PersonInput): Person {
  return 'userId' in input
    ? { userId: input.userId, participantId: null }
    : { userId: null, participantId: input.participantId }
}

/** Who somebody is, where they are and what stands against them. */
export async function getPerson(operator: Operator, input: PersonInput): Promise<PersonView> {
  assertCan(operator, 'person.see')
  const db = await database()
  const person = toPerson(input)
  const [standing, names, sessions, reported] = await Promise.all([
    readStanding(db, operator, { ...person, name: null, id: NO_REPORT }),
    readNames(db, operator, person),
    countSessions(db, operator, person),
    readReported(db, operator, person),
  ])
  if (standing === null) throw new Error('A person has a user ID or a participant ID.')
  const { earlier: _, ...known } = standing
  return { ...person, ...known, name: names[0] ?? null, names, sessions, reported }
}

/** The user ID of a session that has one: the person's page is then that of the user ID. */
export async function findUserIdOf(operator: Operator, participantId: string): Promise<string | null> {
  assertCan(operator, 'person.see')
  const db = await database()
  const { rows } = await db.execute<{ userId: string }>(sql`
    select user_id as "userId" from participants
    where participant_id = ${participantId} and user_id is not null and ${coversRoomSql(operator, sql`room`)} limit 1`)
  return rows[0]?.userId ?? null
}

/** Newest first. */
async function readNames(db: Queryable, operator: Operator, person: Person): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select name from participants
    where ${isPerson(person)} and name is not null and ${coversRoomSql(operator, sql`room`)}
    group by name order by max(joined_at) desc, name limit ${MOST_NAMES}`)
  return rows.map(({ name }) => name)
}

async function countSessions(db: Queryable, operator: Operator, person: Person): Promise<number> {
  const { rows } = await db.execute<{ sessions: number | string }>(sql`
    select count(*) as sessions from participants
    where ${isPerson(person)} and ${coversRoomSql(operator, sql`room`)}`)
  return Number(rows[0]?.sessions ?? 0)
}

async function readReported(
  db: Queryable,
  operator: Operator,
  { userId }: Person,
): Promise<PersonView['reported']> {
  const { rows } = await db.execute<Record<keyof PersonView['reported'], number | string>>(sql`
    select count(*) as reports, count(*) filter (where g.resolution = 'dismissed') as dismissed,
      count(*) filter (where g.bad_faith) as "badFaith"
    from reports r join report_groups g on g.id = r.group_id
    where r.reporter_user_id = ${userId} and ${coversRoomSql(operator, sql`r.room`)}`)
  const [row] = rows
  return {
    reports: Number(row?.reports ?? 0),
    dismissed: Number(row?.dismissed ?? 0),
    badFaith: Number(row?.badFaith ?? 0),
  }
}

/** People by exact user ID or exact name, whoever is in a room now first. */
export async function findPeople(
  operator: Operator,
  { search }: FindPeopleInput,
): Promise<{ people: FoundPerson[] }> {
  assertCan(operator, 'person.see')
  if (search === '') return { people: [] }
  const db = await database()
  const { rows } = await db.execute<FoundPerson>(sql`
    select distinct on (user_id) user_id as "userId", name, room, left_at is null as here from (
      (select user_id, name, room, left_at, joined_at from participants
        where user_id = ${search} and ${coversRoomSql(operator, sql`room`)} order by joined_at desc limit 1)
      union all
      (select user_id, name, room, left_at, joined_at from participants
        where left_at is null and user_id is not null and lower(name) = lower(${search})
          and ${coversRoomSql(operator, sql`room`)} limit ${MOST_FOUND})
    ) found
    order by user_id, joined_at desc limit ${MOST_FOUND}`)
  return { people: rows }
}
