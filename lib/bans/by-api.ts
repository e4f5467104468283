import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { tokenActor } from '#lib/audit/record'
import { inTransaction, type Transaction } from '#lib/db/database'
import { AppError } from '#lib/errors'
import { type ApiCaller, assertScope } from '#lib/permissions/api-caller'
import { patternsRegex } from '#lib/permissions/room-filter'
import { policyInput } from '#lib/policies/schemas'
import { isApprovalOn, isLarge, MANY_BANS } from './approval.ts'
import { toTerms } from './ban-people.ts'
import { createBans, findNames } from './create.ts'
import { tellBans } from './listeners.ts'
import { toScope } from './period.ts'
import {
  anyScopeInput,
  banReasonInput,
  evidenceInput,
  secondsInput,
  type UntilInput,
  userIdInput,
} from './request.ts'
import { momentInput } from './schemas.ts'
import type { BanScope, WantedBan } from './view.ts'

const MAX_AT_ONCE = 100

/** Exactly one of `seconds` and `ends_at`; null is for good. A ban must never come from a guess. */
export const apiBansInput = z
  .strictObject({
    user_ids: z
      .array(userIdInput)
      .min(1, 'Name at least one user ID.')
      .max(MAX_AT_ONCE, `At most ${MAX_AT_ONCE} user IDs in one call.`)
      .transform((ids) => [...new Set(ids)]),
    scope: anyScopeInput,
    seconds: secondsInput.nullable().exactOptional(),
    ends_at: momentInput().nullable().exactOptional(),
    policy: policyInput,
    reason: banReasonInput,
    evidence: evidenceInput.nullable().default(null),
  })
  .refine(({ seconds, ends_at }) => (seconds === undefined) !== (ends_at === undefined), {
    message: 'Give either seconds or ends_at; null is for good.',
    path: ['seconds'],
  })
export type ApiBansInput = z.output<typeof apiBansInput>

export type ApiBan = {
  id: string
  user_id: string
  /** As the gate tells it: `value` is the room or pattern, null for all rooms. */
  scope: { kind: BanScope['kind']; value: string | null }
  ends_at: string | null
  /** False: a ban of the same scope that lasts as long was there already. */
  created: boolean
}

/** Bans as a backend asks for them, in force at once. Of a ban that is there already the longer one holds. */
export async function banByApi(caller: ApiCaller, input: ApiBansInput): Promise<{ bans: ApiBan[] }> {
  const scope = toScope(input.scope)
  assertMayBanByApi(caller, scope)
  const bans = await inTransaction(async (tx) => {
    const wanted = await toWanted(tx, caller, input)
    if (isLarge(wanted) && (await isApprovalOn(tx))) {
      throw new AppError(
        'conflict',
        `A second admin must approve bans of more than ${MANY_BANS} user IDs at once or from all rooms for good. An operator can ask for it on the page Bans.`,
      )
    }
    const { tokenId: id, name } = caller
    const by = { id, name, actor: tokenActor(caller) }
    return createBans(tx, by, { wanted, source: 'api', evenIfBanned: true })
  })
  tellBans()
  return {
    bans: bans.map(({ banId, userId, until, state }) => ({
      id: banId,
      user_id: userId,
      scope: { kind: scope.kind, value: scope.kind === 'all' ? null : scope.value },
      ends_at: until === null ? null : new Date(until).toISOString(),
      created: state === 'stored',
    })),
  }
}

function assertMayBanByApi(caller: ApiCaller, scope: BanScope): void {
  assertScope(caller, 'bans:write', scope.kind === 'room' ? { room: scope.value } : {})
  if (scope.kind !== 'room' && caller.patterns !== null)
    throw new AppError('forbidden', 'This API token bans only in single rooms that it is for.')
}

async function toWanted(tx: Transaction, caller: ApiCaller, input: ApiBansInput): Promise<WantedBan[]> {
  const { user_ids: userIds, scope, policy, reason, evidence } = input
  const terms = await toTerms(tx, { scope, startsAt: null, until: toUntil(input), policy, reason, evidence })
  const names = await findNames(tx, userIds, coveredBy(caller))
  return userIds.map((userId) => ({ userId, name: names.get(userId) ?? null, terms }))
}

function toUntil({ seconds, ends_at: endsAt }: ApiBansInput): UntilInput {
  if (typeof seconds === 'number') return { seconds }
  return endsAt instanceof Date ? { endsAt } : null
}

function coveredBy({ patterns }: ApiCaller) {
  if (patterns === null) return sql`true`
  return patterns.length === 0 ? sql`false` : sql`room ~ ${patternsRegex(patterns)}`
}
