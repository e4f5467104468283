import 'server-only'
import { processWide } from '#lib/process-wide'

const hook = () => processWide('outbox-listener', () => ({ wake: () => {} }))

/** Registered by `lib/jobs` at boot: something was told and can be sent. */
export function onTold(wake: () => void): void {
  hook().wake = wake
}

export function wakeDelivery(): void {
  hook().wake()
}
