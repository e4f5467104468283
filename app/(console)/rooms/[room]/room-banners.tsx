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
      {roster.stale && (
        <Banner>
          {roster.trouble ?? 'Daily has not told who is here for a while.'}{' '}
          {roster.asOf === null ? (
            'Nothing is known since Roomwarden started.'
          ) : (
            <>
              The list stands as of <Time at={roster.asOf} format="time" />; people may have come or gone.
            </>
          )}
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
