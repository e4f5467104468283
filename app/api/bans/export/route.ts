import { operatorFileRoute } from '#lib/auth/operator-route'
import { toBansCsv, toBansJson } from '#lib/bans/export'
import { exportBans } from '#lib/bans/queries'
import { exportBansInput } from '#lib/bans/schemas'

export const GET = operatorFileRoute(exportBansInput, async (operator, input) => {
  const bans = await exportBans(operator, input)
  const name = `bans-${input.state}-${new Date().toISOString().slice(0, 10)}.${input.format}`
  return input.format === 'csv'
    ? { name, type: 'text/csv', text: toBansCsv(bans) }
    : { name, type: 'application/json', text: toBansJson(bans) }
})
