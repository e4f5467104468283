/** A host that may be private by configuration; port null is any. */
export type PrivateHost = { hostname: string; port: string | null }

const ENTRY = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i

/** Reads `host` or `host:port`, with IPv6 between brackets, the way URLs write it. */
export function parsePrivateHost(text: string): PrivateHost | null {
  const [, host, port] = ENTRY.exec(text) ?? []
  const number = Number(port ?? 443)
  const url = URL.parse(`https://${host ?? ''}/`)
  if (host === undefined || url === null || number < 1 || number > 65_535) return null
  return { hostname: url.hostname, port: port === undefined ? null : String(number) }
}
