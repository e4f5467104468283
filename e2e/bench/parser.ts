import { parseTargets } from '#lib/decisions/targets'

const BYTES = 1_000_000
const REPEATS = 7

export type ParserBenchRow = {
  shape: string
  kilobytes: number
  entries: number
  medianMs: number
  ratio: number
}

function fill(part: (index: number) => string, separator: string): string {
  const parts: string[] = []
  for (let size = 0; size < BYTES; ) {
    const next = part(parts.length)
    size += next.length + separator.length
    parts.push(next)
  }
  return parts.join(separator)
}

const uuid = (index: number) => `d61cd7b2-0000-4000-8000-${index.toString(16).padStart(12, '0')}`
const userId = (index: number) => `u-${index}`
const quoted = (index: number) => `"${uuid(index)}"`

const SHAPES: Record<string, () => string> = {
  'UUIDs, one a line': () => fill(uuid, '\n'),
  'user IDs, one a line': () => fill(userId, '\r\n'),
  'user IDs, commas, one line': () => fill(userId, ', '),
  'JSON array': () => `[${fill(quoted, ',')}]`,
  'CSV, quoted, one line': () => fill(quoted, ';'),
  'curly quotes': () => fill((index) => `“${userId(index)}”`, ' '),
  'words of one letter': () => 'x '.repeat(BYTES / 2),
  'only quotes': () => '"'.repeat(BYTES),
  'only apostrophes': () => "'a ".repeat(BYTES / 3),
  'only commas': () => ','.repeat(BYTES),
  'only brackets': () => '['.repeat(BYTES),
  'open braces, one a line': () => `[${'{\n'.repeat(BYTES / 2)}`,
  'broken quotes': () => '"a"b '.repeat(BYTES / 5),
  'no-break spaces': () => '\u00a0'.repeat(BYTES),
}

function medianOf(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

function measure(shape: string, text: string): Omit<ParserBenchRow, 'ratio'> {
  const times: number[] = []
  let entries = 0
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const startedAt = performance.now()
    entries = parseTargets(text).total
    times.push(performance.now() - startedAt)
  }
  return { shape, kilobytes: Math.round(text.length / 1_000), entries, medianMs: medianOf(times) }
}

/** Median time to read 1 MB of text in several shapes; `ratio` compares with the first. */
export async function parserBench(): Promise<ParserBenchRow[]> {
  const measured = Object.entries(SHAPES).map(([shape, make]) => measure(shape, make()))
  const baseMs = measured[0]?.medianMs ?? 1
  return measured.map((row) => ({ ...row, ratio: row.medianMs / baseMs }))
}

function toLine({ shape, kilobytes, entries, medianMs, ratio }: ParserBenchRow): string {
  const cells = [String(kilobytes), String(entries), medianMs.toFixed(1), ratio.toFixed(2)]
  return `${shape.padEnd(28)}${cells.map((cell) => cell.padStart(10)).join('')}\n`
}

if (import.meta.main) {
  const head = ['kB', 'entries', 'ms', 'ratio'].map((cell) => cell.padStart(10)).join('')
  process.stdout.write(`${'pasted list'.padEnd(28)}${head}\n`)
  for (const row of await parserBench()) process.stdout.write(toLine(row))
}
