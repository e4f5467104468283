import type { Route } from 'next'
import { toOwnPath } from '#lib/auth/own-path'

/** Where to go after sign-in. An address of ours that shows no page ends on the one for what is not there. */
export function toOwnRoute(text: string | null | undefined): Route {
  const path = toOwnPath(text)
  return isOwn(path) ? path : '/'
}

function isOwn(path: string): path is Route {
  return toOwnPath(path) === path
}
