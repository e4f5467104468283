import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { callControl, serveControl } from './control-socket.ts'

const folder = mkdtempSync(join(tmpdir(), 'roomwarden-control-'))
const server = await serveControl(folder, {
  echo: async (input) => ({ ok: true, lines: [JSON.stringify(input)] }),
  slow: async () => {
    await delay(50)
    return { ok: true, lines: ['x'.repeat(1_000_000)] }
  },
  fails: async () => {
    throw new Error('secret detail')
  },
})
after(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
})

test('a command is carried out by the process that holds the folder', async () => {
  assert.deepEqual(await callControl(folder, 'echo', { a: 1 }), { ok: true, lines: ['{"a":1}'] })
})

test('only its owner may open the socket', () => {
  assert.equal(statSync(join(folder, 'control.sock')).mode & 0o777, 0o600)
})

test('an unknown command and one that fails are told without detail', async () => {
  assert.deepEqual(await callControl(folder, 'nothing', {}), {
    ok: false,
    lines: ['Unknown command nothing.'],
  })
  const failed = await callControl(folder, 'fails', {})
  assert.equal(failed.ok, false)
  assert.ok(!JSON.stringify(failed).includes('secret'))
})

test('a caller that goes away in the middle does not bring the server down', async () => {
  const socket = createConnection({ path: join(folder, 'control.sock'), allowHalfOpen: true })
  await once(socket, 'connect')
  socket.end(JSON.stringify({ command: 'slow', input: {} }))
  await delay(10)
  socket.destroy()
  await delay(120)
  assert.equal((await callControl(folder, 'echo', {})).ok, true)
})

test('what is no request is answered as such', async () => {
  const socket = createConnection({ path: join(folder, 'control.sock'), allowHalfOpen: true })
  socket.end('no json')
  let answer = ''
  for await (const chunk of socket) answer += chunk
  assert.equal(JSON.parse(answer).ok, false)
})
