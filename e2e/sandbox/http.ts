import type { IncomingMessage, ServerResponse } from 'node:http'

const MOST_BODY_BYTES = 32 * 1024 * 1024

export type Answer = { status: number; text: string; headers?: Record<string, string> }

export const json = (status: number, body: unknown): Answer => ({ status, text: JSON.stringify(body) })

export function send(response: ServerResponse, { status, text, headers }: Answer) {
  if (response.destroyed) return
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
}

export async function readText(request: IncomingMessage) {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > MOST_BODY_BYTES) throw new Error('body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function decodeSegment(segment: string) {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
