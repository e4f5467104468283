import { BlockList, isIP } from 'node:net'
import type { PrivateHost } from '#lib/private-host'

/** Where a connection to an address may lead. */
export type Reach = 'public' | 'private' | 'loopback'

/**
 * Which addresses the host of a URL may have, or null when it may not be used at all: only https, and http to this
 * machine where configuration allows it. A host that is allowed to be private may have any.
 */
export function reachOf(url: URL, privateHosts: readonly PrivateHost[]): Reach | null {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  const isListed = privateHosts.some(
    (host) => host.hostname === url.hostname && (host.port === null || host.port === port),
  )
  if (url.protocol === 'https:') return isListed ? 'private' : 'public'
  return url.protocol === 'http:' && isListed && isLoopbackName(url.hostname) ? 'loopback' : null
}

export function isWithinReach(reach: Reach, address: string): boolean {
  if (reach === 'private') return isIP(address) !== 0
  return reach === 'loopback' ? isLoopback(address) : isPublicAddress(address)
}

/** The IP address that a URL names as its host, or null for a name. */
export function literalAddress({ hostname }: Pick<URL, 'hostname'>): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) === 0 ? null : bare
}

/**
 * Whether an address is somewhere on the internet, as the registries of special addresses have it (RFC 6890 and later).
 * Every form of IPv6 that carries or maps an IPv4 address counts as not.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !SPECIAL_V4.check(address, 'ipv4')
  if (isIP(address) !== 6 || address.includes('%')) return false
  return GLOBAL_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6')
}

function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

const SPECIAL_V4 = subnets('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Reached from inside of Azure only.
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])

/** All that is given out to the internet; outside lie loopback, mapped, NAT64, unique local, link-local and multicast. */
const GLOBAL_V6 = subnets('ipv6', ['2000::/3'])

const SPECIAL_V6 = subnets('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])

function subnets(family: 'ipv4' | 'ipv6', list: readonly string[]): BlockList {
  const blocked = new BlockList()
  for (const subnet of list) {
    const [net = '', prefix] = subnet.split('/')
    blocked.addSubnet(net, Number(prefix), family)
  }
  return blocked
}
