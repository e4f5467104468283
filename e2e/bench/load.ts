import { Agent, request } from 'node:http'

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
