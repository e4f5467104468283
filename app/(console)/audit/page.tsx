import type { Metadata } from 'next'
import { EmptyState } from '#components/ui/empty-state'
import { PageHead } from '#components/ui/page-head'
import { listActors } from '#lib/audit/queries'
import { auditEventInput, listAuditInput } from '#lib/audit/schemas'
import { requireOperator } from '#lib/auth/session'
import { can } from '#lib/permissions/permissions'
import { AuditList } from './audit-list.tsx'
import { EventPage } from './event-page.tsx'
import { toErrors, toTyped } from './filters.ts'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const operator = await requireOperator()
  if (!can(operator, 'audit.see')) return <NotForYou />

  const { event, from, decision, ...asked } = await searchParams
  const wanted = auditEventInput.safeParse({ seq: event, from })
  if (event !== undefined && wanted.success) return <EventPage operator={operator} input={wanted.data} />

  const query = listAuditInput.safeParse({ ...asked, decisionId: decision })
  if (query.success)
    return (
      <AuditList
        operator={operator}
        query={query.data}
        typed={query.data}
        actors={await listActors(operator)}
      />
    )
  return (
    <AuditList
      operator={operator}
      query={null}
      typed={toTyped(asked)}
      errors={toErrors(query.error.issues)}
      actors={await listActors(operator)}
    />
  )
}

function NotForYou() {
  return (
    <>
      <PageHead title="Audit" />
      <EmptyState icon="lock" title="The audit log is for moderators and admins">
        <p>Your own decisions stand under “Recent decisions” in each room.</p>
      </EmptyState>
    </>
  )
}
