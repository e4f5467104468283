import { operatorRoute } from '#lib/auth/operator-route'
import { listQueue } from '#lib/reports/queue'
import { queueInput } from '#lib/reports/work-schemas'

export const GET = operatorRoute(queueInput, listQueue)
