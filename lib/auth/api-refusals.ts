import 'server-only'
import { appendAudit, tokenActor } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'
import { AppError } from '#lib/errors'
import { log } from '#lib/log'
import { type ApiCaller, type Scope, ScopeRefusal } from '#lib/permissions/api-caller'
import { ApiProblem } from './api-problem.ts'

/** Puts a write that an API token may not do on record. Reads are not; and no fault here changes the answer. */
export async function recordApiRefusal(caller: ApiCaller, asked: Scope, error: unknown): Promise<void> {
  if (asked.endsWith(':read') || !isRefusal(error)) return
  const { scope, room } = error instanceof ScopeRefusal ? error : { scope: asked, room: undefined }
  try {
    await inTransaction((tx) =>
      appendAudit(tx, {
        actor: tokenActor(caller),
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

/** A problem of its own, such as a ban, is on record already. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.code === 'forbidden' && !(error instanceof ApiProblem)
}
