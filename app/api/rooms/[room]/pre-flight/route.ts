import { operatorPostRoute } from '#lib/auth/operator-route'
import { preFlight } from '#lib/decisions/look-ahead'
import { preFlightInput } from '#lib/decisions/schemas'
import { roomNameInput } from '#lib/rooms/schemas'

export const POST = operatorPostRoute(preFlightInput.extend({ room: roomNameInput }), preFlight)
