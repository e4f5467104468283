import { runShellCommand } from '#lib/db/shell'
import { SCOPES } from '#lib/permissions/api-caller'
import { patternsIn, readArguments, stop } from './arguments.ts'
import { TOKEN_COMMANDS } from './token-shell.ts'

const USAGE = `npm run token -- add --name N --scope S [--scope S2] [--rooms 'class-*,lab-*'] [--expires 2027-01-31]
npm run token -- list
npm run token -- revoke --name N | --id I
Scopes: ${SCOPES.join(', ')}`

const OPTIONS = {
  name: { type: 'string' },
  scope: { type: 'string', multiple: true },
  rooms: { type: 'string' },
  expires: { type: 'string' },
  id: { type: 'string' },
} as const

async function main(): Promise<void> {
  const { values, positionals } = readArguments(OPTIONS, USAGE)
  const [verb = ''] = positionals
  if (!(`token ${verb}` in TOKEN_COMMANDS)) return stop(USAGE)
  const { scope, rooms, id, ...named } = values
  await runShellCommand(TOKEN_COMMANDS, `token ${verb}`, {
    ...named,
    ...(id === undefined ? {} : { tokenId: id }),
    ...(verb === 'add' ? { scopes: scope ?? [] } : {}),
    ...(rooms === undefined ? {} : { patterns: patternsIn(rooms) }),
  })
}

await main()
