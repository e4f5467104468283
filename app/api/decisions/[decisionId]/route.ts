import { operatorRoute } from '#lib/auth/operator-route'
import { getDecision } from '#lib/decisions/queries'
import { decisionIdInput } from '#lib/decisions/schemas'

export const GET = operatorRoute(decisionIdInput, getDecision)
