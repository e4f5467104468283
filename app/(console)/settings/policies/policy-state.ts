import type { ActionResult } from '#lib/errors'
import type { Policy } from '#lib/policies/policies'
import type { StoredPolicy } from '#lib/settings/policy-commands'

export const FOR_GOOD = 'good'

/** What stays in the fields. `seen`: the version that a change is based on. */
export type TypedPolicy = Record<'code' | 'title' | 'text' | 'urgency' | 'banSeconds' | 'seen', string>

export type PolicyState = { result: ActionResult<StoredPolicy> | null; typed: TypedPolicy }

export const NEW_POLICY: TypedPolicy = {
  code: '',
  title: '',
  text: '',
  urgency: 'normal',
  banSeconds: String(7 * 86_400),
  seen: '',
}

export function toTyped({ code, title, text, urgency, banSeconds, version }: Policy): TypedPolicy {
  return {
    code,
    title,
    text,
    urgency,
    banSeconds: banSeconds === null ? FOR_GOOD : String(banSeconds),
    seen: String(version),
  }
}

export function readTyped(form: unknown): TypedPolicy {
  if (!(form instanceof FormData)) return NEW_POLICY
  const text = (name: string) => String(form.get(name) ?? '')
  return {
    code: text('code'),
    title: text('title'),
    text: text('text'),
    urgency: text('urgency'),
    banSeconds: text('banSeconds'),
    seen: text('seen'),
  }
}
