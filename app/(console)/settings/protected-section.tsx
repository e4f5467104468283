import { Pager, withQuery } from '#components/pager'
import { EmptyState } from '#components/ui/empty-state'
import type { Operator } from '#lib/permissions/permissions'
import { listProtected } from '#lib/protection/queries'
import { listProtectedInput } from '#lib/protection/schemas'
import { protectAction, unprotectAction } from './actions.ts'
import { ProtectForm } from './protect-form.tsx'
import { ProtectedTable } from './protected-table.tsx'
import { UnprotectDesk } from './unprotect-desk.tsx'

type SectionProps = { operator: Operator; search: unknown }

/** The list is long, so it stands last. `search` is the page's, not yet parsed. */
export async function ProtectedSection({ operator, search }: SectionProps) {
  const { rows, total, newer, older } = await listProtected(operator, listProtectedInput.parse(search))
  const href = (cursor: string | null) => (cursor === null ? null : withQuery('/settings', { cursor }))
  return (
    <section aria-labelledby="protected-title" className="flex flex-1 flex-col">
      <div className="grid gap-4 border-b border-line-2 px-4 py-6 desk:px-6">
        <div className="grid max-w-prose gap-1">
          <h2 id="protected-title" className="text-md font-semibold">
            Protected user IDs
          </h2>
          <p className="text-fg-2">
            Staff whom nobody can eject or ban, by picking or by pasting, until an admin takes the protection
            away. Bans that exist already are not enforced on them.
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
  )
}
