import { useMemo, useState } from 'react'
import { usePolicy } from '#components/policies/policies'
import { MODERATOR_DAYS } from '#lib/bans/view'
import { type Ban, NO_BAN } from './confirmation.ts'

const MODERATOR_SECONDS = MODERATOR_DAYS * 86_400

/** A ban that is as long as the policy proposes until the operator chooses a length. */
export function useBan(policy: string, mayBanWide: boolean, first: Ban = NO_BAN) {
  const [kept, setBan] = useState(first)
  const proposed = usePolicy(policy)?.banSeconds
  const ban = useMemo(
    () =>
      kept.lengthChosen || proposed === undefined
        ? kept
        : { ...kept, seconds: toAllowed(proposed, mayBanWide) },
    [kept, proposed, mayBanWide],
  )
  return [ban, setBan] as const
}

/** For good, and for longer than 30 days, only admins ban. */
export function toAllowed(seconds: number | null, mayBanWide: boolean): number | null {
  return mayBanWide ? seconds : Math.min(seconds ?? MODERATOR_SECONDS, MODERATOR_SECONDS)
}
