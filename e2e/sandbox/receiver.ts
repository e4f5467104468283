import { once } from 'node:events'
import { createServer } from 'node:http'
import { parseJson, readText } from './http.ts'

type Received = { body: unknown; text: string; timestamp: string; signature: string }
type ReceivedEvent = { type: string; id: string; payload: Record<string, unknown> }

const isEvent = (body: unknown): body is ReceivedEvent =>
  typeof body === 'object' && body !== null && 'payload' in body

/** Takes webhooks for tests and keeps what came. */
export async function startReceiver() {
  const received: Received[] = []
  let status = 200
  const server = createServer(async (request, response) => {
    const text = await readText(request)
    received.push({
      body: parseJson(text),
      text,
      timestamp: String(request.headers['x-webhook-timestamp']),
      signature: String(request.headers['x-webhook-signature']),
    })
    response.writeHead(status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    events: () => received.map(({ body }) => body).filter(isEvent),
    answerWith: (next: number) => {
      status = next
    },
    clear: () => {
      status = 200
      received.length = 0
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
