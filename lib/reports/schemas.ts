import 'server-only'
import { z } from 'zod'
import { evidenceInput } from '#lib/bans/request'
import { isShortEnoughId, MAX_ID_UNITS } from '#lib/daily/ids'
import { userIdInput } from '#lib/gate/schemas'
import { policyInput } from '#lib/policies/schemas'
import { roomNameInput } from '#lib/rooms/schemas'
import { storableText } from '#lib/storable-text'
import { MAX_REPORT_TEXT } from './view.ts'

const MAX_EVIDENCE = 10
const AHEAD_MS = 5 * 60_000
const BACK_MS = 30 * 86_400_000
export const LONGEST_LINK_SECONDS = 4 * 3_600
const LINK_SECONDS = 1_800

const LONG_PARTICIPANT_ID = `A participant ID has at most ${MAX_ID_UNITS} characters.`

const participantIdInput = z
  .string('Give a participant ID.')
  .min(1, 'A participant ID is not empty.')
  .max(MAX_ID_UNITS, LONG_PARTICIPANT_ID)
  .refine(isShortEnoughId, LONG_PARTICIPANT_ID)
  .refine((id) => storableText(id) === id, 'A participant ID holds a character that no ID can have.')

export const reportTextInput = z
  .string('Say what happened.')
  .max(MAX_REPORT_TEXT, `The text has at most ${MAX_REPORT_TEXT.toLocaleString('en')} characters.`)
  .transform(storableText)
  .refine((text) => text.trim() !== '', 'Say what happened.')

const occurredAtInput = z.iso
  .datetime({ offset: true, error: 'Write times with their zone, such as 2026-12-31T18:00:00Z.' })
  .transform((text) => new Date(text))
  .refine((at) => at.getTime() <= Date.now() + AHEAD_MS, 'occurred_at lies in the future.')
  .refine((at) => at.getTime() >= Date.now() - BACK_MS, 'occurred_at lies more than 30 days back.')

const WHOM = 'Give user_id or participant_id, or both.'

export const apiReportInput = z
  .strictObject({
    room: roomNameInput,
    user_id: userIdInput.nullish(),
    participant_id: participantIdInput.nullish(),
    category: policyInput.describe('The code of a policy.'),
    text: reportTextInput,
    reporter_user_id: userIdInput.nullish(),
    evidence: z
      .array(evidenceInput, 'Evidence is a list of links.')
      .max(MAX_EVIDENCE, `At most ${MAX_EVIDENCE} links.`)
      .default([]),
    occurred_at: occurredAtInput
      .nullish()
      .describe('With its zone, at most 30 days back. Absent: when it comes in.'),
  })
  .refine(({ user_id, participant_id }) => user_id != null || participant_id != null, {
    message: WHOM,
    path: ['user_id'],
  })
export type ApiReportInput = z.output<typeof apiReportInput>

export const IDEMPOTENCY_HEADER = 'Idempotency-Key'

export const idempotencyHeaders = z.object({
  [IDEMPOTENCY_HEADER]: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, 'An Idempotency-Key has 1 to 255 printable characters.')
    .optional()
    .describe('The same key with the same report is one report, however often it is sent.'),
})

export const reportAnswer = z.object({ id: z.uuid() })

export const reportLinkInput = z.strictObject({
  room: roomNameInput,
  reporter_user_id: userIdInput,
  participant_id: participantIdInput.nullish().describe('Whom the form has chosen at first.'),
  expires_in: z
    .int('Give whole seconds.')
    .min(60, 'A link lasts at least 60 seconds.')
    .max(LONGEST_LINK_SECONDS, 'A link lasts at most 4 hours.')
    .default(LINK_SECONDS)
    .describe('Seconds.'),
})
export type ReportLinkInput = z.output<typeof reportLinkInput>

export const reportLinkAnswer = z.object({ url: z.url() })

export const fileReportInput = z
  .strictObject({
    room: roomNameInput,
    userId: userIdInput.nullable(),
    participantId: participantIdInput.nullable(),
    category: policyInput,
    text: reportTextInput,
    /** One report for each dialog, however often its button is pressed. */
    intentKey: z.uuid(),
  })
  .refine(
    ({ userId, participantId }) => userId !== null || participantId !== null,
    'Choose whom it is about.',
  )
export type FileReportInput = z.output<typeof fileReportInput>
