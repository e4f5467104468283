import 'server-only'
import { log, traceOf } from '#lib/log'
import { processWide } from '#lib/process-wide'

/** What a finished poll tells. Nobody in a partial room may be called gone. */
export type PresenceNews = { asOf: Date; partialRooms: Set<string> }
type Listener = (news: PresenceNews) => Promise<void>

const listeners = () => processWide('presence-listeners', () => new Map<string, Listener>())

/** Registered by `lib/jobs` at boot. The name makes a second registration replace the first. */
export function onPresence(name: string, listener: Listener): void {
  listeners().set(name, listener)
}

/** One listener's failure keeps none of the others from hearing. */
export async function tellPresence(news: PresenceNews): Promise<void> {
  for (const [name, listener] of listeners()) {
    await listener(news).catch((error: unknown) =>
      log().error({ listener: name, err: traceOf(error) }, 'a presence listener failed'),
    )
  }
}

const arrival = () => processWide('arrival-listener', () => ({ tell: () => {} }))

/** Registered by `lib/jobs` at boot: somebody came of whom a webhook told. */
export function onArrival(tell: () => void): void {
  arrival().tell = tell
}

export function tellArrival(): void {
  arrival().tell()
}
