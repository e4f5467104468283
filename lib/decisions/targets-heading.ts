import { trimInvisible } from '#lib/decisions/targets-entry'

const MAX_HEADING_LINE_UNITS = 400
const ID_HEADING =
  /^(?:user|participant|session|member|account|player|guest|attendee|person|daily|or|and|the)*(?:id|uid|uuid|guid|identifier)(?:s|\(s\))?$/
const BARE_HEADING = /^(?:ids?|users?|participants?)$/
const NEIGHBOUR =
  /^(?:display|full|user|participant|room)?(?:name|names|email|emails|mail|room|rooms|status|role|note|notes|reason|duration|joined|joinedat|jointime)$/
const FIRST_WORDS = /^["'“”„«‹]?(?:user|participant|session)[ _-]?ids?["'“”»›]?:?(?=[\s,;]|$)/i

function toWord(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9()]+/g, '')
}

function isColumn(word: string): boolean {
  return ID_HEADING.test(word) || BARE_HEADING.test(word) || NEIGHBOUR.test(word)
}

function countColumns(cells: string[], complete: boolean): number {
  const words = cells.map(toWord)
  const firstOther = words.findIndex((word) => !isColumn(word))
  const count = firstOther === -1 ? words.length : firstOther
  const columns = words.slice(0, count)
  const named = columns.some((word) => ID_HEADING.test(word) && !BARE_HEADING.test(word))
  const bare = columns.some((word) => BARE_HEADING.test(word))
  const alone = words.slice(count).every((word) => word === '')
  return named || (bare && alone && complete) ? count : 0
}

/** The column headings that a pasted list begins with, and where the list itself goes on. */
export function readHeadings(text: string, start: number): { headings: string[]; end: number } {
  if (/[[{]/.test(text.charAt(start))) return { headings: [], end: start }
  const line = /^[^\r\n]*/.exec(text.slice(start, start + MAX_HEADING_LINE_UNITS))?.[0] ?? ''
  const cells = line.split(/[,;\t]/)
  const count = countColumns(cells, /[^\s,;]/.test(text.slice(start + line.length)))
  if (count > 0) {
    const columns = cells.slice(0, count)
    return { headings: columns.map(trimInvisible), end: start + columns.join(' ').length }
  }
  const words = FIRST_WORDS.exec(line)?.[0]
  return words ? { headings: [words], end: start + words.length } : { headings: [], end: start }
}
