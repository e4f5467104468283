import 'server-only'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { isWithinReach, literalAddress, reachOf } from './address.ts'

/** The address as it is called. What its name leads to is checked whenever it is. */
export function toUsableUrl(text: string): string {
  const url = URL.parse(text)
  const fault = url === null ? 'Write the whole address, such as https://example.org/hook.' : faultOf(url)
  if (url === null || fault !== null)
    throw new AppError('invalid_input', fault ?? '', { fieldErrors: { url: fault ?? '' } })
  url.hash = ''
  return url.href
}

function faultOf(url: URL): string | null {
  if (url.username !== '' || url.password !== '') return 'Leave name and password out of the address.'
  const reach = reachOf(url, env().WEBHOOK_PRIVATE_HOSTS)
  if (reach === null) return 'The address must begin with https://.'
  const literal = literalAddress(url)
  if (literal === null || isWithinReach(reach, literal)) return null
  return 'This address is in a private network. WEBHOOK_PRIVATE_HOSTS on the server says which may be used.'
}
