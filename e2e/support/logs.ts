import assert from 'node:assert/strict'
import { afterEach, beforeEach } from 'node:test'
import { type Logger, pino } from 'pino'
import { forgetProcessWide, processWide } from '#lib/process-wide'

const PINO_ERROR = 50

const lines: string[] = []
const expected: RegExp[] = []
const consoleErrors: string[] = []

/** What was logged since the test began, one JSON text a line. */
export function loggedLines(): string[] {
  return [...lines]
}

/** This test makes such an error appear in the log; any other fails it. */
export function expectLoggedError(pattern: RegExp): void {
  expected.push(pattern)
}

/** Keeps what is logged, and fails a test that logs an error or writes to `console.error` unexpectedly. */
export function withLogs(): void {
  forgetProcessWide('log')
  processWide<Logger>('log', () =>
    pino({ level: 'debug', base: null }, { write: (line) => void lines.push(line) }),
  )
  console.error = (...values: unknown[]) => void consoleErrors.push(values.map(String).join(' '))
  beforeEach(() => {
    lines.length = 0
    expected.length = 0
    consoleErrors.length = 0
  })
  afterEach(() => {
    const unexpected = [...lines.filter(isError), ...consoleErrors].filter(
      (line) => !expected.some((pattern) => pattern.test(line)),
    )
    assert.deepEqual(unexpected, [], 'nothing but what was expected went wrong')
  })
}

function isError(line: string): boolean {
  const entry: unknown = JSON.parse(line)
  return typeof entry === 'object' && entry !== null && 'level' in entry && Number(entry.level) >= PINO_ERROR
}
