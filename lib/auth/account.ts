import 'server-only'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { auth } from './better-auth.ts'
import type { ChangePasswordInput } from './schemas.ts'

/** Changes the operator's own password and ends their other sessions. Throws `invalid_input` on a wrong old one. */
export async function changePassword(
  operator: Operator,
  input: ChangePasswordInput,
  requestHeaders: Headers,
) {
  assertCan(operator, 'account.password')
  try {
    await (await auth()).api.changePassword({
      headers: requestHeaders,
      body: {
        currentPassword: input.currentPassword,
        newPassword: input.newPassword,
        revokeOtherSessions: true,
      },
    })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'APIError') throw error
    throw new AppError('invalid_input', 'The current password is wrong.', {
      fieldErrors: { currentPassword: 'This is not your current password.' },
    })
  }
  await recordOwn(operator, 'account.password')
}

export async function signOut(operator: Operator, requestHeaders: Headers): Promise<void> {
  await (await auth()).api.signOut({ headers: requestHeaders })
  await recordOwn(operator, 'session.end')
}

function recordOwn(operator: Operator, verb: string): Promise<void> {
  return inTransaction((tx) => appendAudit(tx, { actor: toActor(operator), verb, result: 'done' }))
}
