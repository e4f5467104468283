import 'server-only'
import { toActor } from '#lib/audit/record'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import type { NewTokenInput, RevokeTokenInput } from './token-schemas.ts'
import { readTokens, revokeStored, storeToken } from './token-store.ts'
import type { TokenView } from './token-view.ts'

/** Gives the token itself, this once. */
export async function createToken(
  operator: Operator,
  input: NewTokenInput,
): Promise<{ name: string; token: string }> {
  assertCan(operator, 'token.manage')
  return { name: input.name, token: await storeToken(toActor(operator), input) }
}

export async function revokeToken(
  operator: Operator,
  { tokenId }: RevokeTokenInput,
): Promise<{ name: string }> {
  assertCan(operator, 'token.manage')
  return revokeStored(toActor(operator), { tokenId })
}

export async function listTokens(operator: Operator): Promise<TokenView[]> {
  assertCan(operator, 'token.manage')
  return readTokens()
}
