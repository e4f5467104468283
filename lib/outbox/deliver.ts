import 'server-only'
import { log, traceOf } from '#lib/log'
import { type Claim, claimDue, holdBack, noteAttempt } from './claims.ts'
import { toMessage } from './message.ts'
import { createPost, type Post } from './post.ts'
import { verdictOn, wishOf } from './retry.ts'

const LOOK_EVERY_MS = 2_000
/** What is under way when the process is to end may still be answered; then it is broken off and sent again later. */
const GRACE_MS = 600

export type Delivering = {
  /** Begins to send what is due, as far as there is room. */
  sendDue: () => Promise<void>
  /** When nothing is under way any more. */
  idle: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Sends what was told. Each event arrives at least once: who is killed between sending and noting sends again, with the
 * same ID. A webhook that answers slowly holds up itself alone.
 */
export function createDelivering(post: Post = createPost()): Delivering {
  const running = new Map<string, { webhookId: string; run: Promise<void> }>()
  const stopping = new AbortController()
  let isStopped = false
  let claiming: Promise<void> | null = null
  let isAskedAgain = false

  async function claimAll(): Promise<void> {
    try {
      do {
        isAskedAgain = false
        for (const claim of await claimDue(countBusy(running.values()))) start(claim)
      } while (isAskedAgain && !isStopped)
    } finally {
      claiming = null
    }
  }

  function sendDue(): Promise<void> {
    if (isStopped) return Promise.resolve()
    isAskedAgain = true
    claiming ??= claimAll()
    return claiming
  }

  function start(claim: Claim): void {
    const run = send(claim, post, stopping.signal)
      .catch(report)
      .finally(() => {
        running.delete(claim.deliveryId)
        void sendDue().catch(report)
      })
    running.set(claim.deliveryId, { webhookId: claim.receiver.webhookId, run })
  }

  async function idle(): Promise<void> {
    while (claiming !== null || running.size > 0)
      await Promise.all([claiming, ...[...running.values()].map(({ run }) => run)])
  }

  async function stop(): Promise<void> {
    isStopped = true
    const grace = setTimeout(() => stopping.abort(), GRACE_MS)
    await idle().catch(report)
    clearTimeout(grace)
  }

  return { sendDue, idle, stop }
}

function countBusy(running: Iterable<{ webhookId: string }>): { webhookId: string; count: number }[] {
  const byWebhook = Map.groupBy(running, ({ webhookId }) => webhookId)
  return [...byWebhook].map(([webhookId, { length }]) => ({ webhookId, count: length }))
}

async function send(claim: Claim, post: Post, signal: AbortSignal): Promise<void> {
  const answer = await post(toMessage(claim.receiver, claim.event, new Date()), signal)
  const verdict = verdictOn(answer, claim.attempts)
  const attempt =
    answer.kind === 'answered'
      ? { status: answer.status, fault: null }
      : { status: null, fault: answer.fault }
  await noteAttempt(claim, attempt, verdict)
  const wish = wishOf(answer, Date.now())
  if (verdict.state === 'waiting' && wish !== null) await holdBack(claim.receiver.webhookId, wish)
  if (verdict.state === 'given_up')
    log().warn(
      { deliveryId: claim.deliveryId, webhookId: claim.receiver.webhookId, ...attempt },
      'an outgoing webhook did not take an event; it is given up',
    )
}

/** Looks now and then, and at once when woken, while this process is the one to send. */
export function keepDelivering(mayDeliver: () => boolean, post?: Post) {
  const delivering = createDelivering(post)
  const wake = () => {
    if (mayDeliver()) void delivering.sendDue().catch(report)
  }
  const timer = setInterval(wake, LOOK_EVERY_MS)
  return {
    wake,
    stop: () => {
      clearInterval(timer)
      return delivering.stop()
    },
  }
}

function report(error: unknown): void {
  log().error({ err: traceOf(error) }, 'outgoing webhooks could not be sent; it is tried again')
}
