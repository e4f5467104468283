import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { SYSTEM } from '#lib/audit/record'
import { chunksOf } from '#lib/chunks'
import { closesRoom, isActiveBan } from '#lib/db/ban-conditions'
import { inTransaction, type Transaction } from '#lib/db/database'
import { type RawTime, toMs } from '#lib/db/sql'
import { MAX_RESENDS } from '#lib/decisions/findings'
import { type Intent, recordIntentIn } from '#lib/decisions/intent'
import { MAX_PER_CALL } from '#lib/decisions/plan'
import { settleSoleCall } from '#lib/decisions/settle'
import { log } from '#lib/log'
import { isKnownPolicy } from '#lib/policies/book'
import { type PolicyCode, USUAL_POLICY } from '#lib/policies/policies'
import { LEAVING_SECONDS } from '#lib/presence/roster'
import { isWithinCap } from './cap.ts'

const SYSTEM_ID = 'system'
const ENFORCING = 7_265_003
/** A room whose answer takes longer must not keep presence and the other rooms waiting. */
const ANSWER_WITHIN_MS = 5_000

/** An eject that goes on failing is tried at every look a few times, then after growing pauses. */
const PATIENT_TRIES = 4
const FIRST_PAUSE_SECONDS = 30
const LONGEST_PAUSE_SECONDS = 600

type Offence = {
  room: string
  participantId: string
  userId: string
  banId: string
  policy: string
  until: RawTime
  /** How often Roomwarden has tried this session already. */
  tries: number | string
}

/** Ejects everybody who is in a room that an active ban closes to them, and waits a while for Daily's answers. */
export async function enforceBans(): Promise<void> {
  await Promise.race([
    Promise.all(await startEnforcing()),
    delay(ANSWER_WITHIN_MS, undefined, { ref: false }),
  ])
}

/**
 * Begins to eject everybody whom a ban closes the room to, and gives the calls under way. Sessions in an open decision,
 * and those that `ejectedIds` named within 30 s, are left alone; so are those that confirmation is about to send again.
 * One process at a time decides, so that nobody is decided on twice.
 */
export async function startEnforcing(): Promise<Promise<void>[]> {
  const intents = await inTransaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ENFORCING})`)
    const offences = await findOffences(tx)
    if (offences.length === 0 || !(await isWithinCap(tx, offences))) return []
    return recordEnforcement(tx, offences)
  })
  return intents.flatMap(({ sole }) => (sole === null ? [] : [settleSoleCall(sole)]))
}

async function findOffences(tx: Transaction): Promise<Offence[]> {
  const { rows } = await tx.execute<Offence>(sql`
    with offences as materialized (
      select distinct on (p.room, p.participant_id) p.room, p.participant_id, p.user_id, b.id as ban_id, b.policy, b.ends_at
      from participants p join bans b on b.user_id = p.user_id
      where p.left_at is null and ${isActiveBan} and ${closesRoom(sql`p.room`)}
        and (p.ejected_at is null or p.ejected_at < now() - make_interval(secs => ${LEAVING_SECONDS}))
        and p.user_id not in (select user_id from protected_user_ids)
      order by p.room, p.participant_id, b.ends_at desc nulls first
    ), busy as materialized (
      select d.room, unnest(array[t.target_id, t.user_id]) as id
      from decisions d join decision_targets t on t.decision_id = d.id
      where d.status = 'open' and t.outcome is null
      union
      select d.room, unnest(case t.kind when 'participant' then array[t.target_id] else array[]::text[] end
          || array(select e ->> 'participantId' from jsonb_array_elements(t.sessions) e))
      from decisions d join decision_targets t on t.decision_id = d.id
      where d.watch_until > now() and t.outcome = 'unconfirmed' and t.resends < ${MAX_RESENDS}
    ), tried as materialized (
      select t.target_id, count(*) as tries, max(d.asked_at) as last
      from decisions d join decision_targets t on t.decision_id = d.id
      where d.source = 'enforcement' and d.asked_at > now() - interval '1 day'
      group by t.target_id
    )
    select o.room, o.participant_id as "participantId", o.user_id as "userId", o.ban_id as "banId", o.policy,
      o.ends_at as until, coalesce(e.tries, 0) as tries
    from offences o left join tried e on e.target_id = o.participant_id
    where (coalesce(e.tries, 0) < ${PATIENT_TRIES} or e.last < now() - make_interval(
        secs => least(${LONGEST_PAUSE_SECONDS}, ${FIRST_PAUSE_SECONDS} * power(2, e.tries - ${PATIENT_TRIES}))))
      and (o.room, o.participant_id) not in (select room, id from busy where id is not null)
      and (o.room, o.user_id) not in (select room, id from busy where id is not null)`)
  return rows
}

async function recordEnforcement(tx: Transaction, offences: Offence[]): Promise<Intent[]> {
  const intents: Intent[] = []
  for (const [room, ofRoom] of Map.groupBy(offences, (offence) => offence.room)) {
    for (const chunk of chunksOf(ofRoom, MAX_PER_CALL)) {
      intents.push(await recordOne(tx, room, chunk))
      log().info({ room, people: chunk.length }, 'bans are put into effect')
    }
  }
  return intents
}

function recordOne(tx: Transaction, room: string, offences: Offence[]): Promise<Intent> {
  const bans = new Map(
    offences.map(({ userId, banId, until }) => [
      userId,
      { banId, state: 'kept', until: toMs(until) } as const,
    ]),
  )
  return recordIntentIn(
    tx,
    { id: SYSTEM_ID, name: SYSTEM.name, actor: SYSTEM },
    {
      room,
      intentKey: randomUUID(),
      targets: offences.map(({ participantId }) => ({ kind: 'participant', id: participantId })),
      ban: true,
      banScope: { kind: 'room' },
      banSeconds: null,
      policy: toPolicyCode(offences[0]?.policy),
      reason: 'A ban closes this room to them.',
    },
    bans,
  )
}

function toPolicyCode(text: string | undefined): PolicyCode {
  return text !== undefined && isKnownPolicy(text) ? text : USUAL_POLICY
}
