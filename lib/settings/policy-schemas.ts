import { z } from 'zod'
import { BAN_LENGTHS, URGENCIES } from '#lib/policies/policies'
import { storableText } from '#lib/storable-text'

export const MAX_POLICY_TITLE = 80
export const MAX_POLICY_TEXT = 10_000
const FOR_GOOD = 'good'

const codeInput = z
  .string('Give the policy a code.')
  .regex(
    /^[a-z][a-z0-9_]{1,39}$/,
    'A code has 2 to 40 small letters, digits and _, and begins with a letter.',
  )

/** A form says `good`; null is the same. */
const banSecondsInput = z
  .union([z.number(), z.string(), z.null()], 'Choose how long a ban lasts.')
  .transform((length) => (length === null || length === FOR_GOOD ? null : Number(length)))
  .refine(
    (length) => length === null || BAN_LENGTHS.some((known) => known === length),
    'Choose how long a ban lasts.',
  )

const wording = {
  title: filled(MAX_POLICY_TITLE, 'The title', 'Give the policy a title.').refine(
    (title) => !/\p{Cc}/u.test(title),
    'A title stands on one line.',
  ),
  text: filled(MAX_POLICY_TEXT, 'The text', 'Say what breaks this policy.'),
  urgency: z.enum(URGENCIES, 'Choose how urgent a report is.'),
  banSeconds: banSecondsInput,
}

export const createPolicyInput = z.strictObject({ code: codeInput, ...wording })
export type CreatePolicyInput = z.output<typeof createPolicyInput>

/** `seen`: the version that was looked at. If there is a newer one, a colleague was faster. */
const seenPolicy = { code: codeInput, seen: z.coerce.number().int().min(1) }

export const changePolicyInput = z.strictObject({ ...seenPolicy, ...wording })
export type ChangePolicyInput = z.output<typeof changePolicyInput>

export const offerPolicyInput = z.strictObject({ ...seenPolicy, offered: z.boolean() })
export type OfferPolicyInput = z.output<typeof offerPolicyInput>

function filled(max: number, what: string, otherwise: string) {
  return z
    .string(otherwise)
    .trim()
    .min(1, otherwise)
    .max(max, `${what} has at most ${max.toLocaleString('en')} characters.`)
    .transform(storableText)
}
