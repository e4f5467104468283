import type { Scope } from '#lib/permissions/api-caller'

/** An API token as a list shows it: never the token itself nor its digest. Times in milliseconds since 1970. */
export type TokenView = {
  tokenId: string
  name: string
  scopes: Scope[]
  patterns: string[] | null
  expiresAt: number | null
  isExpired: boolean
  lastUsedAt: number | null
  createdAt: number
  by: string
}

export const SCOPE_WORDS: Record<Scope, string> = {
  'gate:read': 'ask the gate',
  'bans:write': 'ban people',
  'reports:write': 'send reports, and make links to the report form',
  'meeting-tokens:write': 'get meeting tokens made',
  'meeting-tokens:owner': 'get meeting tokens made with owner powers',
  'metrics:read': 'read metrics',
}
