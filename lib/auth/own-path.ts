/** A path of this console, or `/`: what is given back never leads to another host. */
export function toOwnPath(text: string | null | undefined): string {
  if (typeof text !== 'string' || !text.startsWith('/') || text.startsWith('//')) return '/'
  if (/[\\\p{Cc}]/u.test(text)) return '/'
  const url = URL.parse(text, 'http://own.invalid')
  if (url === null || url.origin !== 'http://own.invalid') return '/'
  const path = url.pathname + url.search
  return path.startsWith('//') || path.startsWith('/sign-in') ? '/' : path
}
