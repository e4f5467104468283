import 'server-only'
import { type AuditResult, appendAudit, tokenActor } from '#lib/audit/record'
import { ApiProblem } from '#lib/auth/api-problem'
import { DailyFailure } from '#lib/daily/failures'
import { daily } from '#lib/daily/instance'
import { inTransaction } from '#lib/db/database'
import { AppError } from '#lib/errors'
import { type ApiCaller, assertScope } from '#lib/permissions/api-caller'
import { findBans } from './queries.ts'
import type { GateBan, MeetingTokenAnswer, MeetingTokenInput } from './schemas.ts'

/** Waiting for a turn included; less than a backend waits. */
const GIVE_UP_AFTER_MS = 10_000

/** Lets Daily sign a meeting token for somebody whom the gate lets in. */
export async function mintMeetingToken(
  caller: ApiCaller,
  input: MeetingTokenInput,
): Promise<{ status: number; body: MeetingTokenAnswer }> {
  const { room_name: room, user_id: userId } = input
  assertScope(caller, 'meeting-tokens:write', { room })
  if (hasOwnerPowers(input)) assertScope(caller, 'meeting-tokens:owner', { room })
  const [ban = null] = await findBans(room, [userId])
  if (ban !== null) return refuse(caller, input, ban)
  await note(caller, input, 'asked', { owner: hasOwnerPowers(input) })
  try {
    const token = await daily().mintMeetingToken(input, { signal: AbortSignal.timeout(GIVE_UP_AFTER_MS) })
    await note(caller, input, 'done')
    return { status: 201, body: { token } }
  } catch (error) {
    if (!(error instanceof DailyFailure)) throw error
    const { code, status } = error
    await note(caller, input, 'failed', status === undefined ? { code } : { code, status })
    throw new AppError('daily_unavailable', `${error.message} No meeting token was given out.`)
  }
}

function hasOwnerPowers({ is_owner = false, permissions }: MeetingTokenInput): boolean {
  const { canAdmin = false } = permissions ?? {}
  return is_owner || (Array.isArray(canAdmin) ? canAdmin.length > 0 : canAdmin)
}

async function refuse(caller: ApiCaller, input: MeetingTokenInput, ban: GateBan): Promise<never> {
  await note(caller, input, 'refused', { banId: ban.id })
  throw new ApiProblem('forbidden', 'This user ID is banned from this room.', { members: { ban } })
}

type Details = { owner?: boolean; code?: string; status?: number; banId?: string }

function note(
  caller: ApiCaller,
  { room_name: room, user_id: userId, user_name }: MeetingTokenInput,
  result: AuditResult,
  details: Details = {},
): Promise<void> {
  return inTransaction((tx) =>
    appendAudit(tx, {
      actor: tokenActor(caller),
      verb: 'meeting_token.mint',
      result,
      room,
      details,
      subjects: [{ kind: 'user', id: userId, userId, name: user_name ?? null }],
    }),
  )
}
