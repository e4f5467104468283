import { useQuery } from '@tanstack/react-query'
import type { DecisionView } from '#lib/decisions/status'
import type { DecisionActions } from './actions-type.ts'
import { deedOf, summary } from './outcome.tsx'
import { decisionQuery } from './query-options.ts'
import { AuditLink, Result } from './result.tsx'

type RegionProps = {
  decisionId: string
  actions: DecisionActions
  seeAudit: boolean
  onRetry: (decision: DecisionView) => void
}

/** Stands only for a decision that the server has stored and that was confirmed in this page view. */
export function ResultRegion({ decisionId, actions, seeAudit, onRetry }: RegionProps) {
  const { data, error } = useQuery(decisionQuery(decisionId))
  if (data === undefined) return null
  return (
    <section ref={bringIntoView} aria-labelledby="result" className="grid gap-2 px-4 py-3 desk:px-5">
      <div className="flex items-baseline gap-2">
        <h2 id="result" className="text-md font-semibold">
          Result
        </h2>
        {seeAudit && <AuditLink decisionId={decisionId} />}
      </div>
      <Result decision={data} actions={actions} error={error} onRetry={onRetry} />
    </section>
  )
}

/** Always in the page, so that what appears in it is read out: once when stored, once when settled. */
export function Announcement({ decisionId }: { decisionId: string | null }) {
  const { data } = useQuery({ ...decisionQuery(decisionId ?? ''), enabled: decisionId !== null })
  return (
    <p role="alert" className="sr-only">
      {data !== undefined && (data.status === 'open' ? `${deedOf(data)}: on its way` : summary(data))}
    </p>
  )
}

function bringIntoView(section: HTMLElement | null) {
  section?.scrollIntoView({ block: 'nearest' })
}
