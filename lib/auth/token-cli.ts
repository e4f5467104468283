import { parseArgs } from 'node:util'
import { runShellCommand } from '#lib/db/shell'
import { SCOPES } from '#lib/permissions/api-caller'
import { TOKEN_COMMANDS } from './token-shell.ts'

const USAGE = `npm run token -- add --name N --scope S [--scope S2] [--rooms 'class-*,lab-*'] [--expires 2027-01-31]
npm run token -- list
npm run token -- revoke --name N | --id I
Scopes: ${SCOPES.join(', ')}`

async function main(): Promise<void> {
  const { values, positionals } = readArguments()
  const [verb = ''] = positionals
  if (!(`token ${verb}` in TOKEN_COMMANDS)) return stop(USAGE)
  const { scope, rooms, id, ...named } = values
  await runShellCommand(TOKEN_COMMANDS, `token ${verb}`, {
    ...named,
    ...(id === undefined ? {} : { tokenId: id }),
    ...(verb === 'add' ? { scopes: scope ?? [] } : {}),
    ...(rooms === undefined ? {} : { patterns: rooms.split(',').map((pattern) => pattern.trim()) }),
  })
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scope: { type: 'string', multiple: true },
        rooms: { type: 'string' },
        expires: { type: 'string' },
        id: { type: 'string' },
      },
    })
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : 'The arguments cannot be read.'}\n${USAGE}`)
  }
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

await main()
