import 'server-only'

import { z } from 'zod'
import type { Line } from '#lib/daily/http'
import { answered, type ReadOptions, toParsed } from '#lib/daily/reads'

/** What Daily signs into the token, by Daily's own names. Without `room_name` it would open every room. */
export type MeetingTokenProperties = { room_name: string; user_id: string; exp: number } & {
  [property: string]: unknown
}

const tokenAnswer = z.object({ token: z.string().min(1) })

/** Paced behind every eject: a crowd that joins must not keep somebody from being ejected. */
export async function mintMeetingToken(
  line: Line,
  properties: MeetingTokenProperties,
  options: ReadOptions = {},
): Promise<string> {
  const call = { method: 'POST', path: '/meeting-tokens', body: { properties }, ...options } as const
  return toParsed(await answered(line, call), tokenAnswer).token
}
