import { apiPostRoute } from '#lib/auth/api-route'
import { makeReportLink } from '#lib/reports/by-api'
import { reportLinkInput } from '#lib/reports/schemas'

export const POST = apiPostRoute('reports:write', reportLinkInput, makeReportLink)
