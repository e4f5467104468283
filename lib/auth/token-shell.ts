import 'server-only'
import { z } from 'zod'
import type { AuditActor } from '#lib/audit/record'
import type { ShellCommands } from '#lib/db/control-socket'
import { shellCommand } from '#lib/db/shell'
import { newTokenInput } from './token-schemas.ts'
import { readTokens, revokeStored, storeToken } from './token-store.ts'
import type { TokenView } from './token-view.ts'

const SHELL: AuditActor = { kind: 'system', name: 'Shell on the server' }

const whichInput = z.union(
  [z.strictObject({ name: z.string() }), z.strictObject({ tokenId: z.uuid() })],
  'Say which: --name N or --id I.',
)

export const TOKEN_COMMANDS: ShellCommands = {
  'token add': shellCommand(async (input) => [await storeToken(SHELL, newTokenInput.parse(input))]),
  'token list': shellCommand(async () => {
    const tokens = await readTokens()
    return tokens.length === 0 ? ['There are no API tokens.'] : tokens.map(toLine)
  }),
  'token revoke': shellCommand(async (input) => {
    const { name } = await revokeStored(SHELL, whichInput.parse(input))
    return [`${name} is revoked.`]
  }),
}

function toLine({ tokenId, name, scopes, patterns, expiresAt, isExpired, lastUsedAt }: TokenView): string {
  const until =
    expiresAt === null ? 'never expires' : `${isExpired ? 'expired' : 'expires'} ${iso(expiresAt)}`
  const used = lastUsedAt === null ? 'never used' : `used ${iso(lastUsedAt)}`
  return [tokenId, name, scopes.join(' '), patterns?.join(' ') ?? 'all rooms', until, used].join('\t')
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
