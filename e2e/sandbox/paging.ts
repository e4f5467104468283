import { invalidRequest } from './failure.ts'

const MOST_ROWS = 100

export type PageQuery = { limit: number; startingAfter: string | null; endingBefore: string | null }

export function readLimit(query: URLSearchParams, { fallback = MOST_ROWS, most = MOST_ROWS } = {}) {
  const limit = readInteger(query, 'limit')
  if (limit === null) return fallback
  if (limit < 1 || limit > most) throw invalidRequest(`limit must be between 1 and ${most}`)
  return limit
}

export function readInteger(query: URLSearchParams, name: string) {
  const text = query.get(name)
  if (text === null) return null
  if (!/^-?\d{1,15}$/.test(text)) throw invalidRequest(`${name} must be an integer`)
  return Number(text)
}

export function readBoolean(query: URLSearchParams, name: string) {
  const text = query.get(name)
  if (text === null) return null
  if (text !== 'true' && text !== 'false') throw invalidRequest(`${name} must be true or false`)
  return text === 'true'
}

export function readPage(query: URLSearchParams): PageQuery {
  const startingAfter = query.get('starting_after')
  const endingBefore = query.get('ending_before')
  if (startingAfter !== null && endingBefore !== null) {
    throw invalidRequest('starting_after and ending_before cannot be used together')
  }
  return { limit: readLimit(query), startingAfter, endingBefore }
}

export function pageOf<T extends { id: string }>(
  rows: T[],
  { limit, startingAfter, endingBefore }: PageQuery,
) {
  if (endingBefore === 'OLDEST') return rows.slice(Math.max(0, rows.length - limit))
  if (endingBefore !== null) {
    const end = cursorIndex(rows, endingBefore)
    return rows.slice(Math.max(0, end - limit), end)
  }
  const start = startingAfter === null ? 0 : cursorIndex(rows, startingAfter) + 1
  return rows.slice(start, start + limit)
}

function cursorIndex(rows: { id: string }[], id: string) {
  const index = rows.findIndex((row) => row.id === id)
  if (index === -1) throw invalidRequest(`cursor ${id} not found`)
  return index
}
