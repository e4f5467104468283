import type { Metadata } from 'next'
import { requireOperator } from '#lib/auth/session'
import { can, coversRoom } from '#lib/permissions/permissions'
import { listQueue } from '#lib/reports/queue'
import { queueInput } from '#lib/reports/work-schemas'
import { QueueScreen } from './queue-screen.tsx'
import { toAsked } from './to-asked.ts'
import { claimNextAction } from './work-actions.ts'

export const metadata: Metadata = { title: 'Reports' }

export default async function ReportsPage({ searchParams }: PageProps<'/reports'>) {
  const operator = await requireOperator()
  const parsed = queueInput.parse(await searchParams)
  const isTheirs = parsed.room === undefined || coversRoom(operator, parsed.room)
  const input = isTheirs ? parsed : { ...parsed, room: undefined }
  return (
    <QueueScreen
      key={JSON.stringify(input)}
      asked={toAsked(input)}
      initial={await listQueue(operator, input)}
      notTheirs={isTheirs ? null : (parsed.room ?? null)}
      mayWork={can(operator, 'report.work')}
      claimNext={claimNextAction}
    />
  )
}
