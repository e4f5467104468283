import type { Metadata } from 'next'
import { EmptyState } from '#components/ui/empty-state'
import { PageHead } from '#components/ui/page-head'
import { requireOperator } from '#lib/auth/session'
import { can } from '#lib/permissions/permissions'
import { ApprovalSection } from './approval-section.tsx'
import { EnforcementSection } from './enforcement-section.tsx'
import { HistorySection } from './history-section.tsx'
import { JoinWaveSection } from './join-wave-section.tsx'
import { OutgoingSection } from './outgoing-section.tsx'
import { PaceSection } from './pace-section.tsx'
import { PolicySection } from './policy-section.tsx'
import { ProtectedSection } from './protected-section.tsx'
import { TokenSection } from './token-section.tsx'
import { WebhookSection } from './webhook-section.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ searchParams }: PageProps<'/settings'>) {
  const operator = await requireOperator()
  if (!can(operator, 'settings.manage')) return <NotForYou />
  return (
    <>
      <PageHead title="Settings" />
      <PaceSection operator={operator} />
      <JoinWaveSection operator={operator} />
      <EnforcementSection operator={operator} />
      <ApprovalSection operator={operator} />
      <HistorySection operator={operator} />
      <PolicySection operator={operator} />
      <WebhookSection />
      <OutgoingSection operator={operator} />
      <TokenSection operator={operator} />
      <ProtectedSection operator={operator} search={await searchParams} />
    </>
  )
}

function NotForYou() {
  return (
    <>
      <PageHead title="Settings" />
      <EmptyState icon="lock" title="Settings are for admins">
        <p>Ask an admin of this console to protect a user ID or to change a setting.</p>
      </EmptyState>
    </>
  )
}
