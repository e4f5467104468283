import { z } from 'zod'
import { isRoomName } from '#lib/daily/room-name'
import { parseCursor } from '#lib/keyset'

const cursor = z.string().transform(parseCursor).nullable().catch(null)

/** From an address: a cursor or number that cannot be read counts as absent, an unusable room name is told. */
export const listAuditInput = z.object({
  cursor,
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
})
export type ListAuditInput = z.output<typeof listAuditInput>

export const auditEventInput = z.object({
  seq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** Position of the first person shown. */
  from: z.coerce.number().int().min(0).max(1_000_000).catch(0),
})
export type AuditEventInput = z.output<typeof auditEventInput>
