import { spawn } from 'node:child_process'
import { once } from 'node:events'

export const PASSWORD = 'only for the tests 4711'

/** Who signs in during the browser tests; `rooms` limits them to rooms matching the pattern. */
export const TEAM = {
  admin: { role: 'admin', name: 'Noor Haddad' },
  moderator: { role: 'moderator', name: 'Ada Moreau' },
  colleague: { role: 'moderator', name: 'Rafael Ortega' },
  support: { role: 'support', name: 'Jonas Weil' },
  viewer: { role: 'viewer', name: 'Ines Duarte' },
  elsewhere: { role: 'moderator', name: 'Mei Tanaka', rooms: 'elsewhere-*' },
  leaver: { role: 'moderator', name: 'Kofi Mensah' },
} as const

export type Member = keyof typeof TEAM

export const MEMBERS: readonly Member[] = [
  'admin',
  'moderator',
  'colleague',
  'support',
  'viewer',
  'elsewhere',
  'leaver',
]

export function emailOf(member: Member): string {
  return `${member}@example.org`
}

export function statePath(member: Member): string {
  return `${process.env.AUTH_FOLDER ?? 'test-results/auth'}/${member}.json`
}

/** Adds everybody through the shell command, as an administrator of the server would. */
export async function addTeam(environment: Record<string, string>): Promise<void> {
  for (const member of MEMBERS) {
    const { role, name, ...rest } = TEAM[member]
    const rooms = 'rooms' in rest ? ['--rooms', rest.rooms] : []
    await userCommand(
      environment,
      ['add', '--email', emailOf(member), '--role', role, '--name', name, ...rooms, '--password-stdin'],
      PASSWORD,
    )
  }
}

export async function userCommand(
  environment: Record<string, string>,
  args: string[],
  input = '',
): Promise<void> {
  await shellCommand('lib/auth/cli.ts', environment, args, input)
}

/** An API token for the backend that the browser tests play. */
export async function addApiToken(environment: Record<string, string>, scope: string): Promise<string> {
  return tokenCommand(environment, ['add', '--name', `tests ${scope}`, '--scope', scope])
}

/** As `npm run token`; gives what it prints. */
export async function tokenCommand(environment: Record<string, string>, args: string[]): Promise<string> {
  return shellCommand('lib/auth/token-cli.ts', environment, args)
}

async function shellCommand(
  script: string,
  environment: Record<string, string>,
  args: string[],
  input = '',
): Promise<string> {
  const command = ['--conditions=react-server', '--disable-warning=ExperimentalWarning', script, ...args]
  const child = spawn(process.execPath, command, {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(input)
  let output = ''
  child.stdout.on('data', (piece: Buffer) => {
    output += piece.toString('utf8')
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The command ${script} ${args[0]} failed.`)
  return output.trim()
}
