import type { Metadata } from 'next'
import { requireOperator } from '#lib/auth/session'
import { can } from '#lib/permissions/permissions'
import { listPolicies } from '#lib/policies/queries'
import { Section } from '../section.tsx'
import { createPolicyAction } from './actions.ts'
import { PoliciesHead } from './head.tsx'
import { NewPolicyForm } from './new-policy-form.tsx'
import { NotForYou } from './not-for-you.tsx'
import { PolicyTable } from './policy-table.tsx'

export const metadata: Metadata = { title: 'Policies' }

export default async function PoliciesPage() {
  const operator = await requireOperator()
  if (!can(operator, 'policy.manage')) return <NotForYou />
  const policies = await listPolicies(operator)
  return (
    <>
      <PoliciesHead title="Policies" back="/settings" />
      <PolicyTable policies={policies} />
      <Section
        id="new-policy"
        title="New policy"
        about="A rule of your own. It can be chosen at once, in every room, for ejects, bans and reports."
      >
        <NewPolicyForm action={createPolicyAction} />
      </Section>
    </>
  )
}
