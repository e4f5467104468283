import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { type QueueAsked, toSearch } from '#components/reports/query-options'
import { Button } from '#components/ui/button'
import { useLive } from '#components/ui/clock'
import { Icon } from '#components/ui/icon'
import type { ActionResult } from '#lib/errors'

export type ClaimNext = (input: {
  after?: string
  room?: string
  policy?: string
  search?: string
}) => Promise<ActionResult<{ reportId: string | null }>>

/** Claims the most urgent free report of this list and opens it. */
export function TakeNext({ asked, claimNext }: { asked: QueueAsked; claimNext: ClaimNext }) {
  const isLive = useLive()
  const { take, isPending, error, isEmpty } = useTakeNext(asked, claimNext)
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span role="status" className="text-fg-2">
        {isEmpty && 'Nobody waits: every report is held.'}
        {error !== null && <Failed error={error} />}
      </span>
      <Button look="primary" disabled={!isLive || isPending} onClick={() => take()}>
        {isPending && <Icon name="spin" className="size-4 text-on-accent" />}
        Take the next
      </Button>
    </span>
  )
}

export function useTakeNext(asked: QueueAsked, claimNext: ClaimNext) {
  const router = useRouter()
  const { tab: _, cursor: __, ...filter } = asked
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (after?: string) => orThrow(claimNext)({ ...filter, ...(after !== undefined && { after }) }),
    onSuccess: ({ reportId }) => {
      if (reportId !== null) router.push(`/reports/${reportId}${toSearch(asked)}`)
    },
  })
  return { take: mutate, isPending, error, isEmpty: data?.reportId === null }
}
