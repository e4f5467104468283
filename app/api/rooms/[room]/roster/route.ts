import { operatorRoute } from '#lib/auth/operator-route'
import { getRosterChanges } from '#lib/presence/queries'
import { rosterInput } from '#lib/presence/schemas'

export const GET = operatorRoute(rosterInput, getRosterChanges)
