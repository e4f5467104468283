import { AppError } from '#lib/errors'
import { patternCovers } from './room-pattern.ts'

export const ROLES = ['viewer', 'support', 'moderator', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** A signed-in person. `patterns` null means all rooms. Only `lib/auth` makes these. */
export type Operator = {
  id: string
  name: string
  email: string
  role: Role
  patterns: string[] | null
}

const PERMISSIONS = {
  'room.see': ['viewer', 'support', 'moderator', 'admin'],
  'ban.see': ['viewer', 'support', 'moderator', 'admin'],
  'participant.eject': ['support', 'moderator', 'admin'],
  'ban.room': ['moderator', 'admin'],
  'ban.wide': ['admin'],
  'ban.lift_own': ['moderator', 'admin'],
  'ban.lift_any': ['admin'],
  'ban.export': ['moderator', 'admin'],
  'audit.see': ['moderator', 'admin'],
  'audit.export': ['moderator', 'admin'],
  'report.see': ['viewer', 'support', 'moderator', 'admin'],
  'report.work': ['support', 'moderator', 'admin'],
  'person.see': ['viewer', 'support', 'moderator', 'admin'],
  'person.note': ['support', 'moderator', 'admin'],
  'person.erase': ['admin'],
  'policy.see': ['viewer', 'support', 'moderator', 'admin'],
  'policy.manage': ['admin'],
  'outgoing_webhook.manage': ['admin'],
  'protection.manage': ['admin'],
  'settings.manage': ['admin'],
  'token.manage': ['admin'],
  'account.password': ['viewer', 'support', 'moderator', 'admin'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS
export const ALL_PERMISSIONS: readonly Permission[] = Object.keys(PERMISSIONS).filter(isPermission)

function isPermission(text: string): text is Permission {
  return text in PERMISSIONS
}

/** Admins always cover all rooms. */
export function coversRoom(operator: Operator, room: string): boolean {
  if (operator.role === 'admin' || operator.patterns === null) return true
  return operator.patterns.some((pattern) => patternCovers(pattern, room))
}

/** Without a room the question is for the role alone; whatever then lists rooms must filter by `coversRoom`. */
export function can(operator: Operator, permission: Permission, where: { room?: string } = {}): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  if (!roles.includes(operator.role)) return false
  return where.room === undefined || coversRoom(operator, where.room)
}

export function assertCan(operator: Operator, permission: Permission, where: { room?: string } = {}): void {
  if (!can(operator, permission, where)) throw new Refusal(permission, where.room)
}

export class Refusal extends AppError {
  readonly permission: Permission
  readonly room: string | undefined

  constructor(permission: Permission, room?: string) {
    super('forbidden', REFUSALS[permission] ?? 'You may not do this.')
    this.name = 'Refusal'
    this.permission = permission
    this.room = room
  }
}

const REFUSALS: Partial<Record<Permission, string>> = {
  'room.see': 'This room is not among yours.',
  'participant.eject': 'You may not eject people from this room.',
  'ban.room': 'You may not ban people from this room.',
  'ban.wide': 'Only admins ban from several rooms, or for good.',
  'ban.lift_own': 'You may not lift bans.',
  'ban.lift_any': 'Only admins lift bans of others.',
  'ban.export': 'Bans are exported by moderators and admins.',
  'audit.see': 'The audit log is for moderators and admins.',
  'audit.export': 'The audit log is exported by moderators and admins.',
  'report.see': 'Reports from this room are not among yours.',
  'report.work': 'You may look at reports, not work on them.',
  'person.see': 'This person was never seen in your rooms.',
  'person.note': 'You may read notes, not write them.',
  'person.erase': 'Only admins erase people.',
  'policy.see': 'Policies are for signed-in operators.',
  'policy.manage': 'Only admins change policies.',
  'outgoing_webhook.manage': 'Only admins manage outgoing webhooks.',
  'protection.manage': 'Only admins manage protected user IDs.',
  'settings.manage': 'Only admins change settings.',
  'token.manage': 'Only admins manage API tokens.',
}
