import 'server-only'
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { database } from '#lib/db/database'
import { askedTogether } from '#lib/db/together'
import { AppError } from '#lib/errors'
import { log, traceOf } from '#lib/log'
import { type ApiCaller, SCOPES } from '#lib/permissions/api-caller'
import { processWide } from '#lib/process-wide'

const BEARER = /^Bearer +(rw_[A-Za-z0-9_-]{43})$/i

type Row = { tokenId: string; name: string; scopes: string[]; patterns: string[] | null; unnoted: boolean }

/** The backend behind an `Authorization` header, read from the database at every request. Refuses all others. */
export async function requireCaller(authorization: string | null): Promise<ApiCaller> {
  if (authorization === null)
    throw new AppError('unauthenticated', 'Send an API token as “Authorization: Bearer rw_…”.')
  const token = authorization.match(BEARER)?.[1]
  const row = token === undefined ? undefined : await findStanding(digestOf(token))
  if (row === undefined)
    throw new AppError('unauthenticated', 'This API token is unknown, expired or revoked.')
  const { unnoted, scopes, ...caller } = row
  if (unnoted) void noteUse(caller.tokenId)
  return { ...caller, scopes: SCOPES.filter((scope) => scopes.includes(scope)) }
}

export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Expiry by the database's clock, at its instant. */
const findStanding = askedTogether(async (digests: string[]) => {
  const db = await database()
  const { rows } = await db.execute<Row & { digest: string }>(sql`
    select digest, id as "tokenId", name, scopes, patterns,
      last_used_at is null or last_used_at < now() - interval '1 minute' as unnoted
    from api_tokens where digest = any(${sql.param(digests)}::text[]) and revoked_at is null
      and (expires_at is null or expires_at > now())`)
  const byDigest = new Map(rows.map(({ digest, ...row }): [string, Row] => [digest, row]))
  return digests.map((digest) => byDigest.get(digest))
})

/** At most once a minute, however many ask at once or on other servers; no answer waits for it. */
async function noteUse(tokenId: string): Promise<void> {
  const underWay = processWide('api-token-notes', () => new Set<string>())
  if (underWay.has(tokenId)) return
  underWay.add(tokenId)
  try {
    const db = await database()
    await db.execute(sql`
      update api_tokens set last_used_at = now()
      where id = ${tokenId}::uuid and (last_used_at is null or last_used_at < now() - interval '1 minute')`)
  } catch (error) {
    log().warn({ err: traceOf(error) }, 'the last use of an API token could not be noted')
  } finally {
    underWay.delete(tokenId)
  }
}
