import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { personHref } from '#components/people/person-link'
import { requireOperator } from '#lib/auth/session'
import { findUserIdOf } from '#lib/people/queries'
import { timelineInput } from '#lib/people/schemas'
import { PersonPage } from '../../person-page.tsx'
import { toPersonInput } from '../../to-person.ts'

export const metadata: Metadata = { title: 'Person' }

/** Somebody without a user ID is one session; one that has a user ID leads to the whole person. */
export default async function SessionPage({
  params,
  searchParams,
}: PageProps<'/people/session/[participantId]'>) {
  const person = toPersonInput('participantId', (await params).participantId)
  const operator = await requireOperator()
  const userId = 'participantId' in person ? await findUserIdOf(operator, person.participantId) : null
  if (userId !== null) redirect(personHref(userId))
  return <PersonPage person={person} asked={timelineInput.parse(await searchParams)} />
}
