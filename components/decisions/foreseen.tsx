import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { counted } from '#components/counted'
import { Failed } from '#components/failed'
import { Icon } from '#components/ui/icon'
import type { PreFlight } from '#lib/decisions/pre-flight'
import { type Ban, type DraftTarget, toPreFlightRequest } from './confirmation.ts'
import { Consequences } from './consequences.tsx'
import { preFlightQuery } from './query-options.ts'

type Asked = { room: string; targets: readonly DraftTarget[]; ban: Ban; enabled: boolean }

/** Asks what an eject of these would do, while it is being put together. */
export function useForeseen({ room, targets, ban, enabled }: Asked) {
  const [request, serial] = useMemo(() => {
    const asked = toPreFlightRequest(targets, ban)
    return [asked, JSON.stringify(asked)] as const
  }, [targets, ban])
  const { data, error } = useQuery({
    ...preFlightQuery({ room, request, serial }),
    ...(!enabled && { enabled: false }),
  })
  return { preFlight: targets.length === 0 ? undefined : data, error }
}

type ForeseenProps = { preFlight: PreFlight | undefined; error: Error | null; targets: number; ban: Ban }

export function Foreseen({ preFlight, error, targets, ban }: ForeseenProps) {
  if (preFlight !== undefined) return <Consequences preFlight={preFlight} ban={ban} detailed={false} />
  return (
    <p className="flex gap-2">
      <Icon name={error === null ? 'spin' : 'alert'} className="mt-0.5 size-4" />
      <span>
        {counted(targets, 'person', 'people')}.{' '}
        {error === null ? 'Checking what an eject will do…' : <Failed error={error} />}
      </span>
    </p>
  )
}
