import Link from 'next/link'
import { Pager, withQuery } from '#components/pager'
import { NotYourRoom } from '#components/rooms/not-your-room'
import { buttonClass } from '#components/ui/button'
import { EmptyState } from '#components/ui/empty-state'
import { Fact, PageHead } from '#components/ui/page-head'
import { listAudit } from '#lib/audit/queries'
import type { ListAuditInput } from '#lib/audit/schemas'
import { can, coversRoom, type Operator } from '#lib/permissions/permissions'
import { AuditTable } from './audit-table.tsx'
import { FilterForm } from './filter-form.tsx'
import { type FilterErrors, isNarrowed, type TypedFilters, toExportAddress, toQuery } from './filters.ts'

type ListProps = {
  operator: Operator
  /** Null where the address cannot be used; `errors` says why. */
  query: ListAuditInput | null
  typed: TypedFilters
  errors?: FilterErrors
  actors: readonly string[]
}

export async function AuditList({ operator, query, typed, errors = {}, actors }: ListProps) {
  const { room, decisionId } = query ?? {}
  const isTheirs = room === undefined || coversRoom(operator, room)
  return (
    <>
      <PageHead
        title="Audit"
        actions={query !== null && isTheirs && <Exports operator={operator} query={query} />}
      >
        <Fact icon="lock">Each record carries the hash of the one before it.</Fact>
      </PageHead>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line-2 px-4 py-2 desk:px-6">
        <FilterForm
          key={JSON.stringify(typed)}
          typed={typed}
          errors={errors}
          actors={actors}
          decisionId={decisionId}
          clearable={query === null || isNarrowed(toQuery(query))}
        />
        {decisionId !== undefined && (
          <p className="flex min-h-8 flex-wrap items-center gap-x-2">
            Decision <code className="font-mono text-xs">{decisionId}</code>
          </p>
        )}
      </div>
      {query !== null &&
        (isTheirs ? <Events operator={operator} query={query} /> : <NotYourRoom room={room} />)}
    </>
  )
}

/** Of all that the filters fit, not of this page alone. */
function Exports({ operator, query }: { operator: Operator; query: ListAuditInput }) {
  if (!can(operator, 'audit.export')) return null
  return (
    <>
      <a href={toExportAddress('csv', toQuery(query))} download className={buttonClass()}>
        Export CSV
      </a>
      <a href={toExportAddress('jsonl', toQuery(query))} download className={buttonClass()}>
        Export JSON Lines
      </a>
    </>
  )
}

async function Events({ operator, query }: { operator: Operator; query: ListAuditInput }) {
  const { rows, newer, older } = await listAudit(operator, query)
  const address = toQuery(query)
  const href = (cursor: string | null) =>
    cursor === null ? null : withQuery('/audit', { ...address, cursor })
  if (rows.length === 0) {
    return isNarrowed(address) ? (
      <EmptyState icon="search" title="Nothing on record fits">
        <Link href="/audit" prefetch={false} className="text-accent underline">
          Show the whole record
        </Link>
      </EmptyState>
    ) : (
      <EmptyState icon="clock" title="Nothing on record here">
        <p>What is done in your rooms is written here as it happens.</p>
      </EmptyState>
    )
  }
  return (
    <>
      <AuditTable events={rows} />
      <Pager newer={href(newer)} older={href(older)}>
        Records {rows[0]?.seq.toLocaleString('en')} to {rows.at(-1)?.seq.toLocaleString('en')}
      </Pager>
    </>
  )
}
