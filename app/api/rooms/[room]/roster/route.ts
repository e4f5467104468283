import { operatorRoute } from '#lib/auth/operator-route'
import { getRoster } from '#lib/presence/queries'
import { roomInput } from '#lib/rooms/schemas'

export const GET = operatorRoute(roomInput, getRoster)
