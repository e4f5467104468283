import { z } from 'zod'
import { operatorRoute } from '#lib/auth/operator-route'
import { getWebhook } from '#lib/webhooks/queries'

export const GET = operatorRoute(z.object({}), getWebhook)
