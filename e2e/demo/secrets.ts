import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const secretsFile = z.object({ authSecret: z.string().min(32) })

/** The signing secret of a folder, made once, so that sessions outlive a restart. */
export function keepAuthSecret(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'secrets.json')
  try {
    return secretsFile.parse(JSON.parse(readFileSync(path, 'utf8'))).authSecret
  } catch {
    const authSecret = randomSecret()
    writeFileSync(path, JSON.stringify({ authSecret }), { mode: 0o600 })
    return authSecret
  }
}

export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Four groups a person can read aloud. */
export function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from(randomBytes(4), (byte) => letters[byte % letters.length]).join('')
  return [group(), group(), group(), group()].join('-')
}
