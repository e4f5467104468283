import { type RejectedRow, readBanFile } from '#lib/bans/ban-file'
import { importBans, previewImport } from '#lib/bans/import'
import type { ImportFileInput } from '#lib/bans/import-input'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { readId } from './read-id.ts'

const MAX_SHOWN = 500
const MAX_TEXT = 60

/** What an import would do, with the first rows of each kind; the counts are of all. */
export async function previewFile(operator: Operator, { text, ...choices }: ImportFileInput) {
  assertCan(operator, 'ban.room')
  const { rows, rejected, unit } = readBanFile(text, readId)
  const preview = await previewImport(operator, { rows, ...choices })
  const leftOut = [...rejected, ...preview.rejected].sort((a, b) => a.line - b.line).map(toShown)
  return {
    unit,
    total: rows.length + rejected.length,
    bans: preview.bans.slice(0, MAX_SHOWN),
    banCount: preview.bans.length,
    rejected: leftOut.slice(0, MAX_SHOWN),
    rejectedCount: leftOut.length,
    duplicates: preview.duplicates,
    protected: preview.protected,
    already: preview.already,
    waits: preview.waits,
  }
}

export type FilePreview = Awaited<ReturnType<typeof previewFile>>

export async function importFile(operator: Operator, { text, ...choices }: ImportFileInput) {
  assertCan(operator, 'ban.room')
  const { rows, rejected } = readBanFile(text, readId)
  const imported = await importBans(operator, { rows, ...choices })
  return { ...imported, leftOut: imported.leftOut + rejected.length }
}

function toShown({ text, ...row }: RejectedRow): RejectedRow {
  return { ...row, text: text.slice(0, MAX_TEXT) }
}
