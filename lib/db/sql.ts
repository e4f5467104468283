import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

/** `in (…)` for a list of any length, sent as one parameter. */
export function inTexts(texts: readonly string[]): SQL {
  return sql`in (select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`
}

/** Rows as one JSON parameter, for `jsonb_to_recordset`. */
export function jsonRows(rows: readonly object[]): SQL {
  return sql`${JSON.stringify(rows)}::jsonb`
}

/** What both drivers make of a timestamp in a raw query: a Date or text. */
export type RawTime = Date | string | null

export function toMs(time: RawTime): number | null {
  return time === null ? null : new Date(time).getTime()
}

const UNIQUE_VIOLATION = '23505'

/** Whether the database refused a row because of this unique constraint or index. */
export function violates(error: unknown, constraint: string): boolean {
  if (!(error instanceof Error)) return false
  const refused = 'code' in error && error.code === UNIQUE_VIOLATION
  if (refused) return 'constraint' in error && error.constraint === constraint
  return violates(error.cause, constraint)
}
