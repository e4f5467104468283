import type { Metadata } from 'next'
import { Pager, withQuery } from '#components/pager'
import { EmptyState } from '#components/ui/empty-state'
import { PageHead } from '#components/ui/page-head'
import { requireOperator } from '#lib/auth/session'
import { can } from '#lib/permissions/permissions'
import { listProtected } from '#lib/protection/queries'
import { listProtectedInput } from '#lib/protection/schemas'
import { getPace } from '#lib/settings/queries'
import { MAX_CALLS_PER_SECOND } from '#lib/settings/schemas'
import { changePaceAction, protectAction, unprotectAction } from './actions.ts'
import { PaceForm } from './pace-form.tsx'
import { ProtectForm } from './protect-form.tsx'
import { ProtectedTable } from './protected-table.tsx'
import { UnprotectDesk } from './unprotect-desk.tsx'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage({ searchParams }: PageProps<'/settings'>) {
  const operator = await requireOperator()
  if (!can(operator, 'protection.manage')) return <NotForYou />
  const { rows, total, newer, older } = await listProtected(
    operator,
    listProtectedInput.parse(await searchParams),
  )
  const { callsPerSecond } = await getPace(operator)
  const href = (cursor: string | null) => (cursor === null ? null : withQuery('/settings', { cursor }))
  return (
    <>
      <PageHead title="Settings" />
      <section aria-labelledby="pace-title" className="grid gap-4 border-b border-line-2 px-4 py-6 desk:px-6">
        <div className="grid max-w-prose gap-1">
          <h2 id="pace-title" className="text-md font-semibold">
            Pace
          </h2>
          <p className="text-fg-2">
            Daily takes {MAX_CALLS_PER_SECOND} calls a second for the key, which your own app shares. Small
            ejects go before long lists, and both before looking who is where.
          </p>
        </div>
        <PaceForm current={callsPerSecond} action={changePaceAction} />
      </section>
      <section aria-labelledby="protected-title" className="flex flex-1 flex-col">
        <div className="grid gap-4 border-b border-line-2 px-4 py-6 desk:px-6">
          <div className="grid max-w-prose gap-1">
            <h2 id="protected-title" className="text-md font-semibold">
              Protected user IDs
            </h2>
            <p className="text-fg-2">
              Staff whom nobody can eject or ban, by picking or by pasting, until an admin takes the
              protection away. Bans that exist already are not enforced on them.
            </p>
          </div>
          <ProtectForm action={protectAction} />
        </div>
        <UnprotectDesk unprotect={unprotectAction}>
          {rows.length === 0 ? (
            <EmptyState icon="shield" title="No user ID is protected">
              <p>Paste the user IDs of teachers, hosts or staff above.</p>
            </EmptyState>
          ) : (
            <ProtectedTable rows={rows} />
          )}
        </UnprotectDesk>
        {rows.length > 0 && (
          <Pager newer={href(newer)} older={href(older)}>
            {total.toLocaleString('en')} protected
          </Pager>
        )}
      </section>
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
