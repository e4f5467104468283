import { z } from 'zod'
import { isRoomName } from '#lib/daily/room-name'
import { parseCursor } from '#lib/keyset'
import { storableText } from '#lib/storable-text'
import { isZone } from './days.ts'
import { AUDIT_GROUPS } from './groups.ts'

const MAX_TEXT = 200
const UTC = 'UTC'
const FIRST_DAY = '1970-01-01'
const LAST_DAY = '2999-12-31'

const cursor = z.string().transform(parseCursor).nullable().catch(null)

const textInput = z
  .string()
  .max(MAX_TEXT)
  .transform((text) => (text.trim() === '' ? undefined : storableText(text)))
  .optional()
  .catch(undefined)

const dayInput = z.iso
  .date()
  .refine((day) => day >= FIRST_DAY && day <= LAST_DAY)
  .optional()
  .catch(undefined)

const filters = {
  room: z
    .string()
    .trim()
    .refine(
      (room) => room === '' || isRoomName(room),
      'Room names have only letters, digits, - and _, at most 128 of them.',
    )
    .optional()
    .transform((room) => (room === '' ? undefined : room)),
  decisionId: z.uuid().optional().catch(undefined),
  /** Part of the name of an operator or API token, as it was at that time. */
  who: textInput,
  /** The whole user ID or participant ID of somebody an event names. */
  person: textInput,
  group: z.enum(AUDIT_GROUPS).optional().catch(undefined),
  /** First and last day, as they are in the zone. */
  since: dayInput,
  until: dayInput,
  zone: z.string().max(MAX_TEXT).refine(isZone).default(UTC).catch(UTC),
}

const isInOrder = ({ since, until }: { since?: string | undefined; until?: string | undefined }) =>
  since === undefined || until === undefined || since <= until
const inOrder = { path: ['since'], message: 'The first day is after the last.' }

/** From an address: what cannot be read counts as absent; an unusable room name and days the wrong way round are told. */
export const listAuditInput = z.object({ cursor, ...filters }).refine(isInOrder, inOrder)
export type ListAuditInput = z.output<typeof listAuditInput>
export type AuditFilters = Omit<ListAuditInput, 'cursor'>

export const exportAuditInput = z
  .object({ format: z.enum(['csv', 'jsonl']), ...filters })
  .refine(isInOrder, inOrder)
export type ExportAuditInput = z.output<typeof exportAuditInput>

export const auditEventInput = z.object({
  seq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** Position of the first person shown. */
  from: z.coerce.number().int().min(0).max(1_000_000).catch(0),
})
export type AuditEventInput = z.output<typeof auditEventInput>
