import { toUserId } from './user-ids.ts'

type Chosen = { category?: string; text?: string; reporter?: string }
type Backend = { url: string; token: string }

/** A report as the backend of the host app sends it, to the shared product unless told another. Gives its ID. */
export async function reportFromBackend(
  room: string,
  userId: string,
  chosen: Chosen = {},
  backend: Backend = sharedBackend(),
): Promise<string> {
  const { category = 'harassment', text = 'She shouts insults.', reporter = toUserId('Inês') } = chosen
  const { status, body } = await askBackend(backend, '/api/v1/reports', {
    room,
    user_id: userId,
    category,
    text,
    reporter_user_id: reporter,
  })
  if (status !== 201) throw new Error(`The report was answered with ${status}.`)
  return String(body.id)
}

/** The address of the report form, for somebody in the room. */
export async function makeReportLink(room: string, reporter: string): Promise<string> {
  const { status, body } = await askBackend(sharedBackend(), '/api/v1/report-links', {
    room,
    reporter_user_id: reporter,
  })
  if (status !== 201) throw new Error(`The link was answered with ${status}.`)
  return String(body.url)
}

function sharedBackend(): Backend {
  return { url: process.env.APP_URL ?? '', token: process.env.API_TOKEN ?? '' }
}

async function askBackend(
  { url, token }: Backend,
  path: string,
  body: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}
