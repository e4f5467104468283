import { z } from 'zod'
import { roomInput } from '#lib/rooms/schemas'

/** `after`: the cursor of the last answer. */
export const rosterInput = roomInput.extend({ after: z.string().optional() })

export type RosterInput = z.output<typeof rosterInput>
