import { type NextRequest, NextResponse } from 'next/server'

const PATH_HEADER = 'x-roomwarden-path'
const PUBLIC = /^\/(sign-in|api\/)/

/** Gives every answer its nonce and policy. The redirect for strangers is a courtesy; pages and doors check for themselves. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, request.nextUrl.protocol)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  const response = isStranger(request) ? toSignIn(request) : pass(request, headers)
  response.headers.set('content-security-policy', policy)
  return response
}

/** The framework's own error page, and addresses it cannot decode, end on our page for what is not there. */
function pass(request: NextRequest, headers: Headers): NextResponse {
  const { pathname } = request.nextUrl
  if (pathname !== '/_global-error' && isDecodable(pathname))
    return NextResponse.next({ request: { headers } })
  const nowhere = pathname.startsWith('/api/v1/') ? '/api/v1/nowhere' : '/_not-found'
  return NextResponse.rewrite(new URL(nowhere, request.url), { request: { headers } })
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * The machine API is no page: its door gives its answers a policy of their own, and backends wait for it. The report form
 * is for strangers, and alone may stand in a frame: it makes its own policy too.
 */
export const config = { matcher: '/((?!_next/static/|_next/image$|icon\\.svg$|report$|api/v1/[a-z-]+$).*)' }

function contentSecurityPolicy(nonce: string, protocol: string): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(protocol === 'https:' ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

function isStranger(request: NextRequest): boolean {
  if (PUBLIC.test(request.nextUrl.pathname) || request.method !== 'GET') return false
  return !request.cookies.getAll().some(({ name }) => name.endsWith('roomwarden.session_token'))
}

function toSignIn(request: NextRequest): NextResponse {
  const target = new URL('/sign-in', request.url)
  const path = request.nextUrl.pathname + request.nextUrl.search
  if (path !== '/') target.searchParams.set('return', path)
  return NextResponse.redirect(target)
}
