import { notFound } from 'next/navigation'
import { type PersonInput, personInput } from '#lib/people/schemas'

/** A page's parameter arrives as `personHref` wrote it. An ID that nobody can have is no address. */
export function toPersonInput(kind: 'userId' | 'participantId', param: string): PersonInput {
  const person = personInput.safeParse({ [kind]: decoded(param) })
  return person.success ? person.data : notFound()
}

function decoded(param: string): string | null {
  try {
    return decodeURIComponent(param).replace(/^~/, '')
  } catch {
    return null
  }
}
