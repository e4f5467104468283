import type { Operator } from '#lib/permissions/permissions'
import { getHistorySetting } from '#lib/settings/queries'
import { changeHistoryAction } from './actions.ts'
import { HistoryForm } from './history-form.tsx'
import { Section } from './section.tsx'

export async function HistorySection({ operator }: { operator: Operator }) {
  const { days } = await getHistorySetting(operator)
  return (
    <Section
      id="history"
      title="History"
      about="Who was in which room is deleted so many days after they left, once a day, and cannot be brought back. Decisions, bans and the audit log keep their own names and IDs."
    >
      <HistoryForm current={days} action={changeHistoryAction} />
    </Section>
  )
}
