import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach } from 'node:test'
import { receiveWebhook } from '#lib/webhooks/events'
import { setEnvironment } from './environment.ts'

/** The console's own address for a test file: Daily's webhook is answered there as in the built app. */
export function withOwnAddress(): { appUrl: () => string; url: () => string } {
  let server: Server | null = null
  let appUrl = ''
  before(async () => {
    server = createServer(answer)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    appUrl = `http://127.0.0.1:${portOf(server.address())}`
  })
  beforeEach(() => setEnvironment({ APP_URL: appUrl }))
  after(() => {
    server?.closeAllConnections()
    server?.close()
  })
  return { appUrl: () => appUrl, url: () => `${appUrl}/api/webhooks/daily` }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  const init = { method: 'POST', headers, body: Buffer.concat(chunks) }
  const { status } = await receiveWebhook(new Request('http://console.test/', init))
  response.writeHead(status).end()
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}
