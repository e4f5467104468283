'use client'

import { forwardEject } from './actions'

export function Forward() {
  return (
    <button type="button" onClick={() => void forwardEject('room', { ids: [], ban: false })}>
      Forward
    </button>
  )
}
