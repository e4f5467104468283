import 'server-only'
import { processWide } from '#lib/process-wide'

const hook = () => processWide('ban-listener', () => ({ tell: () => {} }))

/** Registered by `lib/jobs` at boot: bans came into being, and whoever is in a room they close has to go. */
export function onBans(tell: () => void): void {
  hook().tell = tell
}

export function tellBans(): void {
  hook().tell()
}
