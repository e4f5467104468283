import { type AuditEntry, appendAudit } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'

export const ADA = { kind: 'operator', id: 'op-moderator', name: 'Ada' } as const

/** Events as commands would write them; what an entry does not say is Ada asking for an eject. */
export async function recordEvents(...entries: Partial<AuditEntry>[]): Promise<void> {
  await inTransaction(async (tx) => {
    for (const entry of entries)
      await appendAudit(tx, { actor: ADA, verb: 'participant.eject', result: 'asked', ...entry })
  })
}
