import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { runShellCommand } from '#lib/db/shell'
import { USER_COMMANDS } from './shell-commands.ts'

const USAGE = `npm run user -- add --email E --role viewer|support|moderator|admin [--name N] [--rooms 'class-*,lab-*'] [--password-stdin]
npm run user -- list
npm run user -- role --email E --role R
npm run user -- reset --email E [--password-stdin]
npm run user -- disable --email E`

const NEEDS_PASSWORD = new Set(['add', 'reset'])

async function main(): Promise<void> {
  const { values, positionals } = readArguments()
  const [verb = ''] = positionals
  if (!(`user ${verb}` in USER_COMMANDS)) return stop(USAGE)
  const { 'password-stdin': fromStdin, rooms, ...named } = values
  const password = NEEDS_PASSWORD.has(verb) ? await readPassword(fromStdin === true) : undefined
  await runShellCommand(USER_COMMANDS, `user ${verb}`, {
    ...named,
    ...(password === undefined ? {} : { password }),
    ...(rooms === undefined ? {} : { patterns: rooms.split(',').map((pattern) => pattern.trim()) }),
  })
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        email: { type: 'string' },
        role: { type: 'string' },
        name: { type: 'string' },
        rooms: { type: 'string' },
        'password-stdin': { type: 'boolean' },
      },
    })
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : 'The arguments cannot be read.'}\n${USAGE}`)
  }
}

async function readPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) return (await text(process.stdin)).replace(/\r?\n$/, '')
  if (!process.stdin.isTTY) return stop('No terminal to ask for the password: add --password-stdin.')
  process.stderr.write('Password: ')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true })
  const password = await prompt.question('')
  prompt.close()
  process.stderr.write('\n')
  return password
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

await main()
