import { z } from 'zod'
import { SCOPES } from '#lib/permissions/api-caller'
import { patternsInput, patternsOf } from '#lib/permissions/schemas'
import { storableText } from '#lib/storable-text'

/** A day, which counts to its end in UTC, or a moment with its zone. Empty is never. */
const expiryInput = z
  .string()
  .trim()
  .refine((text) => text === '' || toExpiry(text) !== null, 'Give a day as 2027-01-31.')
  .transform((text) => (text === '' ? null : toExpiry(text)))
  .refine((expiresAt) => expiresAt === null || expiresAt.getTime() > Date.now(), 'This day is over already.')

function toExpiry(text: string): Date | null {
  const isDay = z.iso.date().safeParse(text).success
  if (!isDay && !z.iso.datetime({ offset: true }).safeParse(text).success) return null
  return new Date(isDay ? `${text}T23:59:59.999Z` : text)
}

export const newTokenInput = z.strictObject({
  name: z
    .string('Give the token a name.')
    .trim()
    .min(1, 'Give the token a name.')
    .max(120, 'The name has at most 120 characters.')
    .transform(storableText),
  scopes: z
    .array(z.enum(SCOPES, `A scope is one of ${SCOPES.join(', ')}.`))
    .min(1, 'Choose at least one scope.')
    .max(SCOPES.length)
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
  patterns: patternsInput,
  expires: expiryInput.default(null),
})
export type NewTokenInput = z.output<typeof newTokenInput>

/** One field a scope, patterns as text, as the form in the settings sends them. */
export const tokenFormInput = z.preprocess((form) => {
  if (!(form instanceof FormData)) return form
  return {
    name: form.get('name'),
    scopes: form.getAll('scopes'),
    patterns: patternsOf(form),
    expires: form.get('expires') ?? '',
  }
}, newTokenInput)

export const revokeTokenInput = z.strictObject({ tokenId: z.uuid('This is no ID of an API token.') })
export type RevokeTokenInput = z.output<typeof revokeTokenInput>
