import 'server-only'
import { env } from '#lib/env'
import { processWide } from '#lib/process-wide'
import { createDaily, type Daily } from './client.ts'

/** Daily as this process speaks to it: one pace for all calls of the process. */
export function daily(): Daily {
  return processWide('daily', () => createDaily({ url: env().DAILY_API_URL, apiKey: env().DAILY_API_KEY }))
}
