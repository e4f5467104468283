import { operatorRoute } from '#lib/auth/operator-route'
import { listDecisions } from '#lib/decisions/queries'
import { roomInput } from '#lib/rooms/schemas'

export const GET = operatorRoute(roomInput, listDecisions)
