import { type Cell, readCsv, unescapeCell } from '#lib/csv'
import { AppError } from '#lib/errors'
import { type ImportRow, importRowInput } from './import-input.ts'
import { MAX_BANS } from './request.ts'

export type RejectedRow = { line: number; text: string; reason: string }
export type BanFile = { rows: ImportRow[]; rejected: RejectedRow[]; unit: 'line' | 'entry' }

type Value = { text: string; form: Form }
type FileRow = { line: number; values: Map<string, Value>; fault: string | null }

/** `exact` is as our export or JSON writes it: nothing is cut off its ends. */
type Form = 'bare' | 'quoted' | 'exact'

/** The rules for pasted IDs, given by whoever knows them. */
export type ReadId = (text: string, form: Form) => { id: string } | { fault: string }

/**
 * Reads a list of bans in CSV or JSON, as the export writes it or made by hand. `rows` and `rejected` are everything in
 * it. Throws when it is no such list.
 */
export function readBanFile(text: string, readId: ReadId): BanFile {
  const isJson = /^\ufeff?\s*[[{]/.test(text)
  const found = isJson ? readJsonRows(text) : readCsvRows(text)
  if (found.length > MAX_BANS) {
    throw new AppError(
      'invalid_input',
      `This file has ${found.length.toLocaleString('en')} rows. At most ${MAX_BANS.toLocaleString('en')} can be imported at once.`,
    )
  }
  const file: BanFile = { rows: [], rejected: [], unit: isJson ? 'entry' : 'line' }
  for (const each of found) {
    const row = toRow(each, readId)
    if ('reason' in row) file.rejected.push(row)
    else file.rows.push(row)
  }
  return file
}

function readCsvRows(text: string): FileRow[] {
  const [heading, ...rows] = readCsv(text)
  const columns = heading?.cells.map((cell) => toColumn(cell.text)) ?? []
  if (!columns.includes('user_id'))
    throw new AppError(
      'invalid_input',
      'The first line of the file must name its columns, user_id among them.',
    )
  return rows.map(({ line, cells, broken }) => ({
    line,
    values: new Map(
      cells.slice(0, columns.length).map((cell, index) => {
        return [columns[index] ?? '', toValue(cell)]
      }),
    ),
    fault: broken ? 'The quotes here do not fit.' : toWidthFault(cells.length, columns.length),
  }))
}

function toValue({ text, quoted }: Cell): Value {
  const plain = unescapeCell(text)
  if (plain !== text) return { text: plain, form: 'exact' }
  return quoted ? { text, form: 'quoted' } : { text: text.trim(), form: 'bare' }
}

function toWidthFault(cells: number, columns: number): string | null {
  return cells > columns ? 'This row has more cells than there are columns.' : null
}

function toColumn(heading: string): string {
  const name = heading
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  return name === 'userid' ? 'user_id' : name
}

function readJsonRows(text: string): FileRow[] {
  const list = parseList(text.replace(/^\ufeff/, ''))
  return list.map((entry, index) => {
    const line = index + 1
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
      return { line, values: new Map(), fault: 'This entry is not an object with a user_id.' }
    const values = Object.entries(entry).flatMap(([name, value]) => {
      const read = toText(name, value)
      return read === null ? [] : [[toColumn(name), { text: read, form: 'exact' as const }] as const]
    })
    return { line, values: new Map(values), fault: null }
  })
}

function parseList(text: string): unknown[] {
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list)) return list
  } catch {
    throw new AppError('invalid_input', 'The file is not valid JSON.')
  }
  throw new AppError('invalid_input', 'The file must be a JSON list of objects, each with a user_id.')
}

function toText(name: string, value: unknown): string | null {
  if (value === null) return toColumn(name) === 'ends_at' ? FOR_GOOD : ''
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' ? value : null
}

export const FOR_GOOD = 'for good'

function toRow({ line, values, fault }: FileRow, readId: ReadId): ImportRow | RejectedRow {
  const id = values.get('user_id') ?? { text: '', form: 'bare' }
  const reject = (reason: string) => ({ line, text: id.text, reason })
  if (fault !== null) return reject(fault)
  if (id.text === '') return reject('There is no user ID here.')
  if (textOf(values, 'lifted_at') !== '') return reject('This ban was lifted.')
  const read = readId(id.text, id.form)
  if ('fault' in read) return reject(read.fault)
  const name = textOf(values, 'name')
  const parsed = importRowInput.safeParse({
    line,
    userId: read.id,
    name: name === '' ? null : name,
    terms: toTerms(values),
  })
  return parsed.success ? parsed.data : reject(toSentence(parsed.error.issues[0]))
}

function textOf(values: FileRow['values'], column: string): string {
  return values.get(column)?.text ?? ''
}

/** An empty reason or evidence says that there is none; an empty cell elsewhere says nothing. */
function toTerms(values: FileRow['values']): Record<string, unknown> {
  const [scope, startsAt, endsAt, policy] = ['scope', 'starts_at', 'ends_at', 'policy'].map((column) =>
    textOf(values, column).trim(),
  )
  const value = textOf(values, 'scope_value').trim()
  const evidence = values.get('evidence')?.text.trim()
  const reason = values.get('reason')?.text
  return {
    ...((scope || value) && { scope: toScope(scope || 'room', value) }),
    ...(startsAt && { startsAt }),
    ...(endsAt && { until: endsAt.toLowerCase() === FOR_GOOD ? null : { endsAt } }),
    ...(policy && { policy }),
    ...(reason !== undefined && { reason }),
    ...(evidence !== undefined && { evidence: evidence === '' ? null : evidence }),
  }
}

function toScope(kind: string, value: string) {
  if (kind === 'room') return { kind, room: value }
  return kind === 'pattern' ? { kind, pattern: value } : { kind }
}

type Issue = { path: PropertyKey[]; message: string; code?: string }

function toSentence(issue: Issue | undefined): string {
  const [, column] = issue?.path ?? []
  if (column === 'policy') return 'There is no such policy.'
  if (column === 'scope' && issue?.code === 'invalid_union') return 'The scope is room, pattern or all.'
  if (column === 'until' || column === 'startsAt')
    return 'Write times with their zone, such as 2026-12-31T18:00:00Z.'
  return issue?.message ?? 'This row cannot be read.'
}
