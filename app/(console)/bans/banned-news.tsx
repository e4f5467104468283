import { counted } from '#components/counted'
import { News } from '#components/ui/news'
import type { Banned } from '#lib/bans/ban-people'

type NewsProps = { banned: Banned; leftOut: number }

export function BannedNews({ banned: { stored, kept, waits }, leftOut }: NewsProps) {
  if (waits) return <News icon="clock">A second admin is asked. Nobody is banned before they approve.</News>
  return (
    <News icon="check">
      {counted(stored, 'user ID is', 'user IDs are')} banned.
      {kept > 0 && ` ${kept.toLocaleString('en')} had a ban as long already.`}
      {leftOut > 0 && ` ${leftOut.toLocaleString('en')} left out.`}
    </News>
  )
}
