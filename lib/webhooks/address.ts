const PATH = '/api/webhooks/daily'
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Where Daily is to send what happens. */
export function toWebhookUrl(appUrl: string): string {
  return new URL(PATH, appUrl).href
}

export function isSameAddress(url: string, other: string): boolean {
  return url === other || URL.parse(url)?.href === other
}

/** Daily cannot call a machine's own loopback address. */
export function isReachable(url: string): boolean {
  return !LOOPBACK.has(new URL(url).hostname)
}

/** Host and path: what stands around them in somebody else's address may be a secret. */
export function shownAddress(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? 'an address that cannot be read' : parsed.host + parsed.pathname
}
