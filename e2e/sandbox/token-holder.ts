import { ApiFailure } from './failure.ts'
import type { Joiner } from './people.ts'
import { tokenProperties, validateToken } from './tokens.ts'
import type { Room, World } from './world.ts'

/** The joiner as the token names them, or null when the token does not open this room. */
export function tokenHolder(world: World, room: Room, joiner: Joiner): Joiner | null {
  const properties = readToken(world, joiner.token ?? '')
  if (!properties || (properties.room_name ?? room.name) !== room.name) return null
  const ejectAt = ejectTime(world, properties)
  return {
    ...joiner,
    userId: properties.user_id ?? null,
    userName: properties.user_name ?? joiner.userName,
    owner: properties.is_owner ?? false,
    ...(ejectAt === null ? {} : { ejectAt }),
  }
}

function readToken(world: World, token: string) {
  try {
    return tokenProperties.parse(validateToken(world, token, { ignoreNbf: false }))
  } catch (error) {
    if (error instanceof ApiFailure) return null
    throw error
  }
}

function ejectTime(world: World, properties: ReturnType<typeof tokenProperties.parse>) {
  const { exp, eject_at_token_exp: ejectAtExp, eject_after_elapsed: elapsedS } = properties
  const timesMs = [
    ...(ejectAtExp === true && exp !== undefined ? [exp * 1000] : []),
    ...(elapsedS === undefined ? [] : [world.now() + elapsedS * 1000]),
  ]
  return timesMs.length === 0 ? null : Math.min(...timesMs)
}
