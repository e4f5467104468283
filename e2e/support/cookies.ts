import { readFileSync } from 'node:fs'
import { type Member, statePath } from './team.ts'

/** The Cookie header of a member who has signed in through the form. */
export function cookieOf(member: Member): string {
  const { cookies } = JSON.parse(readFileSync(statePath(member), 'utf8'))
  return cookies.map((cookie: { name: string; value: string }) => `${cookie.name}=${cookie.value}`).join('; ')
}
