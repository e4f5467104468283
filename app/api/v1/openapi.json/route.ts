import { API_HEADERS } from '#lib/auth/api-problem'
import { describeApi } from '#lib/openapi/openapi'

export const dynamic = 'force-dynamic'

export function GET(): Response {
  return Response.json(describeApi(), { headers: API_HEADERS })
}
