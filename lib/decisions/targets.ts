import { isShortEnoughId } from '#lib/daily/ids'
import { closersOf, type Entry, isInvisible, type RejectReason } from '#lib/decisions/targets-entry'
import { readHeadings } from '#lib/decisions/targets-heading'
import { scanEntries } from '#lib/decisions/targets-scan'

export type { RejectReason } from '#lib/decisions/targets-entry'

export const MAX_TARGETS = 10_000
export const MAX_PASTE_BYTES = 3 * 1024 * 1024

export type AcceptedTarget = { id: string; line: number }
export type RejectedTarget = { text: string; line: number; reason: RejectReason }
export type DuplicateTarget = { id: string; line: number; firstLine: number }
export type SplitLine = { line: number; entries: number }

export type ParsedTargets = {
  accepted: AcceptedTarget[]
  rejected: RejectedTarget[]
  duplicates: DuplicateTarget[]
  splitLines: SplitLine[]
  total: number
}

export const REJECT_REASONS: Record<RejectReason, string> = {
  heading: 'This looks like a column heading and is left out. If it is a real ID, put it on a later line.',
  too_long:
    'This is longer than 36 characters, the most an ID can have. Check that nothing is missing between two IDs.',
  too_many: 'This is beyond the 10,000 IDs that one decision can hold. Paste it again in the next one.',
  too_large: 'This is more than 3 MB of text. Paste it in smaller parts.',
  damaged_number:
    'A spreadsheet seems to have rounded this number. Copy it again from a column formatted as text, or put it in quotes if it is right.',
  control_character:
    'This holds a control character or half a character. Copy it again from where it came from.',
  broken_quote: 'The quotes here do not fit. Close them, or take them away.',
  not_an_id: 'This is not an ID. Paste the IDs alone, without the data around them.',
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u
const DAMAGED = /^[+-]?(?:\d+(?:[.,]\d+)?e\+\d+|[1-9]\d{14}0+)$/i
const BRACKETS = /^[[\]{}]+$/
const SEPARATING = /[ \t\n\r\v\f\u2028\u2029,;]/

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

function faultOf({ text, bare, fault }: Entry): RejectReason | null {
  if (fault !== null) return fault
  if (!isShortEnoughId(text)) return 'too_long'
  if (UNSTORABLE.test(text)) return 'control_character'
  if (bare && DAMAGED.test(text)) return 'damaged_number'
  return bare && BRACKETS.test(text) ? 'not_an_id' : null
}

function isTooLarge(text: string): boolean {
  if (text.length * 3 <= MAX_PASTE_BYTES) return false
  return text.length > MAX_PASTE_BYTES || new TextEncoder().encode(text).length > MAX_PASTE_BYTES
}

/** Lines on which white space alone parted several entries, if other lines hold just one. */
function toSplitLines(entries: Entry[]): SplitLine[] {
  const split: SplitLine[] = []
  let hasSingle = false
  for (let start = 0, end = 0; start < entries.length; start = end) {
    const line = entries[start]?.line ?? 0
    let isSpaced = true
    for (end = start; entries[end]?.line === line; end += 1) {
      isSpaced &&= entries[end]?.bare === true && (end === start || entries[end]?.joined === true)
    }
    const isHeading = entries[start]?.fault === 'heading'
    if (end - start === 1 && !isHeading) hasSingle = true
    if (end - start > 1 && isSpaced && !isHeading) split.push({ line, entries: end - start })
  }
  return hasSingle ? split : []
}

/**
 * Reads any pasted list of IDs: lines, commas, semicolons, tabs, JSON arrays, quotes of all kinds, a spreadsheet column.
 * IDs stay as pasted, byte for byte. `accepted`, `rejected` and `duplicates` add up to `total`, in the order pasted.
 * Never throws; takes time in proportion to the text.
 */
export function parseTargets(text: string): ParsedTargets {
  const parsed: ParsedTargets = { accepted: [], rejected: [], duplicates: [], splitLines: [], total: 0 }
  if (isTooLarge(text)) return { ...parsed, rejected: [{ text, line: 1, reason: 'too_large' }], total: 1 }
  const entries = [...scanEntries(text)]
  const firstLines = new Map<string, number>()
  for (const entry of entries) {
    const { text: id, line } = entry
    const firstLine = firstLines.get(id)
    const reason = faultOf(entry)
    if (reason !== null) parsed.rejected.push({ text: id, line, reason })
    else if (firstLine !== undefined) parsed.duplicates.push({ id, line, firstLine })
    else if (firstLines.size === MAX_TARGETS) parsed.rejected.push({ text: id, line, reason: 'too_many' })
    else {
      firstLines.set(id, line)
      parsed.accepted.push({ id, line })
    }
  }
  return { ...parsed, splitLines: toSplitLines(entries), total: entries.length }
}

function hasLooseEnds(id: string): boolean {
  return isInvisible(id.charAt(0)) || isInvisible(id.charAt(id.length - 1))
}

function escapeInvisible(character: string): string {
  return isInvisible(character) ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character
}

function toJsonString(id: string): string {
  const content = JSON.stringify(id).slice(1, -1)
  const end = Math.max(content.length - 1, 1)
  return `"${escapeInvisible(content.charAt(0))}${content.slice(1, end)}${escapeInvisible(content.slice(end))}"`
}

function toLine(id: string): string {
  const isPlain =
    !SEPARATING.test(id) &&
    closersOf(id.charAt(0)) === undefined &&
    !DAMAGED.test(id) &&
    !'[]{}'.includes(id.charAt(0))
  return isPlain ? id : `"${id.replaceAll('"', '""')}"`
}

/** Writes accepted IDs so that `parseTargets` gives exactly these back, in this order. */
export function toTargetText(ids: string[]): string {
  const lines = ids.map(toLine).join('\n')
  const needsJson = ids.some(hasLooseEnds) || readHeadings(lines, 0).headings.length > 0
  return needsJson ? `[${ids.map(toJsonString).join(',\n')}]` : lines
}
