import type { Metadata } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import { Pager, withQuery } from '#components/pager'
import { Button } from '#components/ui/button'
import { EmptyState } from '#components/ui/empty-state'
import { Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { Fact, PageHead } from '#components/ui/page-head'
import { requireOperator } from '#lib/auth/session'
import { type BanList, listBans } from '#lib/bans/queries'
import { listBansInput } from '#lib/bans/schemas'
import { can, type Operator } from '#lib/permissions/permissions'
import { liftBanAction } from './actions.ts'
import { BanTable } from './ban-table.tsx'
import { LiftDesk } from './lift-desk.tsx'

export const metadata: Metadata = { title: 'Bans' }

export default async function BansPage({ searchParams }: PageProps<'/bans'>) {
  const operator = await requireOperator()
  const query = listBansInput.parse(await searchParams)
  const { search } = query
  const list = await listBans(operator, query)
  const href = (cursor: string | null) => (cursor === null ? null : withQuery('/bans', { search, cursor }))
  return (
    <>
      <PageHead title="Bans">
        <Fact icon="ban">
          <b className="font-semibold text-fg">{list.total.toLocaleString('en')}</b>{' '}
          {search === '' ? 'active' : 'found'}
        </Fact>
      </PageHead>
      <LiftDesk
        lift={liftBanAction}
        tools={<SearchBox key={search} search={search} />}
        hint={liftHint(operator)}
      >
        {list.rows.length === 0 ? <NoBans search={search} /> : <BanTable bans={list.rows} />}
      </LiftDesk>
      {list.rows.length > 0 && (
        <Pager newer={href(list.newer)} older={href(list.older)}>
          {rangeWords(list)}
        </Pager>
      )}
    </>
  )
}

function SearchBox({ search }: { search: string }) {
  return (
    <Form action="/bans" role="search" className="flex w-full max-w-96 gap-2">
      <span className="relative block min-w-0 flex-1">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-fg-3"
        />
        <Input
          type="search"
          name="search"
          aria-label="Search bans"
          placeholder="User ID, name, room or reason"
          defaultValue={search}
          maxLength={200}
          className="pl-8"
        />
      </span>
      <Button type="submit">Search</Button>
    </Form>
  )
}

function NoBans({ search }: { search: string }) {
  if (search !== '') {
    return (
      <EmptyState icon="search" title="No active ban fits this search">
        <Link href="/bans" prefetch={false} className="text-accent underline">
          Show all active bans
        </Link>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="ban" title="Nobody is banned">
      <p>Open a room, pick or paste the people who must stay out, and switch Ban on.</p>
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
