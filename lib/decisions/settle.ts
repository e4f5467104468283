import 'server-only'
import PQueue from 'p-queue'
import type { EjectRequest } from '#lib/daily/eject'
import { daily } from '#lib/daily/instance'
import { ejectWithRetry } from '#lib/daily/retry'
import { processId } from '#lib/db/lease'
import { log, traceOf } from '#lib/log'
import { processWide } from '#lib/process-wide'
import {
  type CallWork,
  type ClaimedDecision,
  claimDecision,
  listPendingCalls,
  prepareCall,
  renewClaim,
} from './calls.ts'
import type { SoleCall } from './intent.ts'
import { readOutcome, strangersAmong } from './outcomes.ts'
import { markInterrupted, recordOutcome, userIdsOf } from './record-outcome.ts'
import { isStillListed, toCallRequest } from './sending.ts'

const CALLS_IN_FLIGHT = 12
const RENEW_MS = 4_000

const running = () => processWide('decisions-running', () => new Map<string, Promise<void>>())
const stopSignal = () => processWide('decisions-stop', () => new AbortController())

/** Makes the calls of an open decision that are still to be made. One run a decision and process; safe to ask twice. */
export function settleDecision(decisionId: string): Promise<void> {
  return runOnce(decisionId, () => whileClaimed(decisionId, settle))
}

/** Makes the one call of a decision that this process stored a moment ago, claimed and marked as sent with the intent. */
export function settleSoleCall({ decision, work }: SoleCall): Promise<void> {
  return runOnce(decision.id, () => whileHeld(decision, (held, signal) => makeCall(held, work, signal)))
}

function runOnce(decisionId: string, work: () => Promise<void>): Promise<void> {
  const known = running().get(decisionId)
  if (known !== undefined) return known
  const run = work()
    .catch((error: unknown) =>
      log().error(
        { decisionId, err: traceOf(error) },
        'a decision could not be carried on; it will be taken up again',
      ),
    )
    .finally(() => running().delete(decisionId))
  running().set(decisionId, run)
  return run
}

/** Sends nothing more and waits for what is under way; what is left open is taken up at the next start. */
export async function stopSettling(): Promise<void> {
  stopSignal().abort()
  await Promise.all(running().values())
}

type Work = (decision: ClaimedDecision, signal: AbortSignal) => Promise<void>

async function whileClaimed(decisionId: string, work: Work): Promise<void> {
  const decision = await claimDecision(decisionId, processId())
  if (decision !== null) await whileHeld(decision, work)
}

/** Holds the decision against other processes as long as the work takes; `signal` says that it was lost or must end. */
async function whileHeld(decision: ClaimedDecision, work: Work): Promise<void> {
  const lost = new AbortController()
  const renewal = setInterval(
    () =>
      void renewClaim(decision.id, processId()).then(
        (kept) => kept || lost.abort(),
        () => lost.abort(),
      ),
    RENEW_MS,
  )
  try {
    await work(decision, AbortSignal.any([lost.signal, stopSignal().signal]))
  } finally {
    clearInterval(renewal)
  }
}

async function settle(decision: ClaimedDecision, signal: AbortSignal): Promise<void> {
  await markInterrupted(decision)
  for (const phase of await listPendingCalls(decision)) await runAll(decision, phase, signal)
}

/** One failed call never stops the others. */
async function runAll(decision: ClaimedDecision, calls: number[], signal: AbortSignal): Promise<void> {
  const waiting = [...calls]
  // One after another: the first call need not wait until as many as may be under way are prepared.
  const preparing = new PQueue({ concurrency: 1 })
  let failure: unknown = null
  const worker = async () => {
    for (let callNo = waiting.shift(); callNo !== undefined; callNo = waiting.shift()) {
      if (signal.aborted) return
      try {
        const work = await preparing.add(() => prepareCall(decision, callNo))
        if (work !== null) await makeCall(decision, work, signal)
      } catch (error) {
        failure = error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(CALLS_IN_FLIGHT, calls.length) }, worker))
  if (failure !== null) throw failure
}

async function makeCall(decision: ClaimedDecision, work: CallWork, signal: AbortSignal): Promise<void> {
  const request = toCallRequest(work.targets, decision.ban)
  const attempt = work.stopped ? NOT_SENT : await send(decision, request, signal)
  // Nothing was sent and this process stops: the call stays open for whoever takes the decision up.
  if (attempt.kind === 'not_sent' && signal.aborted) return
  const strangers = attempt.kind === 'answered' ? strangersAmong(work.targets, attempt.ejectedIds) : []
  const owners = await userIdsOf(decision.room, strangers)
  const whose = { userIds: request.userIds, userIdOf: (id: string) => owners.get(id) ?? null }
  const call = readOutcome(work.targets, attempt, whose)
  await recordOutcome(decision, work, call, attempt)
}

const NOT_SENT = { kind: 'not_sent', attempts: 0 } as const

function send(decision: ClaimedDecision, request: EjectRequest, signal: AbortSignal) {
  return ejectWithRetry(daily(), decision.room, request, {
    bulk: decision.calls > 1,
    signal,
    stillListed: () => isStillListed(decision.room, request),
  })
}
