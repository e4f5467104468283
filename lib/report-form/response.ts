import 'server-only'
import { randomBytes } from 'node:crypto'
import { env } from '#lib/env'
import { type Page, toDocument } from './page.ts'

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
}

export function toResponse(page: Page, status: number, headers: Record<string, string> = {}): Response {
  const nonce = randomBytes(16).toString('base64')
  return new Response(toDocument(page, nonce), {
    status,
    headers: {
      ...HEADERS,
      'content-language': page.language,
      'content-security-policy': policy(nonce),
      ...headers,
    },
  })
}

/** Where a browser that has sent the form goes next: a reload must not send it again. */
export function toReceipt(token: string, reportId: string): Response {
  const location = `/report?${new URLSearchParams({ token, sent: reportId })}`
  return new Response(null, { status: 303, headers: { ...HEADERS, location } })
}

/** Alone of all pages this one may stand in a frame, of those that the configuration names. */
function policy(nonce: string): string {
  const ancestors = env().REPORT_FRAME_ANCESTORS
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors ${ancestors.length === 0 ? `'none'` : ancestors.join(' ')}`,
  ].join('; ')
}
