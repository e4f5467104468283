import type { QueueAsked } from '#components/reports/query-options'
import { EmptyState } from '#components/ui/empty-state'

const NOTHING = {
  open: ['No report is open', 'New ones show here within two seconds, the most urgent first.'],
  mine: ['You hold no report', 'Claim one, and nobody else works on it for ten minutes.'],
  claimed: ['Nobody holds a report', 'Whoever claims one keeps it for ten minutes of work.'],
  escalated: ['Nothing is escalated', 'What needs a moderator or an admin is raised from the report itself.'],
  resolved: ['Nothing was resolved yet', 'Resolved reports stay here, with who decided and why.'],
} as const

export function NoReports({ asked: { tab, ...filters } }: { asked: QueueAsked }) {
  const [title, next] = NOTHING[tab]
  if (Object.keys(filters).length > 0) {
    return (
      <EmptyState icon="search" title="No report fits this search">
        <a href={tab === 'open' ? '/reports' : `/reports?tab=${tab}`} className="text-accent underline">
          Show all of them
        </a>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="flag" title={title}>
      <p>{next}</p>
      {tab !== 'open' && (
        <a href="/reports" className="text-accent underline">
          Show what is open
        </a>
      )}
    </EmptyState>
  )
}
