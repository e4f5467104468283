import { apiPostRoute } from '#lib/auth/api-route'
import { reportByApi } from '#lib/reports/by-api'
import { apiReportInput } from '#lib/reports/schemas'

export const POST = apiPostRoute('reports:write', apiReportInput, reportByApi)
