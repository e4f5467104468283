import { Failed } from '#components/failed'
import { codeOf } from '#components/request'
import { Banner } from '#components/ui/banner'
import { Time } from '#components/ui/time'
import type { Roster } from '#lib/presence/roster'

/** How far the list can be trusted, in one line each. */
export function RoomBanners({
  roster,
  error,
  askedAt,
}: {
  roster: Roster
  error: Error | null
  askedAt: number
}) {
  return (
    <>
      {error !== null && (
        <Banner icon={codeOf(error) === 'unauthenticated' ? 'lock' : 'alert'}>
          <Failed error={error} />{' '}
          {askedAt > 0 && (
            <>
              The list stands as of <Time at={askedAt} format="time" />.
            </>
          )}
        </Banner>
      )}
      {roster.trouble && <Banner>{roster.trouble}</Banner>}
      {roster.stale && !roster.trouble && (
        <Banner>
          Daily has not told who is here since{' '}
          {roster.asOf === null ? 'Roomwarden started' : <Time at={roster.asOf} format="time" />}. People may
          have come or gone.
        </Banner>
      )}
      {roster.partial && (
        <Banner>
          Part of Daily’s answer could not be read: somebody may be in the room and missing here.
        </Banner>
      )}
    </>
  )
}
