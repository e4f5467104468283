import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type AuditActor, appendAudit } from '#lib/audit/record'
import { database, inTransaction, type Transaction } from '#lib/db/database'
import { apiTokens } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { SCOPES } from '#lib/permissions/api-caller'
import { digestOf } from './api-caller.ts'
import type { NewTokenInput } from './token-schemas.ts'
import type { TokenView } from './token-view.ts'

/** Gives the token, which nothing keeps: it is shown once. */
export async function storeToken(actor: AuditActor, input: NewTokenInput): Promise<string> {
  const token = `rw_${randomBytes(32).toString('base64url')}`
  const tokenId = crypto.randomUUID()
  const { name, scopes, patterns, expires } = input
  await inTransaction(async (tx) => {
    await assertNewName(tx, name)
    await tx.insert(apiTokens).values({
      id: tokenId,
      name,
      digest: digestOf(token),
      scopes,
      patterns: patterns.length === 0 ? null : patterns,
      expiresAt: expires,
      createdByName: actor.name,
    })
    await appendAudit(tx, {
      actor,
      verb: 'token.create',
      result: 'done',
      details: { scopes, patterns, expires: expires?.toISOString() ?? null },
      subjects: [{ kind: 'token', id: tokenId, name }],
    })
  })
  return token
}

/** Names tell standing tokens apart, for the shell and the record. One at a time, so that two at once make one. */
async function assertNewName(tx: Transaction, name: string): Promise<void> {
  await tx.execute(sql`lock table api_tokens in share row exclusive mode`)
  const [taken] = await tx
    .select({ tokenId: apiTokens.id })
    .from(apiTokens)
    .where(and(eq(apiTokens.name, name), isNull(apiTokens.revokedAt)))
  if (taken !== undefined) {
    const message = `There is an API token ${name} already.`
    throw new AppError('conflict', message, { fieldErrors: { name: message } })
  }
}

type Which = { tokenId: string } | { name: string }

/** Holds from the very next request. The slower of two who revoke it is told. */
export async function revokeStored(actor: AuditActor, which: Which): Promise<{ name: string }> {
  return inTransaction(async (tx) => {
    const [revoked] = await tx
      .update(apiTokens)
      .set({ revokedAt: new Date(), revokedByName: actor.name })
      .where(
        and(
          'name' in which ? eq(apiTokens.name, which.name) : eq(apiTokens.id, which.tokenId),
          isNull(apiTokens.revokedAt),
        ),
      )
      .returning({ tokenId: apiTokens.id, name: apiTokens.name })
    if (revoked === undefined)
      throw new AppError('not_found', 'There is no such API token, or it is revoked already.')
    const { tokenId, name } = revoked
    const subjects = [{ kind: 'token', id: tokenId, name }]
    await appendAudit(tx, { actor, verb: 'token.revoke', result: 'done', subjects })
    return { name }
  })
}

/** Those that are not revoked, newest first. */
export async function readTokens(): Promise<TokenView[]> {
  const db = await database()
  const rows = await db
    .select({
      tokenId: apiTokens.id,
      name: apiTokens.name,
      scopes: apiTokens.scopes,
      patterns: apiTokens.patterns,
      expiresAt: apiTokens.expiresAt,
      isExpired: sql<boolean>`coalesce(${apiTokens.expiresAt} <= now(), false)`,
      lastUsedAt: apiTokens.lastUsedAt,
      createdAt: apiTokens.createdAt,
      by: apiTokens.createdByName,
    })
    .from(apiTokens)
    .where(isNull(apiTokens.revokedAt))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
  return rows.map(({ scopes, expiresAt, lastUsedAt, createdAt, ...same }) => ({
    ...same,
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    expiresAt: expiresAt?.getTime() ?? null,
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    createdAt: createdAt.getTime(),
  }))
}
