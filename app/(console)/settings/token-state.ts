import type { ActionResult } from '#lib/errors'

/** The token stands in the result of the one action that made it, and nowhere else. */
export type NewToken = { name: string; token: string }

export type TypedToken = { name: string; scopes: string[]; patterns: string; expires: string }

export type TokenState = { result: ActionResult<NewToken> | null; typed: TypedToken }

/** What stays in the fields after a refusal. */
export function toTyped(form: unknown): TypedToken {
  if (!(form instanceof FormData)) return { name: '', scopes: [], patterns: '', expires: '' }
  const text = (name: string) => String(form.get(name) ?? '')
  return {
    name: text('name'),
    scopes: form.getAll('scopes').map(String),
    patterns: text('patterns'),
    expires: text('expires'),
  }
}
