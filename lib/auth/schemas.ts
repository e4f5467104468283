import { z } from 'zod'
import { ROLES } from '#lib/permissions/permissions'
import { patternInput } from '#lib/permissions/schemas'
import { storableText } from '#lib/storable-text'

export const MIN_PASSWORD_LENGTH = 12
export const MAX_PASSWORD_LENGTH = 128

export const passwordInput = z
  .string('Give a password.')
  .min(MIN_PASSWORD_LENGTH, `A password has at least ${MIN_PASSWORD_LENGTH} characters.`)
  .max(MAX_PASSWORD_LENGTH, `A password has at most ${MAX_PASSWORD_LENGTH} characters.`)

export const signInInput = z.object({
  email: z
    .string('Give your e-mail address.')
    .trim()
    .min(1, 'Give your e-mail address.')
    .max(320)
    .transform(storableText),
  password: z.string('Give your password.').min(1, 'Give your password.').max(MAX_PASSWORD_LENGTH),
  returnTo: z.string().optional(),
})

export const changePasswordInput = z
  .strictObject({
    currentPassword: z
      .string('Give your current password.')
      .min(1, 'Give your current password.')
      .max(MAX_PASSWORD_LENGTH),
    newPassword: passwordInput,
    repeated: z.string(),
  })
  .refine((input) => input.newPassword === input.repeated, {
    path: ['repeated'],
    message: 'The two new passwords differ.',
  })
export type ChangePasswordInput = z.output<typeof changePasswordInput>

export const emailInput = z
  .email('This is no e-mail address.')
  .max(320)
  .transform((email) => email.toLowerCase())

export const newOperatorInput = z.strictObject({
  email: emailInput,
  role: z.enum(ROLES, `A role is one of ${ROLES.join(', ')}.`),
  password: passwordInput,
  name: z.string().trim().min(1).max(120).transform(storableText).optional(),
  /** Absent or empty covers all rooms. */
  patterns: z.array(patternInput).max(100).default([]),
})
export type NewOperatorInput = z.output<typeof newOperatorInput>
