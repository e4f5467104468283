import 'server-only'
import { database, inTransaction } from '#lib/db/database'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { type Format, toFile } from './file.ts'
import { readPieces } from './pieces.ts'
import { appendAudit, toActor } from './record.ts'
import { readHead, toWanted } from './rows.ts'
import type { AuditFilters, ExportAuditInput } from './schemas.ts'

export type ExportedFile = { name: string; type: string; text: AsyncIterable<string> }

const TYPES: Record<Format, string> = { csv: 'text/csv', jsonl: 'application/jsonl' }

/**
 * Everything on record that the filters fit, oldest first, up to this export itself, which is on record too. Read
 * piece by piece as whoever downloads it takes it.
 */
export async function exportAudit(
  operator: Operator,
  { format, ...filters }: ExportAuditInput,
): Promise<ExportedFile> {
  const { room } = filters
  assertCan(operator, 'audit.export', room === undefined ? {} : { room })
  await record(operator, format, filters)
  const db = await database()
  const pieces = readPieces(db, toWanted(operator, filters), await readHead(db))
  return {
    name: `audit-${new Date().toISOString().slice(0, 10)}.${format}`,
    type: TYPES[format],
    text: toFile(pieces, format),
  }
}

/** Names and IDs that were looked for stand among the subjects, where they can be erased. */
function record(operator: Operator, format: Format, filters: AuditFilters): Promise<void> {
  const { room, decisionId, who, person, group, since, until, zone } = filters
  const isDated = since !== undefined || until !== undefined
  return inTransaction((tx) =>
    appendAudit(tx, {
      actor: toActor(operator),
      verb: 'audit.export',
      result: 'done',
      ...(room === undefined ? {} : { room }),
      details: { format, decision: decisionId, group, since, until, ...(isDated ? { zone } : {}) },
      subjects: [
        ...(person === undefined ? [] : [{ kind: 'user', id: person, userId: person }]),
        ...(who === undefined ? [] : [{ note: `by ${who}` }]),
      ],
    }),
  )
}
