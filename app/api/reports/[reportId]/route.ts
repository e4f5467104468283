import { operatorRoute } from '#lib/auth/operator-route'
import { getReport } from '#lib/reports/report'
import { reportIdInput } from '#lib/reports/work-schemas'

export const GET = operatorRoute(reportIdInput, getReport)
