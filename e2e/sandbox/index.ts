import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answerApi } from './api.ts'
import { answerControl } from './control.ts'
import { type Controls, createControls } from './controls.ts'
import { createDelivery, postSigned } from './delivery.ts'
import { json, send } from './http.ts'
import type { QuirkChanges } from './quirks.ts'
import type { RateLimitChanges } from './rate-limit.ts'
import { createTraffic, type Latency } from './traffic.ts'
import type { Post } from './webhooks.ts'
import { createWorld, stopTimers } from './world.ts'

export type SandboxOptions = {
  port?: number
  apiKey?: string
  domainName?: string
  quirks?: QuirkChanges
  rateLimit?: RateLimitChanges | false
  latency?: Latency
  now?: () => number
  random?: () => number
}

export type Sandbox = Controls & {
  /** Daily's base address, ends in /v1. */
  url: string
  controlUrl: string
  apiKey: string
  port: number
  onClose: (act: () => void) => void
  close: () => Promise<void>
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const closing = new AbortController()
  const apiKey = options.apiKey ?? randomBytes(32).toString('hex')
  const world = createWorld({
    apiKey,
    domainName: options.domainName ?? 'sandbox',
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
  })
  const traffic = createTraffic()
  const post: Post = (target, body, postOptions) =>
    postSigned({ world, closing: closing.signal }, target, { body, options: postOptions })
  const delivery = createDelivery(world, post, closing.signal)
  world.emit = delivery.enqueue

  const controls = createControls({ world, traffic, post, delivery, defaults: options })
  const api = { world, traffic, post, closing: closing.signal }
  const listening = await listen(options.port ?? 0, (request, response) => {
    const path = request.url ?? '/'
    if (/^\/v1(\/|\?|$)/.test(path)) return answerApi(api, request, response)
    if (path.startsWith('/__sandbox')) return answerControl(controls, request, response)
    return send(response, json(404, { error: 'not-found', info: 'api endpoint does not exist' }))
  })

  const closers: (() => void)[] = []
  let closed: Promise<void> | undefined
  function close() {
    closed ??= closeOnce()
    return closed
  }
  async function closeOnce() {
    closing.abort()
    stopTimers(world)
    for (const act of closers.splice(0)) act()
    await listening.stop()
  }
  const origin = `http://127.0.0.1:${listening.port}`
  return {
    ...controls,
    url: `${origin}/v1`,
    controlUrl: `${origin}/__sandbox`,
    apiKey,
    port: listening.port,
    onClose: (act) => closers.push(act),
    close,
  }
}

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

async function listen(port: number, listener: Listener) {
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    Promise.resolve(listener(request, response)).catch(() => request.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  async function stop() {
    const stopped = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await stopped
  }
  return { port: portOf(server.address()), stop }
}

function portOf(address: AddressInfo | string | null) {
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
