import { z } from 'zod'
import { operatorRoute } from '#lib/auth/operator-route'
import { listPolicyChoices } from '#lib/policies/queries'

export const GET = operatorRoute(z.object({}), listPolicyChoices)
