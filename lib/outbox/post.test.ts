import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createTcpServer } from 'node:net'
import { test } from 'node:test'
import { setEnvironment, TEST_ENV } from '#e2e/support/environment'
import { withWebhookReceiver } from '#e2e/support/webhook-receiver'
import { createPost, guardedLookup, type Post, type Resolve } from './post.ts'

setEnvironment({ ...TEST_ENV })
const receiver = withWebhookReceiver()

const never = new AbortController().signal
const hosts = (hostname: string, port: string | null = null) => [{ hostname, port }]
const send = (post: Post, url = receiver().url, signal = never) =>
  post({ url, headers: {}, body: '{}' }, signal)

function answering(...answers: string[][]): { resolve: Resolve; asked: () => number } {
  let asked = 0
  const resolve: Resolve = (_, __, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { resolve, asked: () => asked }
}

test('an answer is told with its status, and the body arrives byte for byte', async () => {
  const body = JSON.stringify({ text: 'ü 🙂 \u2028' })
  const message = { url: receiver().url, headers: { 'webhook-id': 'x' }, body }
  assert.deepEqual(await createPost()(message, never), { kind: 'answered', status: 204, retryAfter: null })
  const [got] = receiver().received
  assert.equal(got?.body, body)
  assert.equal(got?.headers['content-length'], String(Buffer.byteLength(body)))
  assert.equal(got?.headers['webhook-id'], 'x')
})

for (const address of [
  '127.0.0.1',
  '::1',
  '10.0.0.1',
  '169.254.169.254',
  '::ffff:127.0.0.1',
  '64:ff9b::a9fe:a9fe',
])
  test(`a name that leads to ${address} is not connected to`, async () => {
    const { resolve } = answering([address])
    const post = createPost({ privateHosts: [], resolve })
    const { port } = new URL(receiver().url)
    assert.deepEqual(await send(post, `https://rebound.example:${port}/`), {
      kind: 'failed',
      fault: 'private_address',
    })
    assert.equal(receiver().received.length, 0)
  })

test('one private address among public ones is enough to refuse', async () => {
  const { resolve } = answering(['1.1.1.1', '192.168.0.1'])
  const post = createPost({ privateHosts: [], resolve })
  assert.deepEqual(await send(post, 'https://mixed.example/'), { kind: 'failed', fault: 'private_address' })
})

test('the connection goes to the very answer that was checked: a name is asked once', async () => {
  const { resolve, asked } = answering(['127.0.0.1'], ['127.0.0.2'])
  const post = createPost({ privateHosts: hosts('localhost'), resolve })
  const { port } = new URL(receiver().url)
  assert.equal((await send(post, `http://localhost:${port}/`)).kind, 'answered')
  assert.equal(asked(), 1)

  const changing = answering(['1.1.1.1'], ['127.0.0.1'])
  const lookup = guardedLookup('public', changing.resolve)
  const found = () =>
    new Promise((resolve) =>
      lookup('changing.example', { all: true }, (error, addresses) => resolve(error ?? addresses)),
    )
  assert.deepEqual(await found(), [{ address: '1.1.1.1', family: 4 }])
  assert.ok((await found()) instanceof Error, 'the next connection is judged by its own answer')
})

test('http to this machine is refused as soon as the name leads elsewhere', async () => {
  const { resolve } = answering(['10.0.0.1'])
  const post = createPost({ privateHosts: hosts('localhost'), resolve })
  assert.deepEqual(await send(post, 'http://localhost:1/'), { kind: 'failed', fault: 'private_address' })
})

for (const url of [
  'https://127.0.0.1:1/',
  'https://[::1]:1/',
  'https://2130706433:1/',
  'https://0x7f.1:1/',
  'https://169.254.169.254/latest/meta-data',
  'http://127.0.0.1:1/',
  'ftp://example.org/',
  'nonsense',
])
  test(`${url} is not called without leave`, async () => {
    assert.deepEqual(await send(createPost({ privateHosts: [] }), url), {
      kind: 'failed',
      fault: 'private_address',
    })
  })

test('a redirect to a private address is told and not followed', async () => {
  receiver().answer((response) => {
    response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data' }).end()
  })
  assert.deepEqual(await send(createPost()), { kind: 'answered', status: 307, retryAfter: null })
  assert.equal(receiver().received.length, 1)
})

test('no answer in time is told as that', async () => {
  receiver().answer(() => {})
  assert.deepEqual(await send(createPost({ timeoutMs: 100 })), { kind: 'failed', fault: 'timeout' })
})

test('an answer without end counts by its status, and is not read to its end', async () => {
  let closed = 0
  receiver().answer((response) => {
    response.writeHead(200)
    const more = () => void response.write('x'.repeat(16_384))
    response.on('drain', more).on('close', () => {
      closed += 1
    })
    for (let part = 0; part < 8; part += 1) more()
  })
  assert.deepEqual(await send(createPost()), { kind: 'answered', status: 200, retryAfter: null })
  while (closed === 0) await new Promise(setImmediate)

  receiver().answer((response) => void response.writeHead(202).write('and then'))
  assert.deepEqual(await send(createPost({ timeoutMs: 200 })), {
    kind: 'answered',
    status: 202,
    retryAfter: null,
  })
})

test('who stops us is told apart from who is slow', async () => {
  receiver().answer(() => {})
  const stop = new AbortController()
  const sending = send(createPost(), undefined, stop.signal)
  while (receiver().received.length === 0) await new Promise(setImmediate)
  stop.abort()
  assert.deepEqual(await sending, { kind: 'failed', fault: 'stopped' })
})

test('a connection that is cut, refused, or speaks no TLS is told as that', async () => {
  receiver().answer((response) => void response.socket?.destroy())
  assert.deepEqual(await send(createPost()), { kind: 'failed', fault: 'cut' })

  const garbage = createTcpServer((socket) => {
    socket.on('error', () => {}).resume()
    socket.end('not http\r\n\r\n')
  })
  garbage.listen(0, '127.0.0.1')
  await once(garbage, 'listening')
  const address = garbage.address()
  const port = typeof address === 'object' ? address?.port : 0
  const post = createPost({ privateHosts: hosts('127.0.0.1') })
  assert.deepEqual(await send(post, `http://127.0.0.1:${port}/`), { kind: 'failed', fault: 'cut' })
  const overTls = await send(post, `https://127.0.0.1:${port}/`)
  assert.ok(overTls.kind === 'failed' && ['tls', 'cut'].includes(overTls.fault))
  garbage.close()
  await once(garbage, 'close')
  assert.deepEqual(await send(post, `http://127.0.0.1:${port}/`), { kind: 'failed', fault: 'unreachable' })
})

test('a name that nobody knows is told as that', async () => {
  const resolve: Resolve = (_, __, callback) =>
    callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), [])
  const post = createPost({ privateHosts: [], resolve })
  assert.deepEqual(await send(post, 'https://nowhere.example/'), { kind: 'failed', fault: 'unknown_host' })
})
