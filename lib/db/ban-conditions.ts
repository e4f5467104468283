import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

// Conditions on rows of `bans`. None of these columns stands in a table that bans are joined with.

/** A ban in force, by the clock of the query. */
export const isActiveBan = sql`(lifted_at is null and starts_at <= now() and (ends_at is null or ends_at > now()))`

/** What `patternCovers` says: patterns hold nothing but letters, digits, `-`, `_` and `*`. */
export function patternCoversSql(room: SQL | string): SQL {
  return sql`(scope_kind = 'pattern' and ${room} ~ ('^' || replace(scope_value, '*', '.*') || '$'))`
}

export function closesRoom(room: SQL | string): SQL {
  return sql`(scope_kind = 'all' or (scope_kind = 'room' and scope_value = ${room}) or ${patternCoversSql(room)})`
}
