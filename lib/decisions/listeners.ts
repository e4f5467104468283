import 'server-only'
import { processWide } from '#lib/process-wide'

type Hooks = {
  /** A longer list was stored: whoever makes bulk calls may begin. */
  bulkStored: (decisionId: string) => void
  /** Bans came into being: other rooms they cover have to be looked at, at once. */
  bansStored: () => void
}

const hooks = () =>
  processWide<Hooks>('decision-hooks', () => ({ bulkStored: () => {}, bansStored: () => {} }))

/** Registered by `lib/jobs` at boot. */
export function onDecisions(registered: Partial<Hooks>): void {
  Object.assign(hooks(), registered)
}

export function tellBulkStored(decisionId: string): void {
  hooks().bulkStored(decisionId)
}

export function tellBansStored(): void {
  hooks().bansStored()
}
