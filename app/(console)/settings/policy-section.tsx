import Link from 'next/link'
import type { Operator } from '#lib/permissions/permissions'
import { listPolicyChoices } from '#lib/policies/queries'
import { Section } from './section.tsx'

export async function PolicySection({ operator }: { operator: Operator }) {
  const policies = await listPolicyChoices(operator)
  const offered = policies.filter((policy) => policy.offered)
  return (
    <Section
      id="policies"
      title="Policies"
      about="The rules that an eject, a ban or a report names: their texts, how urgent they are and how long a ban they propose."
    >
      <p>
        {offered.length.toLocaleString('en')} offered.{' '}
        <Link href="/settings/policies" prefetch={false} className="text-accent underline">
          Read and change policies
        </Link>
      </p>
    </Section>
  )
}
