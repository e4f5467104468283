import {
  closersOf,
  type Entry,
  isInvisible,
  type RejectReason,
  trimInvisible,
} from '#lib/decisions/targets-entry'
import { readHeadings } from '#lib/decisions/targets-heading'

type Cursor = {
  readonly text: string
  at: number
  line: number
  joined: boolean
  inArray: boolean
  onlyJson: boolean
  unbalanced: boolean
}

const SEPARATOR = /[ \t\n\r\v\f\u2028\u2029,;]/
const BARE = /[^ \t\n\r\v\f\u2028\u2029,;]+/y
const BARE_IN_ARRAY = /[^ \t\n\r\v\f\u2028\u2029,;\]]+/y
const ARRAY_START = /\[[\s\ufeff]*(?:["'`“”„‘’‚«»‹›[{\]]|(?:-?\d[\d.eE+-]*|null|true|false)[\s\ufeff]*[,\]])/y
const OBJECT_START = /\{[\s\ufeff]*["}]/y
const COMMA_NUMBER = /[+-]?\d,\d{1,20}e\+\d{1,3}(?![^\s,;])/iy
const LITERAL = /^(?:null|true|false|none|undefined|nan)$/i
const APOSTROPHES = "'’‘"

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines += 1
  }
  return lines
}

function skipGap(cursor: Cursor): void {
  const start = cursor.at
  cursor.joined = true
  for (; cursor.at < cursor.text.length; cursor.at += 1) {
    const character = cursor.text.charAt(cursor.at)
    if (character === ',' || character === ';' || character === '\t') cursor.joined = false
    else if (!isInvisible(character)) break
  }
  cursor.line += countLines(cursor.text, start, cursor.at)
}

function take(cursor: Cursor, end: number, text: string, bare: boolean, fault: RejectReason | null): Entry {
  const entry = { text, line: cursor.line, bare, joined: cursor.joined, fault }
  if (!bare) cursor.line += countLines(cursor.text, cursor.at, end)
  cursor.at = end
  return entry
}

function takeSource(cursor: Cursor, end: number, fault: RejectReason): Entry {
  return take(cursor, end, trimInvisible(cursor.text.slice(cursor.at, end)), false, fault)
}

function isLineBreak(character: string): boolean {
  return character === '\n' || character === '\r'
}

function lineEnd(cursor: Cursor): number {
  let at = cursor.at
  while (at < cursor.text.length && !isLineBreak(cursor.text.charAt(at))) at += 1
  return at
}

function isEnd(cursor: Cursor, from: number): boolean {
  let at = from
  while (at < cursor.text.length) {
    const character = cursor.text.charAt(at)
    if (SEPARATOR.test(character) || (cursor.inArray && character === ']')) return true
    if (!isInvisible(character)) return false
    at += 1
  }
  return true
}

function blockEnd(text: string, start: number): number {
  let depth = 0
  let inString = false
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (inString && character === '\\') at += 1
    else if (character === '"') inString = !inString
    else if (!inString && '[{'.includes(character)) depth += 1
    else if (!inString && ']}'.includes(character)) depth -= 1
    if (depth === 0) return at + 1
  }
  return -1
}

function readBlock(cursor: Cursor): Entry {
  const end = cursor.unbalanced ? -1 : blockEnd(cursor.text, cursor.at)
  if (end === -1) cursor.unbalanced = true
  return takeSource(cursor, end === -1 ? lineEnd(cursor) : end, 'not_an_id')
}

function decodeJson(content: string): string | null {
  try {
    return String(JSON.parse(`"${content}"`))
  } catch {
    return null
  }
}

function readContent(cursor: Cursor, opener: string, end: number): Entry | null {
  const raw = trimInvisible(cursor.text.slice(cursor.at + 1, end))
  const isJson = cursor.inArray && opener === '"'
  const content = isJson ? decodeJson(raw) : raw.replaceAll(opener + opener, opener)
  if (content === null) return takeSource(cursor, end + 1, 'broken_quote')
  const entry = take(cursor, end + 1, content, false, null)
  return content === '' ? null : entry
}

function readBroken(cursor: Cursor, from: number): Entry {
  let end = from
  while (end < cursor.text.length && !SEPARATOR.test(cursor.text.charAt(end))) end += 1
  return takeSource(cursor, end, 'broken_quote')
}

function readQuoted(cursor: Cursor, opener: string, closers: string): Entry | null {
  const { text, inArray } = cursor
  const hasEscapes = inArray && opener === '"'
  let at = cursor.at + 1
  for (; at < text.length && !isLineBreak(text.charAt(at)); at += 1) {
    const character = text.charAt(at)
    if (hasEscapes && character === '\\' && !isLineBreak(text.charAt(at + 1))) at += 1
    if (!closers.includes(character)) continue
    if (!hasEscapes && character === opener && text.charAt(at + 1) === opener) at += 1
    else if (isEnd(cursor, at + 1)) return readContent(cursor, opener, at)
    else if (!APOSTROPHES.includes(character) || SEPARATOR.test(text.charAt(at - 1)))
      return readBroken(cursor, at)
  }
  return takeSource(cursor, Math.min(at, text.length), 'broken_quote')
}

function readBare(cursor: Cursor): Entry {
  const { text, at, inArray } = cursor
  const number = inArray ? null : matchAt(COMMA_NUMBER, text, at)
  if (number !== null) return takeSource(cursor, at + number.length, 'damaged_number')
  const source = matchAt(inArray ? BARE_IN_ARRAY : BARE, text, at) ?? text.charAt(at)
  const fault = inArray && LITERAL.test(source) ? 'not_an_id' : null
  return take(cursor, at + source.length, trimInvisible(source), true, fault)
}

function startsArray(cursor: Cursor): boolean {
  return cursor.onlyJson && !cursor.inArray && matchAt(ARRAY_START, cursor.text, cursor.at) !== null
}

function readEntry(cursor: Cursor): Entry | null {
  const character = cursor.text.charAt(cursor.at)
  const entersArray = startsArray(cursor)
  if (entersArray || (cursor.inArray && character === ']')) {
    cursor.inArray = entersArray
    cursor.at += 1
    return null
  }
  const isObject = cursor.onlyJson && matchAt(OBJECT_START, cursor.text, cursor.at) !== null
  if (isObject || (cursor.inArray && '[{'.includes(character))) return readBlock(cursor)
  if (!cursor.inArray) cursor.onlyJson = false
  const closers = closersOf(character)
  return closers === undefined ? readBare(cursor) : readQuoted(cursor, character, closers)
}

export function* scanEntries(text: string): Generator<Entry> {
  const cursor: Cursor = {
    text,
    at: 0,
    line: 1,
    joined: false,
    inArray: false,
    onlyJson: true,
    unbalanced: false,
  }
  skipGap(cursor)
  const { headings, end } = readHeadings(text, cursor.at)
  for (const heading of headings) {
    yield { text: heading, line: cursor.line, bare: true, joined: false, fault: 'heading' }
  }
  cursor.at = end
  for (skipGap(cursor); cursor.at < text.length; skipGap(cursor)) {
    const entry = readEntry(cursor)
    if (entry !== null && entry.text !== '') yield entry
  }
}
