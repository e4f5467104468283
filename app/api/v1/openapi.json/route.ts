import { describeApi } from '#lib/gate/openapi'

export const dynamic = 'force-dynamic'

export function GET(): Response {
  return Response.json(describeApi(), { headers: { 'cache-control': 'no-store' } })
}
