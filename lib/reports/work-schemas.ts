import { z } from 'zod'
import { ejectInput } from '#lib/decisions/schemas'
import { roomNameInput } from '#lib/rooms/schemas'
import { storableText } from '#lib/storable-text'
import { switchInput } from '#lib/switch'
import { MAX_NOTE, MAX_WHY, QUEUE_TABS } from './view.ts'

export const reportIdInput = z.strictObject({ reportId: z.uuid('There is no such report.') })
export type ReportIdInput = z.output<typeof reportIdInput>

/** Whoever changes something says which version they looked at: a colleague may have been faster. */
export const seenReportInput = reportIdInput.extend({ seen: z.int().min(1) })
export type SeenReportInput = z.output<typeof seenReportInput>

export const reportEjectInput = ejectInput.extend(seenReportInput.shape)
export type ReportEjectInput = z.output<typeof reportEjectInput>
export type ReportEjectRequest = z.input<typeof reportEjectInput>

export const handOverInput = seenReportInput.extend({
  operatorId: z.string().min(1, 'Choose who takes over.').max(200),
  note: textOf(MAX_WHY, 'The note').default(''),
})
export type HandOverInput = z.output<typeof handOverInput>

export const escalateInput = seenReportInput.extend({
  to: z.enum(['moderator', 'admin'], 'Choose whom to escalate to.'),
  reason: filled(MAX_WHY, 'The reason', 'Say why it needs somebody else.'),
})
export type EscalateInput = z.output<typeof escalateInput>

export const resolveInput = seenReportInput
  .extend({
    resolution: z.enum(['acted_on', 'dismissed']),
    badFaith: switchInput,
    reason: textOf(MAX_WHY, 'The reason').default(''),
    /** What the reporters are told. */
    answer: textOf(MAX_NOTE, 'The message').default(''),
  })
  .refine(({ resolution, reason }) => resolution === 'acted_on' || reason.trim() !== '', {
    message: 'Say why it is dismissed.',
    path: ['reason'],
  })
  .refine(({ resolution, badFaith }) => resolution === 'dismissed' || !badFaith, {
    message: 'Only a dismissed report can be in bad faith.',
    path: ['badFaith'],
  })
export type ResolveInput = z.output<typeof resolveInput>

export const reopenInput = seenReportInput.extend({
  reason: filled(MAX_WHY, 'The reason', 'Say why it is opened again.'),
})
export type ReopenInput = z.output<typeof reopenInput>

export const noteInput = reportIdInput.extend({ text: filled(MAX_NOTE, 'The note', 'The note is empty.') })
export type NoteInput = z.output<typeof noteInput>

const queueFilter = {
  room: roomNameInput.optional().catch(undefined),
  policy: z.string().max(40).optional().catch(undefined),
  /** A user ID, or words of a name or of what was said. */
  search: z.string().max(200).transform(storableText).default('').catch(''),
}

/** From an address: what cannot be read is left out, so that no link ends in an error. */
export const queueInput = z.object({
  tab: z.enum(QUEUE_TABS).default('open').catch('open'),
  cursor: z.string().max(200).optional().catch(undefined),
  ...queueFilter,
})
export type QueueInput = z.output<typeof queueInput>

/** `after`: the report just left, which is not to come back at once. */
export const claimNextInput = z.strictObject({ after: z.uuid().optional(), ...queueFilter })
export type ClaimNextInput = z.output<typeof claimNextInput>

function textOf(max: number, what: string) {
  return z
    .string()
    .max(max, `${what} has at most ${max.toLocaleString('en')} characters.`)
    .transform(storableText)
}

function filled(max: number, what: string, otherwise: string) {
  return textOf(max, what).refine((text) => text.trim() !== '', otherwise)
}
