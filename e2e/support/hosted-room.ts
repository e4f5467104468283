import { beforeEach } from 'node:test'
import type { Sandbox } from '../sandbox/index.ts'
import { ROOM } from './decisions.ts'
import { pollNow } from './sandbox.ts'

/** Before each test a room with a host in it. The function has somebody join, and presence see it. */
export function withHostedRoom(daily: () => Sandbox) {
  beforeEach(() => {
    daily().createRoom({ name: ROOM })
    daily().join(ROOM, { userName: 'Host', userId: 'u-host' })
  })
  return async (userId: string | null, userName = 'Sam', room = ROOM): Promise<string> => {
    const id = daily().join(room, { userName, userId })
    await pollNow()
    daily().clearRequests()
    return id
  }
}
