import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { invalidRequest } from './failure.ts'
import { parseJson } from './http.ts'
import type { World } from './world.ts'

const MOST_USER_ID_CHARACTERS = 36
const unixSeconds = z.number().int()

export const tokenProperties = z.strictObject({
  room_name: z.string().optional(),
  user_id: z.string().max(MOST_USER_ID_CHARACTERS).optional(),
  user_name: z.string().optional(),
  is_owner: z.boolean().optional(),
  nbf: unixSeconds.optional(),
  exp: unixSeconds.optional(),
  eject_at_token_exp: z.boolean().optional(),
  eject_after_elapsed: z.number().int().optional(),
  knocking: z.boolean().optional(),
  permissions: z.record(z.string(), z.unknown()).optional(),
  start_audio_off: z.boolean().optional(),
  start_video_off: z.boolean().optional(),
  enable_screenshare: z.boolean().optional(),
  enable_prejoin_ui: z.boolean().optional(),
  enable_live_captions_ui: z.boolean().optional(),
  enable_recording: z.string().optional(),
  start_cloud_recording: z.boolean().optional(),
  close_tab_on_exit: z.boolean().optional(),
  redirect_on_meeting_exit: z.string().optional(),
  lang: z.string().optional(),
})
export type TokenProperties = z.infer<typeof tokenProperties>

export const tokenBody = z.strictObject({ properties: tokenProperties.optional() })

const shortNames: Partial<Record<keyof TokenProperties, string>> = {
  room_name: 'r',
  user_id: 'ud',
  user_name: 'u',
  is_owner: 'o',
  eject_at_token_exp: 'ejt',
  eject_after_elapsed: 'eje',
  knocking: 'k',
  permissions: 'p',
  start_audio_off: 'sao',
  start_video_off: 'svo',
  enable_screenshare: 'ss',
}

const longNames = new Map(Object.entries(shortNames).map(([long, short]) => [short, long]))

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')

export function createToken(world: World, properties: TokenProperties) {
  const nowS = Math.floor(world.now() / 1000)
  if (properties.exp !== undefined && properties.exp <= nowS) {
    throw invalidRequest(`exp was '${properties.exp}', which is in the past rather than in the future`)
  }
  const claims: Record<string, unknown> = { d: world.domainId, iat: nowS }
  for (const [name, value] of Object.entries(properties)) {
    claims[Object.entries(shortNames).find(([long]) => long === name)?.[1] ?? name] = value
  }
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return { token: `${content}.${signatureOf(world, content)}` }
}

const signatureOf = (world: World, content: string) =>
  createHmac('sha256', world.apiKey).update(content).digest('base64url')

const claimsShape = z.looseObject({
  d: z.string(),
  iat: z.number(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
})

export function validateToken(world: World, token: string, { ignoreNbf }: { ignoreNbf: boolean }) {
  const { d: domainId, iat: _issuedAt, ...rest } = readClaims(world, token)
  const nowS = world.now() / 1000
  if (domainId !== world.domainId) throw invalidRequest('token is for another domain')
  if (rest.exp !== undefined && rest.exp <= nowS) throw invalidRequest('token has expired')
  if (!ignoreNbf && rest.nbf !== undefined && rest.nbf > nowS) {
    throw invalidRequest('token is not valid yet')
  }
  const named = Object.entries(rest).map(([name, value]) => [longNames.get(name) ?? name, value])
  return { is_owner: false, ...Object.fromEntries(named) }
}

function readClaims(world: World, token: string) {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const expected = Buffer.from(signatureOf(world, `${header}.${claims}`))
  const given = Buffer.from(signature)
  const isOurs = expected.length === given.length && timingSafeEqual(expected, given)
  const parsed = claimsShape.safeParse(parseJson(Buffer.from(claims, 'base64url').toString('utf8')))
  if (!isOurs || !parsed.success) throw invalidRequest('invalid token')
  return parsed.data
}
