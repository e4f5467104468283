import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { durationWords } from '#components/decisions/words'
import { VersionTable } from '#components/policies/version-table'
import { URGENCY_WORDS } from '#components/policies/words'
import { Fact, PageHead } from '#components/ui/page-head'
import { Time, ZoneNote } from '#components/ui/time'
import { requireOperator } from '#lib/auth/session'
import { AppError } from '#lib/errors'
import { can } from '#lib/permissions/permissions'
import type { PolicyVersion } from '#lib/policies/policies'
import { listPolicyVersions } from '#lib/policies/queries'
import { policyVersionInput } from '#lib/policies/schemas'

type PageProperties = PageProps<'/policies/[code]/[version]'>

export async function generateMetadata({ params }: PageProperties): Promise<Metadata> {
  const { code, version } = await params
  return { title: `Policy ${code}, version ${version}` }
}

/** One version of a policy, as whoever decided under it read it. */
export default async function PolicyPage({ params }: PageProperties) {
  const operator = await requireOperator()
  const wanted = policyVersionInput.safeParse(await params)
  if (!wanted.success) notFound()
  const versions = await listPolicyVersions(operator, wanted.data).catch(toNotFound)
  const place = versions.findIndex(({ version }) => version === wanted.data.version)
  const policy = versions[place]
  if (policy === undefined) notFound()
  const next = versions[place - 1] ?? null
  return (
    <>
      <PageHead
        title={<bdi>{policy.title}</bdi>}
        actions={
          can(operator, 'policy.manage') && (
            <Link
              href={`/settings/policies/${policy.code}`}
              prefetch={false}
              className="text-accent underline"
            >
              Change
            </Link>
          )
        }
      >
        <Fact icon="clock">
          Version {policy.version} of {versions.length}: <InForce policy={policy} next={next} />
        </Fact>
      </PageHead>
      <article className="grid gap-6 border-b border-line-2 px-4 py-6 desk:px-6">
        <p dir="auto" className="max-w-prose text-md break-words whitespace-pre-line">
          {policy.text}
        </p>
        <Terms policy={policy} />
      </article>
      <section aria-labelledby="versions-title" className="grid gap-2 pt-6">
        <div className="flex flex-wrap items-baseline gap-x-4 px-4 desk:px-6">
          <h2 id="versions-title" className="text-md font-semibold">
            Versions
          </h2>
          <span className="text-xs text-fg-3">
            <ZoneNote />
          </span>
        </div>
        <VersionTable versions={versions} shown={policy.version} />
      </section>
    </>
  )
}

function InForce({ policy, next }: { policy: PolicyVersion; next: PolicyVersion | null }) {
  return (
    <>
      in force since <Time at={policy.since} format="dated" />
      {next !== null && (
        <>
          {' '}
          until <Time at={next.since} format="dated" />
        </>
      )}
    </>
  )
}

function Terms({ policy: { code, urgency, banSeconds, offered, by } }: { policy: PolicyVersion }) {
  return (
    <dl className="grid max-w-xl grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
      <dt className="text-fg-3">Code</dt>
      <dd className="font-mono">{code}</dd>
      <dt className="text-fg-3">Urgency</dt>
      <dd>{URGENCY_WORDS[urgency]}</dd>
      <dt className="text-fg-3">Proposed ban</dt>
      <dd>{durationWords(banSeconds)}</dd>
      <dt className="text-fg-3">Can be chosen</dt>
      <dd>{offered ? 'yes' : 'no'}</dd>
      <dt className="text-fg-3">Written by</dt>
      <dd>
        <bdi>{by}</bdi>
      </dd>
    </dl>
  )
}

function toNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === 'not_found') notFound()
  throw error
}
