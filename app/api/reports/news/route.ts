import { z } from 'zod'
import { operatorRoute } from '#lib/auth/operator-route'
import { getReportNews } from '#lib/reports/queue'

export const GET = operatorRoute(z.object({}), getReportNews)
