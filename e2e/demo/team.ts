import { addOperator, resetOperator } from '#lib/auth/team'
import type { NewTokenInput } from '#lib/auth/token-schemas'
import { storeToken } from '#lib/auth/token-store'
import { closeDatabase } from '#lib/db/database'
import { AppError } from '#lib/errors'
import type { Role } from '#lib/permissions/permissions'
import { randomPassword } from './secrets.ts'

export type SignIn = { role: Role; email: string; password: string; rooms: string }

const TEAM = [
  { role: 'admin', name: 'Noor Haddad', patterns: [] },
  { role: 'moderator', name: 'Ada Moreau', patterns: [] },
  { role: 'support', name: 'Jonas Weil', patterns: [] },
  { role: 'viewer', name: 'Ines Duarte', patterns: ['class-*', 'study-*'] },
] as const

export type Prepared = {
  signIns: SignIn[]
  /** For the host app that sends the sample reports; null from the second start on, when they are there. */
  reportsToken: string | null
}

/** One operator a role, with passwords that are new at every start. The server must not be running yet. */
export async function prepareTeam(): Promise<Prepared> {
  const signIns = await prepareOperators()
  const reportsToken = await prepareToken()
  await closeDatabase()
  return { signIns, reportsToken }
}

async function prepareToken(): Promise<string | null> {
  const input: NewTokenInput = { name: 'Host app', scopes: ['reports:write'], patterns: [], expires: null }
  return storeToken({ kind: 'system', name: 'Demo' }, input).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    return null
  })
}

async function prepareOperators(): Promise<SignIn[]> {
  const signIns: SignIn[] = []
  for (const { role, name, patterns } of TEAM) {
    const operator = {
      role,
      name,
      patterns: [...patterns],
      email: `${role}@example.org`,
      password: randomPassword(),
    }
    await addOperator(operator).catch(async (error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error
      await resetOperator(operator.email, operator.password)
    })
    signIns.push({
      role,
      email: operator.email,
      password: operator.password,
      rooms: patterns.join(' ') || 'all rooms',
    })
  }
  return signIns
}
