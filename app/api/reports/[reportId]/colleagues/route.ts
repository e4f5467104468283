import { operatorRoute } from '#lib/auth/operator-route'
import { listColleagues } from '#lib/reports/report'
import { reportIdInput } from '#lib/reports/work-schemas'

export const GET = operatorRoute(reportIdInput, listColleagues)
