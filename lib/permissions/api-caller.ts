import { AppError } from '#lib/errors'
import { patternCovers } from './room-pattern.ts'

export const SCOPES = [
  'gate:read',
  'bans:write',
  'reports:write',
  'meeting-tokens:write',
  'meeting-tokens:owner',
  'metrics:read',
] as const
export type Scope = (typeof SCOPES)[number]

/** A backend that showed an API token. `patterns` null means all rooms. Only `lib/auth` makes these. */
export type ApiCaller = { tokenId: string; name: string; scopes: readonly Scope[]; patterns: string[] | null }

export function callerCovers({ patterns }: ApiCaller, room: string): boolean {
  return patterns === null || patterns.some((pattern) => patternCovers(pattern, room))
}

/** The first line of everything the machine API does: the scope, and the room where there is one. */
export function assertScope(caller: ApiCaller, scope: Scope, where: { room?: string } = {}): void {
  if (!caller.scopes.includes(scope))
    throw new ScopeRefusal(scope, `This API token does not have the scope ${scope}.`)
  if (where.room !== undefined && !callerCovers(caller, where.room))
    throw new ScopeRefusal(scope, 'This API token is not for this room.', where.room)
}

export class ScopeRefusal extends AppError {
  readonly scope: Scope
  readonly room: string | undefined

  constructor(scope: Scope, message: string, room?: string) {
    super('forbidden', message)
    this.name = 'ScopeRefusal'
    this.scope = scope
    this.room = room
  }
}
