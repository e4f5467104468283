import { z } from 'zod'
import { switchInput } from '#lib/switch'

/** Daily allows 20 calls a second for the key, which the host app shares. */
export const MAX_CALLS_PER_SECOND = 20
export const DEFAULT_CALLS_PER_SECOND = 15

export const paceInput = z.strictObject({
  callsPerSecond: wholeNumber('calls a second')
    .min(1, 'At least 1 call a second.')
    .max(MAX_CALLS_PER_SECOND, `At most ${MAX_CALLS_PER_SECOND} calls a second: Daily refuses more.`),
})
export type PaceInput = z.output<typeof paceInput>

export const DEFAULT_JOIN_WAVE: JoinWaveInput = { joins: 10, minutes: 2 }

export const joinWaveInput = z.strictObject({
  joins: wholeNumber('joins').min(2, 'At least 2 joins make a wave.').max(2_000, 'At most 2,000 joins.'),
  minutes: wholeNumber('minutes').min(1, 'At least 1 minute.').max(60, 'At most 60 minutes.'),
})
export type JoinWaveInput = z.output<typeof joinWaveInput>

export const DEFAULT_HISTORY_DAYS = 365

export const historyInput = z.strictObject({
  days: wholeNumber('days').min(1, 'At least 1 day.').max(3_650, 'At most 3,650 days, which is ten years.'),
})
export type HistoryInput = z.output<typeof historyInput>

export const DEFAULT_ENFORCEMENT_CAP = 200

/** How many different people bans may eject within a minute before enforcement stops and asks. */
export const enforcementCapInput = z.strictObject({
  people: wholeNumber('people').min(1, 'At least 1 person.').max(10_000, 'At most 10,000 people.'),
})
export type EnforcementCapInput = z.output<typeof enforcementCapInput>

export const banApprovalInput = z.strictObject({ secondAdmin: switchInput })
export type BanApprovalInput = z.output<typeof banApprovalInput>

function wholeNumber(what: string) {
  return z.coerce.number(`Give a number of ${what}.`).int('Give a whole number.')
}
