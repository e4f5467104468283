import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { DailyEvent } from '#lib/daily/webhook-event'
import { inTransaction, type Transaction } from '#lib/db/database'
import { presenceState, webhookEvents } from '#lib/db/schema'
import { wantPoll } from './events.ts'
import { tellArrival } from './listeners.ts'
import { endedHow } from './rows.ts'

/**
 * Stores an event of Daily's webhook once and acts on it. When this returns the event is kept. One that is repeated, late
 * or early changes nothing and brings a poll forward.
 */
export async function takeWebhookEvent(event: DailyEvent): Promise<void> {
  const isBelieved = await inTransaction(async (tx) => {
    const isNew = await keep(tx, event)
    if (!isNew || event.standing !== 'fresh') return false
    if (event.type === 'participant.joined') await noteJoined(tx, event)
    if (event.type === 'participant.left') await noteLeft(tx, event)
    await tx.update(presenceState).set({ webhookAt: new Date() }).where(eq(presenceState.id, 1))
    return true
  })
  if (!isBelieved || event.type === 'meeting.ended') await wantPoll()
  if (isBelieved && event.type === 'participant.joined') tellArrival()
}

async function keep(tx: Transaction, event: DailyEvent): Promise<boolean> {
  const { key, type, room, participantId, happenedAt, standing, body } = event
  const rows = await tx
    .insert(webhookEvents)
    .values({ key, type, room, participantId, happenedAt, standing, body: body ?? {} })
    .onConflictDoNothing({ target: webhookEvents.key })
    .returning({ key: webhookEvents.key })
  return rows.length === 1
}

/** A session whose end is known already stays ended: events come in any order. */
async function noteJoined(tx: Transaction, { room, participantId, userId, name, joinedAt }: DailyEvent) {
  if (room === null || participantId === null) return
  await tx.execute(sql`
    insert into participants (room, participant_id, user_id, name, joined_at, first_seen_at, source)
    values (${room}, ${participantId}, ${userId}, ${name},
      least(now(), coalesce(${joinedAt?.toISOString() ?? null}::timestamptz, now())), now(), 'webhook')
    on conflict (room, participant_id) do nothing`)
}

async function noteLeft(tx: Transaction, event: DailyEvent) {
  const { room, participantId, userId, name, joinedAt, happenedAt } = event
  if (room === null || participantId === null) return
  const leftAt = sql`least(now(), ${(happenedAt ?? new Date()).toISOString()}::timestamptz)`
  const joined = sql`least(${leftAt}, coalesce(${joinedAt?.toISOString() ?? null}::timestamptz, ${leftAt}))`
  await tx.execute(sql`
    insert into participants as p (room, participant_id, user_id, name, joined_at, first_seen_at, source, left_at, ended_how,
      left_by_webhook)
    values (${room}, ${participantId}, ${userId}, ${name}, ${joined}, ${joined}, 'webhook', ${leftAt}, 'left', true)
    on conflict (room, participant_id) do update
      set left_at = greatest(p.joined_at, excluded.left_at), ended_how = ${endedHow('left')}, left_by_webhook = true
      where p.left_at is null`)
}
