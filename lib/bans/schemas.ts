import { z } from 'zod'
import { parseCursor } from '#lib/keyset'
import { isRoomPattern } from '#lib/permissions/room-pattern'
import { storableText } from '#lib/storable-text'

export const banScopeInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('room') }),
  z.strictObject({
    kind: z.literal('pattern'),
    pattern: z.string().refine(isRoomPattern, 'A pattern has letters, digits, - and _, and * for anything.'),
  }),
  z.strictObject({ kind: z.literal('all') }),
])
export type BanScopeInput = z.output<typeof banScopeInput>

const DAY_SECONDS = 86_400
export const DEFAULT_BAN_SECONDS = 7 * DAY_SECONDS
const LONGEST_BAN_SECONDS = 3_650 * DAY_SECONDS

/** Length of a ban in seconds; null is for good; absent is seven days. */
export const banSecondsInput = z
  .number()
  .int()
  .min(60, 'A ban lasts at least a minute.')
  .max(LONGEST_BAN_SECONDS, 'For longer than ten years choose “for good”.')
  .nullable()
  .default(DEFAULT_BAN_SECONDS)

export const liftBanInput = z.strictObject({
  banId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(1, 'Say why the ban is lifted.')
    .max(1_000, 'The reason has at most 1,000 characters.')
    .transform(storableText),
})
export type LiftBanInput = z.output<typeof liftBanInput>

const banCursor = z
  .string()
  .transform(parseCursor)
  .refine((cursor) => cursor === null || z.uuid().safeParse(cursor.id).success)

/** From an address: what cannot be read counts as absent. */
export const listBansInput = z.object({
  cursor: banCursor.nullable().catch(null),
  search: z
    .string()
    .max(200)
    .catch('')
    .transform((text) => storableText(text.trim())),
})
export type ListBansInput = z.output<typeof listBansInput>
