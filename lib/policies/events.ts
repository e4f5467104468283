import 'server-only'
import { log, traceOf } from '#lib/log'
import { refreshPolicies } from './book.ts'

const EVERY_MS = 1_500

/**
 * Another process may have changed a policy. Beside the observer, whose turns may wait for Daily. Gives what stops it.
 */
export function keepPoliciesFresh(): () => void {
  let isReading = false
  const timer = setInterval(async () => {
    if (isReading) return
    isReading = true
    await refreshPolicies().catch((error: unknown) =>
      log().error({ err: traceOf(error) }, 'the policies could not be read'),
    )
    isReading = false
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
