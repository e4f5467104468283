import { z } from 'zod'
import { isShortEnoughId, MAX_ID_UNITS } from '#lib/daily/ids'
import { patternInput } from '#lib/permissions/schemas'
import { knownPolicyInput, policyInput } from '#lib/policies/schemas'
import { roomNameInput } from '#lib/rooms/schemas'
import { storableText } from '#lib/storable-text'
import { switchInput } from '#lib/switch'
import { LONGEST_BAN_SECONDS, momentInput } from './schemas.ts'

/** What one asks for when one bans people: on the page, from a file, or through the machine API. */

export const MAX_BANS = 10_000
const MAX_REASON = 1_000
const MAX_LINK = 2_000

/** The rules of a pasted list, for an ID that was read already. */
export const userIdInput = z
  .string()
  .min(1, 'There is no user ID here.')
  .refine(isShortEnoughId, `IDs have at most ${MAX_ID_UNITS} characters.`)
  .refine(
    (id) => !/[\p{Cc}\p{Cs}]/u.test(id),
    'An ID holds a control character or half a character, which no ID can have.',
  )

export const anyScopeInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('room'), room: roomNameInput }),
  z.strictObject({ kind: z.literal('pattern'), pattern: patternInput }),
  z.strictObject({ kind: z.literal('all') }),
])
export type AnyScopeInput = z.output<typeof anyScopeInput>

export const secondsInput = z
  .number()
  .int()
  .min(60, 'A ban lasts at least a minute.')
  .max(LONGEST_BAN_SECONDS, 'For longer than ten years choose “for good”.')

/** Seconds from the start, or a moment, or null for good. */
export const untilInput = z
  .union([z.strictObject({ seconds: secondsInput }), z.strictObject({ endsAt: momentInput() })])
  .nullable()
export type UntilInput = z.output<typeof untilInput>

export const banReasonInput = z
  .string()
  .max(MAX_REASON, `The reason has at most ${MAX_REASON.toLocaleString('en')} characters.`)
  .transform(storableText)

export const evidenceInput = z
  .string()
  .max(MAX_LINK, `The link has at most ${MAX_LINK.toLocaleString('en')} characters.`)
  .refine(isHttpsLink, 'Evidence is a link that begins with https://.')

function isHttpsLink(text: string): boolean {
  return /^https:\/\/[^\s\p{Cc}\p{Cs}]+$/u.test(text) && URL.canParse(text)
}

export const banTermsInput = z.strictObject({
  scope: anyScopeInput,
  /** Null is now; so is what has passed meanwhile. */
  startsAt: momentInput().nullable().default(null),
  until: untilInput,
  policy: policyInput,
  reason: banReasonInput.default(''),
  evidence: evidenceInput.nullable().default(null),
})
export type BanTermsInput = z.output<typeof banTermsInput>

/** Terms that were asked for a while ago: the policy may be withdrawn since. */
export const askedTermsInput = banTermsInput.extend({ policy: knownPolicyInput })

export const userIdsInput = z
  .array(userIdInput)
  .min(1, 'Name at least one user ID.')
  .max(MAX_BANS, `At most ${MAX_BANS.toLocaleString('en')} user IDs at once.`)
  .transform((ids) => [...new Set(ids)])

export const banPeopleInput = z.strictObject({
  userIds: userIdsInput,
  terms: banTermsInput,
  /** Whoever is banned already in this scope: keep the longer ban, instead of being told. */
  evenIfBanned: switchInput,
})
export type BanPeopleInput = z.output<typeof banPeopleInput>
export type BanPeopleRequest = z.input<typeof banPeopleInput>

export const previewBansInput = z.strictObject({
  userIds: userIdsInput,
  terms: banTermsInput,
})
export type PreviewBansInput = z.output<typeof previewBansInput>
