import type { Metadata } from 'next'
import { EmptyState } from '#components/ui/empty-state'
import { PageHead } from '#components/ui/page-head'
import { auditEventInput, listAuditInput } from '#lib/audit/schemas'
import { requireOperator } from '#lib/auth/session'
import { can } from '#lib/permissions/permissions'
import { AuditList } from './audit-list.tsx'
import { EventPage } from './event-page.tsx'

export const metadata: Metadata = { title: 'Audit' }

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const operator = await requireOperator()
  if (!can(operator, 'audit.see')) return <NotForYou />

  const { event, from, room, decision, cursor } = await searchParams
  const wanted = auditEventInput.safeParse({ seq: event, from })
  if (event !== undefined && wanted.success) return <EventPage operator={operator} input={wanted.data} />

  const query = listAuditInput.safeParse({ cursor, room, decisionId: decision })
  const typedRoom = typeof room === 'string' ? room : ''
  if (query.success) return <AuditList operator={operator} query={query.data} typedRoom={typedRoom} />
  const roomError = query.error.issues[0]?.message ?? 'This room name cannot be read.'
  return (
    <AuditList
      operator={operator}
      query={listAuditInput.parse({ cursor: null })}
      typedRoom={typedRoom}
      roomError={roomError}
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
