import type { Metadata } from 'next'
import { timelineInput } from '#lib/people/schemas'
import { PersonPage } from '../person-page.tsx'
import { toPersonInput } from '../to-person.ts'

export const metadata: Metadata = { title: 'Person' }

export default async function UserPage({ params, searchParams }: PageProps<'/people/[userId]'>) {
  const person = toPersonInput('userId', (await params).userId)
  return <PersonPage person={person} asked={timelineInput.parse(await searchParams)} />
}
