import 'server-only'
import { z } from 'zod'
import type { ShellCommands } from '#lib/db/control-socket'
import { shellCommand } from '#lib/db/shell'
import { ROLES } from '#lib/permissions/permissions'
import { emailInput, newOperatorInput, passwordInput } from './schemas.ts'
import {
  addOperator,
  changeRole,
  disableOperator,
  listOperators,
  type OperatorListing,
  resetOperator,
} from './team.ts'

const roleInput = z.strictObject({
  email: emailInput,
  role: z.enum(ROLES, `A role is one of ${ROLES.join(', ')}.`),
})
const resetInput = z.strictObject({ email: emailInput, password: passwordInput })
const whoInput = z.strictObject({ email: emailInput })

export const USER_COMMANDS: ShellCommands = {
  'user add': shellCommand(async (input) => {
    const operator = newOperatorInput.parse(input)
    await addOperator(operator)
    return [`Added ${operator.email} as ${operator.role}.`]
  }),
  'user list': shellCommand(async () => {
    const operators = await listOperators()
    return operators.length === 0 ? ['There are no operators yet.'] : operators.map(toLine)
  }),
  'user role': shellCommand(async (input) => {
    const { email, role } = roleInput.parse(input)
    await changeRole(email, role)
    return [`${email} is now ${role}.`]
  }),
  'user reset': shellCommand(async (input) => {
    const { email, password } = resetInput.parse(input)
    await resetOperator(email, password)
    return [`${email} has the new password; older sessions have ended.`]
  }),
  'user disable': shellCommand(async (input) => {
    const { email } = whoInput.parse(input)
    await disableOperator(email)
    return [`${email} is disabled and signed out.`]
  }),
}

function toLine(operator: OperatorListing): string {
  const rooms =
    operator.role === 'admin' || operator.patterns === null ? 'all rooms' : operator.patterns.join(' ')
  return [operator.email, operator.role, operator.state, rooms].join('\t')
}
