import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ActionResult } from '#lib/errors'

/** A form sent without script has no page left to tell on that its session has ended, so it leads to the sign-in page. */
export async function signInAgain(
  result: ActionResult<unknown>,
  path: '/account' | '/bans' | '/settings' | '/settings/policies',
): Promise<void> {
  if (result.ok || result.code !== 'unauthenticated' || (await headers()).has('next-action')) return
  redirect(`/sign-in?return=${encodeURIComponent(path)}`)
}
