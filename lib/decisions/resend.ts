import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { appendAudit, SYSTEM } from '#lib/audit/record'
import { chunksOf } from '#lib/chunks'
import { daily } from '#lib/daily/instance'
import { ejectWithRetry } from '#lib/daily/retry'
import { inTransaction, type Transaction } from '#lib/db/database'
import { inTexts, jsonRows } from '#lib/db/sql'
import { processWide } from '#lib/process-wide'
import type { WatchedRow } from './confirm.ts'
import type { Sight } from './findings.ts'
import { MAX_PER_CALL } from './plan.ts'
import { tellEnforced } from './tell.ts'

type StillSeen = { target: WatchedRow; sight: Sight }

/** An answer that takes longer must not keep presence and the other decisions waiting. */
const ANSWER_WITHIN_MS = 5_000

const running = () => processWide('resends-running', () => new Map<string, Promise<void>>())

/**
 * Sends again, by participant ID alone, people whose eject is unconfirmed and whom presence still lists. A decision whose
 * last sending again still runs is left alone.
 */
export async function resendSeen(decisionId: string, seen: StillSeen[]): Promise<void> {
  if (seen.length === 0 || running().has(decisionId)) return
  const run = resendAll(seen).finally(() => running().delete(decisionId))
  running().set(decisionId, run)
  await Promise.race([run, delay(ANSWER_WITHIN_MS, undefined, { ref: false })])
}

async function resendAll(seen: StillSeen[]): Promise<void> {
  for (const chunk of chunksOf(seen, MAX_PER_CALL)) await resendChunk(chunk)
}

async function resendChunk(chunk: StillSeen[]): Promise<void> {
  const [first] = chunk
  if (first === undefined) return
  const { room, ban, decisionId } = first.target
  const ids = [...new Set(chunk.flatMap(({ sight }) => sight.resendIds))].slice(0, MAX_PER_CALL)
  const attempt = await ejectWithRetry(daily(), room, { ids, userIds: [], ban })
  const ejectedIds = attempt.kind === 'answered' ? [...attempt.ejectedIds] : []
  const rows = chunk.map(({ target, sight }) => ({
    position: target.position,
    ejected: sight.resendIds.some((id) => ejectedIds.includes(id)),
  }))
  await inTransaction(async (tx) => {
    await updateTargets(tx, decisionId, rows, ejectedIds)
    await tx.execute(sql`
      update participants set ejected_at = clock_timestamp(), ejected_with_ban = ${ban}
      where room = ${room} and participant_id ${inTexts(ejectedIds)}`)
    await tellEnforced(
      tx,
      decisionId,
      rows.flatMap(({ position, ejected }) => (ejected ? [position] : [])),
    )
    await appendAudit(tx, {
      actor: SYSTEM,
      verb: 'participant.eject',
      result: attempt.kind === 'answered' ? 'done' : 'failed',
      room,
      decisionId,
      details: { again: true, answer: attempt.kind, ejected: rows.filter((row) => row.ejected).length },
      subjects: chunk.map(({ target: { kind, id, userId, name } }, index) => ({
        kind,
        id,
        userId,
        name,
        ejected: rows[index]?.ejected ?? false,
      })),
    })
  })
}

type Resent = { position: number; ejected: boolean }

async function updateTargets(
  tx: Transaction,
  decisionId: string,
  rows: Resent[],
  ejectedIds: string[],
): Promise<void> {
  await tx.execute(sql`
    with sent as (
      update decision_targets t set resends = resends + 1, answered_at = clock_timestamp(),
        outcome = case when r.ejected then 'ejected' else t.outcome end,
        reason = case when r.ejected then null else t.reason end,
        sessions = case when r.ejected then (
          select coalesce(jsonb_agg(case when e ->> 'participantId' ${inTexts(ejectedIds)} then e || '{"ejected": true}' else e end), '[]')
          from jsonb_array_elements(t.sessions) e) else t.sessions end
      from jsonb_to_recordset(${jsonRows(rows)}) as r(position int, ejected boolean)
      where t.decision_id = ${decisionId}::uuid and t.position = r.position
      returning t.ban_id, r.ejected
    )
    update bans set enforced_count = enforced_count + 1, last_enforced_at = clock_timestamp()
    where id in (select ban_id from sent where ejected)
      and exists (select 1 from decisions where id = ${decisionId}::uuid and automated)`)
}
