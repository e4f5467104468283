import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { derivedKey } from '#lib/derived-key'

const PURPOSE = 'roomwarden: link to the report form, 1'

const payload = z.strictObject({
  purpose: z.literal(PURPOSE),
  room: z.string(),
  reporter: z.string(),
  participant: z.string().nullable(),
  /** Unix seconds. */
  expires: z.int(),
  /** The API token that asked for the link. */
  tokenId: z.uuid(),
  tokenName: z.string(),
})

/** Who may report from which room until when: all that the form knows of its reader. */
export type ReportLink = Omit<z.output<typeof payload>, 'purpose'>

export function signLink(link: ReportLink): string {
  const said = Buffer.from(JSON.stringify({ purpose: PURPOSE, ...link })).toString('base64url')
  return `${said}.${signatureOf(said)}`
}

/** Null where the token was not made here, for this purpose, as it stands. */
export function readLink(token: string, nowMs = Date.now()): (ReportLink & { expired: boolean }) | null {
  const [said = '', signature = '', ...more] = token.split('.')
  if (more.length > 0 || !isSame(signature, signatureOf(said))) return null
  const { success, data } = payload.safeParse(parse(said))
  if (!success) return null
  const { purpose: _, ...link } = data
  return { ...link, expired: link.expires * 1_000 <= nowMs }
}

function signatureOf(said: string): string {
  return createHmac('sha256', derivedKey(PURPOSE)).update(`${PURPOSE}\n${said}`).digest('base64url')
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function parse(said: string): unknown {
  try {
    return JSON.parse(Buffer.from(said, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
