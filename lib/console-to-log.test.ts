import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectLoggedError, loggedLines, withLogs } from '#e2e/support/logs'
import { routeConsoleToLog } from './console-to-log.ts'

withLogs()

test('what the framework tells of a failed page reaches the log without parameters', () => {
  expectLoggedError(/a page or action failed/)
  const plain = console.error
  routeConsoleToLog()
  const query = new Error('Failed query: select "token" where "token" = $1\nparams: secret-token', {
    cause: new Error('connect ECONNREFUSED'),
  })
  const failed = Object.assign(new Error('Failed to get session', { cause: query }), { digest: '3914836991' })
  const direct = Object.assign(query, { digest: '42' })

  console.error('⨯', failed)
  console.error(direct)
  console.error = plain

  const lines = loggedLines().join('\n')
  assert.match(lines, /"reference":"3914836991"/)
  assert.match(lines, /"reference":"42"/)
  assert.match(lines, /a query failed/)
  assert.match(lines, /connect ECONNREFUSED/)
  assert.doesNotMatch(lines, /secret-token/)
})
