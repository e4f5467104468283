import { z } from 'zod'
import { operatorRoute } from '#lib/auth/operator-route'
import { listRooms } from '#lib/rooms/queries'
import { getJoinWave } from '#lib/settings/queries'

export const GET = operatorRoute(z.object({}), async (operator) => listRooms(operator, await getJoinWave()))
