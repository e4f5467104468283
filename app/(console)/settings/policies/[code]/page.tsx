import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { VersionTable } from '#components/policies/version-table'
import { requireOperator } from '#lib/auth/session'
import { AppError } from '#lib/errors'
import { can } from '#lib/permissions/permissions'
import { type PolicyVersion, USUAL_POLICY } from '#lib/policies/policies'
import { listPolicyVersions } from '#lib/policies/queries'
import { policyVersionInput } from '#lib/policies/schemas'
import { Section } from '../../section.tsx'
import { changePolicyAction, offerPolicyAction } from '../actions.ts'
import { PoliciesHead } from '../head.tsx'
import { NotForYou } from '../not-for-you.tsx'
import { toTyped } from '../policy-state.ts'
import { ChangePolicyForm } from './change-policy-form.tsx'
import { OfferPolicy } from './offer-policy.tsx'

export const metadata: Metadata = { title: 'Change a policy' }

export default async function ChangePolicyPage({ params }: PageProps<'/settings/policies/[code]'>) {
  const operator = await requireOperator()
  if (!can(operator, 'policy.manage')) return <NotForYou />
  const wanted = policyVersionInput.pick({ code: true }).safeParse(await params)
  if (!wanted.success) notFound()
  const versions = await listPolicyVersions(operator, wanted.data).catch(toNotFound)
  const [current] = versions
  if (current === undefined) notFound()
  return (
    <>
      <PoliciesHead
        title={
          <>
            <bdi>{current.title}</bdi> <span className="font-mono text-xs font-normal">{current.code}</span>
          </>
        }
        back="/settings/policies"
      />
      <Section
        id="change-policy"
        title="What it says"
        about="Each change is a new version. What was decided under an older one keeps it, and its text stays readable."
      >
        <ChangePolicyForm current={toTyped(current)} action={changePolicyAction} />
      </Section>
      <Offering policy={current} />
      <section aria-labelledby="versions-title" className="grid gap-2 pt-6">
        <h2 id="versions-title" className="px-4 text-md font-semibold desk:px-6">
          Versions
        </h2>
        <VersionTable versions={versions} shown={null} />
      </section>
    </>
  )
}

function Offering({ policy: { code, title, version, offered } }: { policy: PolicyVersion }) {
  if (code === USUAL_POLICY)
    return (
      <Section
        id="offer-policy"
        title="Offering"
        about="This policy is for whatever no other covers, so it is always offered."
      >
        {null}
      </Section>
    )
  return (
    <Section
      id="offer-policy"
      title="Offering"
      about={
        offered
          ? 'It can be chosen for ejects, bans and reports.'
          : 'It cannot be chosen any more. Old decisions, bans and reports keep it.'
      }
    >
      <div>
        <OfferPolicy
          key={version}
          code={code}
          title={title}
          version={version}
          offered={offered}
          offer={offerPolicyAction}
        />
      </div>
    </Section>
  )
}

function toNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === 'not_found') notFound()
  throw error
}
