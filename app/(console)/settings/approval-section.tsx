import type { Operator } from '#lib/permissions/permissions'
import { getBanApproval } from '#lib/settings/queries'
import { changeBanApprovalAction } from './actions.ts'
import { ApprovalForm } from './approval-form.tsx'
import { Section } from './section.tsx'

export async function ApprovalSection({ operator }: { operator: Operator }) {
  const { secondAdmin } = await getBanApproval(operator)
  return (
    <Section
      id="approval"
      title="Large bans"
      about="More than 50 user IDs at once, or all rooms for good: asked for on the page Bans or by a file, such bans wait there until another admin approves them. Ejecting people from a room with a ban waits for nobody, and a backend is refused."
    >
      <ApprovalForm current={secondAdmin} action={changeBanApprovalAction} />
    </Section>
  )
}
