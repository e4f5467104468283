import { hash, randomBytes } from 'node:crypto'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined }

export const FIRST_HASH = '0'.repeat(64)

/** The hashed part of an audit event: everything but its own hash and the personal text. */
export type ChainedEvent = {
  seq: number
  /** Milliseconds since 1970. */
  at: number
  actorKind: string
  actorId: string | null
  actorName: string
  verb: string
  result: string
  room: string | null
  decisionId: string | null
  details: Json
  subjectCount: number
  subjectsDigest: string
}

/** JSON with sorted keys and no white space, so that equal values have equal text. Undefined members are left out. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

/** SHA-256 in hex over the previous hash, a line feed and the event's canonical JSON. */
export function eventHash(previousHash: string, event: ChainedEvent): string {
  return sha256(`${previousHash}\n${canonicalJson(event)}`)
}

/**
 * What `eventHash` hashes between the previous hash and `seq`, and after `seq`: for the database, which alone knows both
 * at the moment of writing.
 */
export function hashedAround(event: Omit<ChainedEvent, 'seq'>): { before: string; after: string } {
  const members = Object.entries(event)
  const sorted = (side: (key: string) => boolean) =>
    canonicalJson(Object.fromEntries(members.filter(([key]) => side(key)))).slice(1, -1)
  return {
    before: `\n{${sorted((key) => key < 'seq')},"seq":`,
    after: `,${sorted((key) => key > 'seq')}}`,
  }
}

export type SealedSubject = { position: number; digest: string; salt: string; personal: Json }

const SALT_BYTES = 16

/** Personal texts, each under a salt of its own: without the salt the digest tells nothing about short texts. */
export function sealSubjects(texts: readonly Json[]): SealedSubject[] {
  const salts = randomBytes(SALT_BYTES * texts.length).toString('hex')
  return texts.map((personal, position) => {
    const salt = salts.slice(position * SALT_BYTES * 2, (position + 1) * SALT_BYTES * 2)
    return { position, digest: subjectDigest(salt, personal), salt, personal }
  })
}

export function subjectDigest(salt: string, personal: Json): string {
  return sha256(`${salt}\n${canonicalJson(personal)}`)
}

export function digestOfSubjects(digests: string[]): string {
  return sha256(digests.join('\n'))
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}
