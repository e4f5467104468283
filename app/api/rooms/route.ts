import { z } from 'zod'
import { operatorRoute } from '#lib/auth/operator-route'
import { listRooms } from '#lib/rooms/queries'

export const GET = operatorRoute(z.object({}), listRooms)
