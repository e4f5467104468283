import { isDatabaseReady } from '#lib/db/health'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const ready = await isDatabaseReady()
  return Response.json(
    { status: ready ? 'ready' : 'not ready' },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
