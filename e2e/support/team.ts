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
  const command = [
    '--conditions=react-server',
    '--disable-warning=ExperimentalWarning',
    'lib/auth/cli.ts',
    ...args,
  ]
  const child = spawn(process.execPath, command, {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.stdin.end(input)
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The command user ${args[0]} failed.`)
}
