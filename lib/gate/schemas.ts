import { z } from 'zod'
import { isShortEnoughId, MAX_ID_UNITS } from '#lib/daily/ids'
import { roomNameInput } from '#lib/rooms/schemas'
import { storableText } from '#lib/storable-text'

export const MAX_USER_IDS = 100
const TOO_LONG = `A user ID has at most ${MAX_ID_UNITS} characters.`

/** As Daily takes it: any text of at most 36 UTF-16 units, letter case and white space included. */
export const userIdInput = z
  .string('Give a user ID.')
  .min(1, 'A user ID is not empty.')
  .max(MAX_ID_UNITS, TOO_LONG)
  .refine(isShortEnoughId, TOO_LONG)
  .transform(storableText)

export const gateInput = z.strictObject({ room: roomNameInput, user_id: userIdInput })
export type GateInput = z.output<typeof gateInput>

export const gateBatchInput = z.strictObject({
  room: roomNameInput,
  user_ids: z
    .array(userIdInput, 'Give a list of user IDs.')
    .min(1, 'Give at least one user ID.')
    .max(MAX_USER_IDS, `At most ${MAX_USER_IDS} user IDs at once.`),
})
export type GateBatchInput = z.output<typeof gateBatchInput>

export const gateBan = z.object({
  id: z.uuid(),
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('room'), room: z.string() }),
    z.object({ kind: z.literal('pattern'), pattern: z.string() }),
    z.object({ kind: z.literal('all') }),
  ]),
  policy: z.string(),
  ends_at: z.iso.datetime().nullable().describe('UTC; null is for good.'),
})
export type GateBan = z.output<typeof gateBan>

const allowed = { allowed: z.literal(true) }
const banned = { allowed: z.literal(false), ban: gateBan }

export const gateAnswer = z.union([z.object(allowed), z.object(banned)])
export type GateAnswer = z.output<typeof gateAnswer>

export const gateBatchAnswer = z.object({
  answers: z
    .array(
      z.union([z.object({ user_id: z.string(), ...allowed }), z.object({ user_id: z.string(), ...banned })]),
    )
    .describe('One for each user ID, in the order asked.'),
})
export type GateBatchAnswer = z.output<typeof gateBatchAnswer>

const LONGEST_TOKEN_SECONDS = 86_400

const unixSeconds = z.number('Give Unix seconds.').int('Give whole Unix seconds.').min(0).max(2_147_483_647)

const ADMIN_POWERS = ['participants', 'streaming', 'transcription'] as const

/** Daily's own names, so that a backend only changes the address it asks. What is not listed is refused. */
export const meetingTokenInput = z
  .strictObject({
    room_name: roomNameInput,
    user_id: userIdInput,
    exp: unixSeconds
      .refine((exp) => exp > Date.now() / 1_000, 'exp must lie in the future.')
      .refine(
        (exp) => exp <= Date.now() / 1_000 + LONGEST_TOKEN_SECONDS,
        'exp must lie at most 24 hours ahead.',
      )
      .describe('Unix seconds, in the future and at most 24 hours ahead.'),
    user_name: z
      .string()
      .max(256, 'A user_name has at most 256 characters.')
      .transform(storableText)
      .optional(),
    is_owner: z.boolean().optional().describe('true needs the scope meeting-tokens:owner.'),
    permissions: z
      .strictObject({ canAdmin: z.union([z.boolean(), z.array(z.enum(ADMIN_POWERS))]) })
      .optional()
      .describe('Any power in canAdmin needs the scope meeting-tokens:owner.'),
    nbf: unixSeconds.optional(),
    eject_at_token_exp: z.boolean().optional(),
  })
  .refine(({ nbf, exp }) => nbf === undefined || nbf < exp, {
    path: ['nbf'],
    message: 'nbf must lie before exp.',
  })
export type MeetingTokenInput = z.output<typeof meetingTokenInput>

export const meetingTokenAnswer = z.object({ token: z.string() })
export type MeetingTokenAnswer = z.output<typeof meetingTokenAnswer>
