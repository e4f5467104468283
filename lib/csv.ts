export type Cell = { text: string; quoted: boolean }
export type CsvRow = { line: number; cells: Cell[]; broken: boolean }

const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠']/u
/** White space, what parts a pasted list, and what cannot be seen: it would be cut off or torn apart. */
const FRAGILE = /[\s,;\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/u

/**
 * A spreadsheet runs what begins with =, +, - or @. Such text stands between apostrophes, its own ones doubled, and so
 * does text that a pasted list would split. The box for pasted IDs reads that as quoted, and `unescapeCell` gives back
 * exactly what was there.
 */
export function escapeCell(text: string): string {
  return needsEscape(text) ? `'${text.replaceAll("'", "''")}'` : text
}

/** Anything that `escapeCell` did not write is left as it is. */
export function unescapeCell(text: string): string {
  const inner = /^'(?<inner>(?:[^']|'')+)'$/su.exec(text)?.groups?.inner?.replaceAll("''", "'")
  return inner !== undefined && needsEscape(inner) ? inner : text
}

function needsEscape(text: string): boolean {
  return DANGEROUS.test(text) || FRAGILE.test(text)
}

/** RFC 4180, every cell in quotes, with a byte order mark so that spreadsheets read UTF-8. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${toCsvLines(rows)}`
}

/** More rows of the same file. */
export function toCsvLines(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => `${cells.map((cell) => `"${escapeCell(cell).replaceAll('"', '""')}"`).join(',')}\r\n`)
    .join('')
}

/** Rows with the line each begins on; empty lines are left out. Cells are parted as the first line parts them. */
export function readCsv(source: string): CsvRow[] {
  const text = source.replace(/^\ufeff/, '')
  const separator = findSeparator(text)
  const rows: CsvRow[] = []
  let row: CsvRow = { line: 1, cells: [], broken: false }
  let line = 1
  for (let at = 0; at < text.length; ) {
    const { cell, end, broken } = readCell(text, at, separator)
    row.cells.push(cell)
    row.broken ||= broken
    line += countBreaks(text.slice(at, end))
    at = end
    if (text.charAt(at) === separator) {
      at += 1
      if (at === text.length) row.cells.push({ text: '', quoted: false })
      else continue
    }
    rows.push(row)
    if (at < text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1
      line += 1
    }
    row = { line, cells: [], broken: false }
  }
  return rows.filter(({ cells }) => cells.length > 1 || cells[0]?.text !== '' || cells[0].quoted)
}

function readCell(text: string, start: number, separator: string) {
  if (text.charAt(start) !== '"') {
    const end = endOfBare(text, start, separator)
    return { cell: { text: text.slice(start, end), quoted: false }, end, broken: false }
  }
  let close = text.indexOf('"', start + 1)
  while (close !== -1 && text.charAt(close + 1) === '"') close = text.indexOf('"', close + 2)
  const closed = close === -1 ? text.length : close
  const end = close === -1 ? text.length : endOfBare(text, close + 1, separator)
  const cell = { text: text.slice(start + 1, closed).replaceAll('""', '"'), quoted: true }
  return { cell, end, broken: close === -1 || text.slice(close + 1, end).trim() !== '' }
}

function endOfBare(text: string, start: number, separator: string): number {
  let end = start
  while (end < text.length && !isEndOfCell(text.charAt(end), separator)) end += 1
  return end
}

function isEndOfCell(character: string, separator: string): boolean {
  return character === separator || character === '\n' || character === '\r'
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

/** Spreadsheets part cells by semicolons or tabs where the comma stands in numbers. */
function findSeparator(text: string): string {
  const heading = /^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0].replaceAll(/"[^"]*"/g, '') ?? ''
  const count = (separator: string) => heading.split(separator).length
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}
