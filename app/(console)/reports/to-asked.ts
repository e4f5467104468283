import type { QueueAsked } from '#components/reports/query-options'
import type { QueueInput } from '#lib/reports/work-schemas'

/** The question as the browser asks it again and again: nothing in it that is empty. */
export function toAsked({ tab, room, policy, search, cursor }: QueueInput): QueueAsked {
  return {
    tab,
    ...(room !== undefined && { room }),
    ...(policy !== undefined && policy !== '' && { policy }),
    ...(search !== '' && { search }),
    ...(cursor !== undefined && { cursor }),
  }
}
