import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { after, before, beforeEach } from 'node:test'
import { setEnvironment } from './environment.ts'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }

type Answer = (response: ServerResponse, received: Received) => void

export type WebhookReceiver = {
  url: string
  host: string
  received: Received[]
  /** From now on; 204 at first. */
  answer: (next: number | Answer) => void
  clear: () => void
  close: () => Promise<void>
}

/** Takes outgoing webhooks on loopback and keeps what came. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = []
  let answer: Answer = withStatus(204)
  const server = createServer(async (request, response) => {
    const one = { path: request.url ?? '', headers: request.headers, body: await readText(request) }
    received.push(one)
    answer(response, one)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    url: `http://${host}/hooks/marker-path-1234`,
    host,
    received,
    answer: (next) => {
      answer = typeof next === 'number' ? withStatus(next) : next
    },
    clear: () => {
      received.length = 0
      answer = withStatus(204)
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function withStatus(status: number): Answer {
  return (response) => void response.writeHead(status).end()
}

/** One for a test file, empty before each test, which configuration allows to be called. */
export function withWebhookReceiver(): () => WebhookReceiver {
  let receiver: WebhookReceiver | null = null
  const started = () => {
    if (receiver === null) throw new Error('The receiver runs only while tests do.')
    return receiver
  }
  before(async () => {
    receiver = await startWebhookReceiver()
    setEnvironment({ WEBHOOK_PRIVATE_HOSTS: receiver.host })
  })
  beforeEach(() => started().clear())
  after(() => started().close())
  return started
}
