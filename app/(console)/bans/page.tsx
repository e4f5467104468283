import type { Metadata } from 'next'
import Link from 'next/link'
import { Pager, withQuery } from '#components/pager'
import { buttonClass } from '#components/ui/button'
import { EmptyState } from '#components/ui/empty-state'
import { Fact, PageHead } from '#components/ui/page-head'
import { requireOperator } from '#lib/auth/session'
import { listProposals } from '#lib/bans/proposals'
import { type BanList, listBans } from '#lib/bans/queries'
import { userIdInput } from '#lib/bans/request'
import { listBansInput } from '#lib/bans/schemas'
import { can, type Operator } from '#lib/permissions/permissions'
import { BanTable } from './ban-table.tsx'
import { BansDesk } from './desk.tsx'
import { BanButton, DeskStatus } from './desk-buttons.tsx'
import { Proposals } from './proposals.tsx'
import { FilterForm, type Filters, Tabs, toQuery } from './toolbar.tsx'

export const metadata: Metadata = { title: 'Bans' }

export default async function BansPage({ searchParams }: PageProps<'/bans'>) {
  const operator = await requireOperator()
  const query = await searchParams
  const { cursor, ...filters } = listBansInput.parse(query)
  const list = await listBans(operator, { cursor, ...filters })
  const proposals = await listProposals(operator)
  const shown = toQuery(filters)
  const href = (place: string | null) =>
    place === null ? null : withQuery('/bans', { ...shown, cursor: place })
  return (
    <BansDesk
      mayBanWide={can(operator, 'ban.wide')}
      banFirst={can(operator, 'ban.room') ? (userIdInput.safeParse(query.ban).data ?? null) : null}
    >
      <PageHead title="Bans" actions={<HeadActions operator={operator} filters={filters} />}>
        <Fact icon="ban">
          <b className="font-semibold text-fg">{list.total.toLocaleString('en')}</b>{' '}
          {list.total === 1 ? 'ban' : 'bans'} {isFiltered(filters) ? 'found' : filters.state}
        </Fact>
      </PageHead>
      <Proposals proposals={proposals} isAdmin={can(operator, 'ban.wide')} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line-2 px-4 py-2 desk:px-6">
        <FilterForm key={JSON.stringify(filters)} filters={filters} />
        <Tabs filters={filters} counts={list.counts} />
        <DeskStatus hint={liftHint(operator)} mayLift={can(operator, 'ban.lift_own')} />
      </div>
      {list.rows.length === 0 ? (
        <NoBans filters={filters} />
      ) : (
        <BanTable bans={list.rows} state={filters.state} mayLift={can(operator, 'ban.lift_own')} />
      )}
      {list.rows.length > 0 && (
        <Pager newer={href(list.newer)} older={href(list.older)}>
          {rangeWords(list)}
        </Pager>
      )}
    </BansDesk>
  )
}

function HeadActions({ operator, filters }: { operator: Operator; filters: Filters }) {
  const href = (format: string) => `/api/bans/export?${new URLSearchParams(toText({ ...filters, format }))}`
  return (
    <>
      {can(operator, 'ban.export') && (
        <>
          <a href={href('csv')} download className={buttonClass()}>
            Export CSV
          </a>
          <a href={href('json')} download className={buttonClass()}>
            Export JSON
          </a>
        </>
      )}
      {can(operator, 'ban.room') && <BanButton />}
    </>
  )
}

function toText(query: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

function isFiltered({ search, policy, scope }: Filters): boolean {
  return search !== '' || policy !== null || scope !== null
}

function NoBans({ filters }: { filters: Filters }) {
  if (isFiltered(filters)) {
    return (
      <EmptyState icon="search" title={`No ${filters.state} ban fits this search`}>
        <Link
          href={withQuery('/bans', { state: filters.state })}
          prefetch={false}
          className="text-accent underline"
        >
          Show all {filters.state} bans
        </Link>
      </EmptyState>
    )
  }
  if (filters.state !== 'active')
    return (
      <EmptyState icon="ban" title={`There is no ${filters.state} ban`}>
        <Link href="/bans" prefetch={false} className="text-accent underline">
          Show active bans
        </Link>
      </EmptyState>
    )
  return (
    <EmptyState icon="ban" title="Nobody is banned">
      <p>
        Ban people by their user IDs here, or open a room, pick or paste who must stay out, and switch Ban on.
      </p>
      <Link href="/" prefetch={false} className="text-accent underline">
        Go to the rooms
      </Link>
    </EmptyState>
  )
}

function liftHint(operator: Operator): string {
  if (can(operator, 'ban.lift_any')) return 'You may lift every ban.'
  if (can(operator, 'ban.lift_own'))
    return 'You may lift your own bans from one room. The others are for admins.'
  return 'Bans are lifted by moderators and admins.'
}

function rangeWords({ rows, before, total }: BanList): string {
  const words = [before + 1, before + rows.length, total].map((count) => count.toLocaleString('en'))
  return `${words[0]}–${words[1]} of ${words[2]}`
}
