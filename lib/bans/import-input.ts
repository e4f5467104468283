import { z } from 'zod'
import { knownPolicyInput } from '#lib/policies/schemas'
import { storableText } from '#lib/storable-text'
import { switchInput } from '#lib/switch'
import {
  anyScopeInput,
  banReasonInput,
  banTermsInput,
  evidenceInput,
  MAX_BANS,
  untilInput,
  userIdInput,
} from './request.ts'
import { momentInput } from './schemas.ts'

const MAX_FILE_UNITS = 3 * 1024 * 1024
const MAX_NAME = 2_000

export const importNameInput = z
  .string()
  .max(MAX_NAME, `The name has at most ${MAX_NAME.toLocaleString('en')} characters.`)
  .transform(storableText)

/** A ban of a file. What its row does not say is taken from the defaults. */
export const importRowInput = z.strictObject({
  line: z.number().int(),
  userId: userIdInput,
  name: importNameInput.nullable(),
  terms: z.strictObject({
    scope: anyScopeInput.exactOptional(),
    startsAt: momentInput().exactOptional(),
    until: untilInput.exactOptional(),
    policy: knownPolicyInput.exactOptional(),
    reason: banReasonInput.exactOptional(),
    evidence: evidenceInput.nullable().exactOptional(),
  }),
})
export type ImportRow = z.output<typeof importRowInput>

export const importBansInput = z.strictObject({
  rows: z.array(importRowInput).max(MAX_BANS, `At most ${MAX_BANS.toLocaleString('en')} rows in one import.`),
  defaults: banTermsInput,
  /** Whoever is banned already in the same scope: the longer ban holds. Otherwise they are left out. */
  evenIfBanned: switchInput,
})
export type ImportBansInput = z.output<typeof importBansInput>

export const importFileInput = z.strictObject({
  text: z
    .string()
    .min(1, 'Choose a file.')
    .max(MAX_FILE_UNITS, 'This file is larger than 3 MB. Import it in smaller parts.'),
  defaults: banTermsInput,
  evenIfBanned: switchInput,
})
export type ImportFileInput = z.output<typeof importFileInput>
export type ImportFileRequest = z.input<typeof importFileInput>
