import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { callServerAction, findServerAction } from './actions.ts'
import { signInOverHttp } from './http-session.ts'
import { type Product, startProduct } from './product.ts'
import { addTeam, emailOf, PASSWORD } from './team.ts'

/** Bans people from a room in which they are not, and has Daily forget it. Gives a moderator's cookie. */
export async function banFromRoom(product: Product, room: string, userIds: string[]): Promise<string> {
  const cookie = await signInOverHttp(product.url, emailOf('moderator'), PASSWORD)
  const targets = userIds.map((id) => ({ kind: 'user', id }))
  const { text } = await callServerAction({
    url: `${product.url}/rooms/${room}`,
    id: findServerAction('ejectAction').id,
    args: [{ room, intentKey: randomUUID(), targets, ban: true, policy: 'spam', reason: '' }],
    cookie,
  })
  if (!text.includes('"ok":true')) throw new Error('The bans could not be stored.')
  product.sandbox.forgetBans()
  product.sandbox.clearRequests()
  return cookie
}

const listed = z.object({
  decisions: z.array(z.object({ id: z.string(), status: z.string(), automated: z.boolean() })),
})
const told = z.object({
  status: z.string(),
  targets: z.array(z.object({ id: z.string(), outcome: z.string().nullable() })),
})

/** What Roomwarden did by itself in a room lately: how often each session was acknowledged as ejected, and what is open. */
export async function readEnforced(url: string, room: string, cookie: string) {
  const read = async (path: string) => (await fetch(url + path, { headers: { cookie } })).json()
  const { decisions } = listed.parse(await read(`/api/rooms/${room}/decisions`))
  const ejected = new Map<string, number>()
  for (const { id } of decisions.filter(({ automated }) => automated)) {
    for (const target of told.parse(await read(`/api/decisions/${id}`)).targets) {
      if (target.outcome === 'ejected') ejected.set(target.id, (ejected.get(target.id) ?? 0) + 1)
    }
  }
  return { ejected, open: decisions.filter(({ status }) => status === 'open').length }
}

/** Makes the product's own webhook at the sandbox, signed with the secret the product knows. */
export async function connectWebhook({ url, sandbox, environment }: Product): Promise<void> {
  const { DAILY_WEBHOOK_SECRET: hmac = '' } = environment
  const response = await fetch(`${sandbox.url}/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${url}/api/webhooks/daily`, hmac, retryType: 'exponential' }),
  })
  if (!response.ok) throw new Error(`The webhook could not be created (${response.status}).`)
}

/** The product with its team, told by a webhook and polling as it does in production. */
export async function startWithWebhook(databaseServerUrl: string | undefined): Promise<Product> {
  const product = await startProduct({
    databaseServerUrl,
    environment: {
      PRESENCE_INTERVAL_SECONDS: '15',
      LOG_LEVEL: 'warn',
      DAILY_WEBHOOK_SECRET: WEBHOOK_SECRET,
    },
    sandbox: { rateLimit: false },
  })
  await addTeam(product.environment)
  await connectWebhook(product)
  return product
}

export const WEBHOOK_SECRET = Buffer.from('a-webhook-secret-for-tests-only!').toString('base64')
