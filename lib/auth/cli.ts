import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runShellCommand } from '#lib/db/shell'
import { patternsIn, readArguments, stop } from './arguments.ts'
import { USER_COMMANDS } from './shell-commands.ts'

const USAGE = `npm run user -- add --email E --role viewer|support|moderator|admin [--name N] [--rooms 'class-*,lab-*'] [--password-stdin]
npm run user -- list
npm run user -- role --email E --role R
npm run user -- reset --email E [--password-stdin]
npm run user -- disable --email E`

const NEEDS_PASSWORD = new Set(['add', 'reset'])

const OPTIONS = {
  email: { type: 'string' },
  role: { type: 'string' },
  name: { type: 'string' },
  rooms: { type: 'string' },
  'password-stdin': { type: 'boolean' },
} as const

async function main(): Promise<void> {
  const { values, positionals } = readArguments(OPTIONS, USAGE)
  const [verb = ''] = positionals
  if (!(`user ${verb}` in USER_COMMANDS)) return stop(USAGE)
  const { 'password-stdin': fromStdin, rooms, ...named } = values
  const password = NEEDS_PASSWORD.has(verb) ? await readPassword(fromStdin === true) : undefined
  await runShellCommand(USER_COMMANDS, `user ${verb}`, {
    ...named,
    ...(password === undefined ? {} : { password }),
    ...(rooms === undefined ? {} : { patterns: patternsIn(rooms) }),
  })
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

await main()
