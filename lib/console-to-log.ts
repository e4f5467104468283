import 'server-only'
import { log, traceOf } from './log.ts'

/**
 * The framework writes whatever a page threw to `console.error`, with all its causes and their query parameters. The log
 * gets the kind, the place and the reference number that the page shows instead.
 */
export function routeConsoleToLog(): void {
  const write = console.error
  console.error = (...values: unknown[]) => {
    const error = values.find((value) => value instanceof Error)
    if (error === undefined) write(...values)
    else log().error({ err: traceOf(error), reference: referenceOf(error) }, 'a page or action failed')
  }
}

function referenceOf(error: Error): string | undefined {
  return 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined
}
