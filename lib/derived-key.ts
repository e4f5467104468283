import 'server-only'
import { hkdfSync } from 'node:crypto'
import { env } from './env.ts'

const KEY_BYTES = 32

/** Always the same for one purpose, and tells nothing of `AUTH_SECRET` or of the keys for others. */
export function derivedKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', env().AUTH_SECRET, '', purpose, KEY_BYTES))
}
