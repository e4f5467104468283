import 'server-only'
import { z } from 'zod'
import { currentPolicies, isKnownPolicy, isOffered } from './book.ts'

const MAX_CODE = 40
const MAX_VERSION = 1_000_000

/** A policy that may be chosen now. */
export const policyInput = z.string().refine(isOffered, { error: policyFault })

/** Also a policy that is not offered any more: of what is stored already. */
export const knownPolicyInput = z.string().refine(isKnownPolicy, { error: policyFault })

export function policyFault(): string {
  return `There is no such policy. Choose one of ${offeredCodes().join(', ')}.`
}

/** From an address. */
export const policyVersionInput = z.object({
  code: z.string().max(MAX_CODE),
  version: z.coerce.number().int().min(1).max(MAX_VERSION),
})
export type PolicyVersionInput = z.output<typeof policyVersionInput>

export function offeredCodes(): string[] {
  return currentPolicies().flatMap(({ code, offered }) => (offered ? [code] : []))
}
