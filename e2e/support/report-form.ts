import { showReportForm, takeReportForm } from '#lib/report-form/handlers'
import { type ReportLink, signLink } from '#lib/reports/link'
import { ROOM } from './decisions.ts'

/** A token of the form as a link carries it, for Mia in the room of the tests. */
export function aFormToken(chosen: Partial<ReportLink> = {}): string {
  return signLink({
    room: ROOM,
    reporter: 'u-mia',
    participant: null,
    expires: Math.floor(Date.now() / 1_000) + 600,
    tokenId: '00000000-0000-4000-8000-000000000001',
    tokenName: 'host app',
    ...chosen,
  })
}

type Asked = { token?: string; language?: string; sent?: string }

async function toAnswer(response: Response) {
  return { status: response.status, headers: response.headers, text: await response.text() }
}

function toRequest({ token = aFormToken(), language, sent }: Asked, init: RequestInit = {}): Request {
  const query = new URLSearchParams({ token, ...(sent === undefined ? {} : { sent }) })
  const headers = new Headers(init.headers)
  if (language !== undefined) headers.set('accept-language', language)
  return new Request(`http://127.0.0.1/report?${query}`, { ...init, headers })
}

/** The page that a browser would get. */
export async function askForm(asked: Asked = {}) {
  return toAnswer(await showReportForm(toRequest(asked)))
}

export const FILLED = { whom: 'p-sam', kind: 'harassment', text: 'She shouts insults.', when: 'now' }

/** As a browser sends the form. */
export async function sendForm(fields: Record<string, string>, asked: Asked = {}) {
  const body = new URLSearchParams(fields)
  return toAnswer(await takeReportForm(toRequest(asked, { method: 'POST', body })))
}

export async function sendAs(type: string, body: string, asked: Asked = {}) {
  const init = { method: 'POST', body, headers: { 'content-type': type } }
  return toAnswer(await takeReportForm(toRequest(asked, init)))
}
