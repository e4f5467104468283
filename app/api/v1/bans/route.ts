import { apiPostRoute } from '#lib/auth/api-route'
import { apiBansInput, banByApi } from '#lib/bans/by-api'

export const POST = apiPostRoute('bans:write', apiBansInput, async (caller, input) => ({
  status: 201,
  body: await banByApi(caller, input),
}))
