import type { Controls } from './controls.ts'
import { JoinRefused } from './people-controls.ts'

/** The sandbox's controls over HTTP, for tests in another process: the same names, every answer a promise. */
export type RemoteSandbox = {
  [K in keyof Controls]: (...given: Parameters<Controls[K]>) => Promise<Awaited<ReturnType<Controls[K]>>>
}

type Ask = <T>(command: string, body?: unknown) => Promise<T>

export function connectSandbox(controlUrl: string): RemoteSandbox {
  const ask = askerOf(controlUrl)
  return { ...peopleOver(ask), ...roomsOver(ask), ...trafficOver(ask), ...webhooksOver(ask) }
}

function askerOf(controlUrl: string): Ask {
  return async (command, body = {}) => {
    const response = await fetch(`${controlUrl.replace(/\/$/, '')}/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    if (response.status === 409) throw new JoinRefused(answer.refusal)
    if (!response.ok) throw new Error(`sandbox refused ${command}: ${answer.info ?? response.status}`)
    return answer
  }
}

type Part<K extends keyof Controls> = Pick<RemoteSandbox, K>

function peopleOver(
  ask: Ask,
): Part<'join' | 'tryJoin' | 'joinMany' | 'leave' | 'people' | 'addGhosts' | 'clearGhosts'> {
  return {
    join: async (room, joiner) => {
      const { sessionId } = await ask<{ sessionId: string }>('join', { room, ...joiner })
      return sessionId
    },
    tryJoin: (room, joiner) => ask('try-join', { room, ...joiner }),
    joinMany: async (room, joiners) => {
      const { sessionIds } = await ask<{ sessionIds: string[] }>('join-many', { room, joiners })
      return sessionIds
    },
    leave: async (sessionId) => {
      const { left } = await ask<{ left: boolean }>('leave', { sessionId })
      return left
    },
    people: (room) => ask('people', { room }),
    addGhosts: (rule) => ask('add-ghosts', rule),
    clearGhosts: () => ask('clear-ghosts'),
  }
}

function roomsOver(
  ask: Ask,
): Part<
  | 'createRoom'
  | 'changeRoom'
  | 'deleteRoom'
  | 'rooms'
  | 'endMeeting'
  | 'bans'
  | 'forgetBans'
  | 'messages'
  | 'reset'
> {
  return {
    createRoom: (room) => ask('create-room', room),
    changeRoom: (room, settings) => ask('change-room', { room, ...settings }),
    deleteRoom: (room) => ask('delete-room', { room }),
    rooms: () => ask('rooms'),
    endMeeting: (room) => ask('end-meeting', { room }),
    bans: (room) => ask('bans', { room }),
    forgetBans: (room) => ask('forget-bans', { room }),
    messages: (room) => ask('messages', { room }),
    reset: () => ask('reset'),
  }
}

function trafficOver(
  ask: Ask,
): Part<
  | 'addFault'
  | 'clearFaults'
  | 'faults'
  | 'setQuirks'
  | 'quirks'
  | 'setLatency'
  | 'setRateLimit'
  | 'requests'
  | 'clearRequests'
> {
  return {
    addFault: async (fault) => {
      const { id } = await ask<{ id: string }>('add-fault', fault)
      return id
    },
    clearFaults: (id) => ask('clear-faults', { id }),
    faults: () => ask('faults'),
    setQuirks: (changes) => ask('set-quirks', changes),
    quirks: () => ask('quirks'),
    setLatency: (latency) => ask('set-latency', latency),
    setRateLimit: (changes) => ask('set-rate-limit', changes),
    requests: (filter = {}) => ask('requests', filter),
    clearRequests: () => ask('clear-requests'),
  }
}

function webhooksOver(ask: Ask): Part<'sendWebhook' | 'buildEvent' | 'webhook'> {
  return {
    sendWebhook: async (event, options) => {
      const { status } = await ask<{ status: number | null }>('send-webhook', { event, options })
      return status
    },
    buildEvent: (event) => ask('build-event', event),
    webhook: async () => {
      const { webhook } = await ask<{ webhook: Awaited<ReturnType<RemoteSandbox['webhook']>> }>('webhook')
      return webhook
    },
  }
}
