import { apiPostRoute, apiRoute } from '#lib/auth/api-route'
import { askGate, askGateForMany } from '#lib/gate/queries'
import { gateBatchInput, gateInput } from '#lib/gate/schemas'

export const GET = apiRoute('gate:read', gateInput, askGate)
export const POST = apiPostRoute('gate:read', gateBatchInput, askGateForMany)
