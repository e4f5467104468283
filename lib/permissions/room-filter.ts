import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Operator } from './permissions.ts'

/** What `coversRoom` says, as a condition on a column, so that pages of a list are full. A null room is not covered. */
export function coversRoomSql(operator: Operator, room: SQL): SQL {
  if (operator.role === 'admin' || operator.patterns === null) return sql`${room} is not null`
  if (operator.patterns.length === 0) return sql`false`
  return sql`coalesce(${room} ~ ${patternsRegex(operator.patterns)}, false)`
}

/** A regular expression for PostgreSQL that fits what `patternCovers` says of any of these patterns. */
export function patternsRegex(patterns: readonly string[]): string {
  return `^(?:${patterns.map(toRegex).join('|')})$`
}

function toRegex(pattern: string): string {
  return pattern
    .split('*')
    .map((part) => part.replace(/[^A-Za-z0-9_]/gu, '\\$&'))
    .join('.*')
}
