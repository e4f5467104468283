import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DecisionActions } from '#components/decisions/actions-type'
import { deedOf, summary } from '#components/decisions/outcome'
import { decisionQuery, roomDecisionsQuery } from '#components/decisions/query-options'
import { Result } from '#components/decisions/result'
import { Failed } from '#components/failed'
import { Icon } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import type { DecisionSummary } from '#lib/decisions/status'

type RecentProps = { room: string; except: string | null; actions: DecisionActions }

export function RecentDecisions({ room, except, actions }: RecentProps) {
  const { data, error } = useQuery(roomDecisionsQuery(room))
  const decisions = data?.decisions.filter(({ id }) => id !== except)
  return (
    <section aria-labelledby="recent" className="grid gap-2 px-4 py-3 desk:px-5">
      <h2 id="recent" className="text-md font-semibold">
        Recent decisions
      </h2>
      {error !== null && (
        <p className="text-fg-2">
          <Failed error={error} />
        </p>
      )}
      {decisions === undefined && error === null && <p className="text-fg-3">Loading…</p>}
      {decisions?.length === 0 && (
        <p className="text-fg-3">None in this room yet. Whatever is decided here is listed.</p>
      )}
      <ul className="divide-y divide-line-1">
        {decisions?.map((decision) => (
          <li key={decision.id}>
            <Recent decision={decision} actions={actions} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Recent({ decision, actions }: { decision: DecisionSummary; actions: DecisionActions }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)} className="group py-1.5">
      <summary className="flex list-none flex-wrap items-center gap-x-2 max-desk:min-h-11">
        <Icon name="right" className="size-3.5 text-fg-3 group-open:rotate-90" />
        <b className="font-semibold">
          {decision.automated ? 'Roomwarden' : decision.mine ? 'You' : <bdi>{decision.by}</bdi>}
        </b>
        <span>{deedOf(decision).toLowerCase()}</span>
        <span className="ml-auto text-fg-2">
          <Time at={decision.askedAt} format="time" />
        </span>
        <span className="basis-full pl-5.5 text-xs text-fg-2">
          {soFar(decision)}
          {summary(decision)}
        </span>
      </summary>
      {isOpen && <Details decisionId={decision.id} actions={actions} />}
    </details>
  )
}

function soFar({ status, counts: { total, open } }: DecisionSummary): string {
  return status === 'open' && open < total
    ? `running, ${(total - open).toLocaleString('en')} of ${total.toLocaleString('en')} · `
    : ''
}

function Details({ decisionId, actions }: { decisionId: string; actions: DecisionActions }) {
  const { data, error } = useQuery(decisionQuery(decisionId))
  return (
    <div className="py-2 pl-5.5">
      {data === undefined && error === null && <p className="text-fg-3">Loading…</p>}
      {data === undefined && error !== null && <Failed error={error} />}
      {data !== undefined && <Result decision={data} actions={actions} error={error} />}
    </div>
  )
}
