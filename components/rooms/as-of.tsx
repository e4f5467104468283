import { toDuration, useClockText } from '#components/ui/clock'
import { Time } from '#components/ui/time'

export function AsOf({ at }: { at: number }) {
  const age = useClockText((now) => `${toDuration(now - at)} ago`)
  return <>As of {age || <Time at={at} format="time" />}</>
}
