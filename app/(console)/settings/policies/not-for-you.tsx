import { EmptyState } from '#components/ui/empty-state'
import { PageHead } from '#components/ui/page-head'

export function NotForYou() {
  return (
    <>
      <PageHead title="Policies" />
      <EmptyState icon="lock" title="Policies are changed by admins">
        <p>You read them wherever a decision, a ban or a report names one.</p>
      </EmptyState>
    </>
  )
}
