import 'server-only'
import { appendAudit } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'
import { log } from '#lib/log'
import { type ApiCaller, ScopeRefusal } from '#lib/permissions/api-caller'

/** Puts a write that an API token may not do on record. Reads are not; and no fault here changes the answer. */
export async function recordScopeRefusal(caller: ApiCaller, error: unknown): Promise<void> {
  if (!(error instanceof ScopeRefusal) || error.scope.endsWith(':read')) return
  const { scope, room } = error
  try {
    await inTransaction((tx) =>
      appendAudit(tx, {
        actor: { kind: 'token', id: caller.tokenId, name: caller.name },
        verb: scope,
        result: 'refused',
        ...(room === undefined ? {} : { room }),
        details: { scopes: [...caller.scopes] },
      }),
    )
  } catch (cause) {
    log().error(
      { scope, cause: cause instanceof Error ? cause.name : 'unknown' },
      'a refusal could not be recorded',
    )
  }
}
