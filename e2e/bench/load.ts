import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

export type Load = { tookMs: number[]; perSecond: number }
type Asked = { path: string; headers?: Record<string, string> }

/** Asks over kept connections, always as many at once, for so long. Milliseconds each answer took. */
export async function putUnderLoad(
  url: string,
  toAsk: () => Asked,
  atOnce: number,
  seconds: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const tookMs: number[] = []
  const startedMs = performance.now()
  const endMs = startedMs + seconds * 1_000
  const worker = async () => {
    while (performance.now() < endMs) {
      const askedMs = performance.now()
      await ask(agent, url, toAsk())
      tookMs.push(performance.now() - askedMs)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  agent.destroy()
  return { tookMs, perSecond: tookMs.length / ((performance.now() - startedMs) / 1_000) }
}

function ask(agent: Agent, url: string, { path, headers = {} }: Asked): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { agent, headers }, (response) => {
      response.resume()
      response.once('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`${path} answered ${response.statusCode}.`))
      })
    })
    sent.once('error', reject)
    sent.end()
  })
}

export type Sent = { tookMs: number[]; answers: { status: number; body: string }[] }
type Posted = { path: string; headers: Record<string, string>; body: unknown }

/**
 * Posts so many a second, whether or not the earlier ones are answered, and waits for all answers. Each is timed from the
 * moment at which it was due.
 */
export async function sendSteadily(
  url: string,
  toSend: () => Posted,
  perSecond: number,
  seconds: number,
): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const tookMs: number[] = []
  const startedMs = performance.now()
  const sent: Promise<{ status: number; body: string }>[] = []
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const dueMs = startedMs + (number * 1_000) / perSecond
    const earlyMs = dueMs - performance.now()
    if (earlyMs > 0) await delay(earlyMs)
    sent.push(
      post(agent, url, toSend()).then((answer) => {
        tookMs.push(performance.now() - dueMs)
        return answer
      }),
    )
  }
  const answers = await Promise.all(sent)
  agent.destroy()
  return { tookMs, answers }
}

function post(agent: Agent, url: string, { path, headers, body }: Posted) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>()
  const text = JSON.stringify(body)
  const length = String(Buffer.byteLength(text))
  const options = { agent, method: 'POST', headers: { ...headers, 'content-length': length } }
  const sent = request(url + path, options, (response) => {
    let answer = ''
    response.setEncoding('utf8')
    response.on('data', (piece: string) => {
      answer += piece
    })
    response.once('end', () => resolve({ status: response.statusCode ?? 0, body: answer }))
  })
  sent.once('error', reject)
  sent.end(text)
  return promise
}
