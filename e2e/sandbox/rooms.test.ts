import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startSandbox } from './index.ts'
import { callerOf } from './testing.ts'

const sandbox = await startSandbox({ rateLimit: false, domainName: 'acme' })
const call = callerOf(sandbox)

beforeEach(() => sandbox.reset())
after(() => sandbox.close())

const namesOf = (body: { data: { name: string }[] }) => body.data.map(({ name }) => name)

function createFive() {
  for (let day = 1; day <= 5; day += 1) {
    sandbox.createRoom({ name: `day-${day}`, createdAt: `2026-01-0${day}T09:01:22.345Z` })
  }
}

test('rooms come newest first and can be paged both ways', async () => {
  createFive()
  const first = (await call('GET', '/rooms?limit=2')).body
  assert.equal(first.total_count, 5)
  assert.deepEqual(namesOf(first), ['day-5', 'day-4'])
  const next = (await call('GET', `/rooms?limit=2&starting_after=${first.data[1].id}`)).body
  assert.deepEqual(namesOf(next), ['day-3', 'day-2'])
  const back = (await call('GET', `/rooms?limit=2&ending_before=${next.data[1].id}`)).body
  assert.deepEqual(namesOf(back), ['day-4', 'day-3'])
  const oldest = (await call('GET', '/rooms?limit=2&ending_before=OLDEST')).body
  assert.deepEqual(namesOf(oldest), ['day-2', 'day-1'])
  const beyond = (await call('GET', `/rooms?starting_after=${oldest.data[1].id}`)).body
  assert.deepEqual(beyond, { total_count: 5, data: [] })
})

test('a bad limit or cursor is refused', async () => {
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'starting_after=day-1']) {
    assert.equal((await call('GET', `/rooms?${query}`)).status, 400, query)
  }
})

test('a room shows what differs from the defaults', async () => {
  const { id } = sandbox.createRoom({
    name: 'Lesson_7',
    privacy: 'private',
    createdAt: '2026-01-26T09:01:22.900Z',
  })
  assert.deepEqual((await call('GET', '/rooms/Lesson_7')).body, {
    id,
    name: 'Lesson_7',
    api_created: true,
    privacy: 'private',
    url: 'https://acme.daily.co/Lesson_7',
    created_at: '2026-01-26T09:01:22.000Z',
    config: {},
  })
  const missing = await call('GET', '/rooms/lesson_7')
  assert.deepEqual(missing.body, { error: 'not-found', info: 'room lesson_7 not found' })
})

test('an update changes only what it names, null resets', async () => {
  sandbox.createRoom({ name: 'hall', config: { max_participants: 5, start_video_off: true } })
  const properties = { max_participants: null, enable_chat: true, enable_screenshare: true }
  const { body } = await call('POST', '/rooms/hall', { json: { privacy: 'private', properties } })
  assert.equal(body.privacy, 'private')
  assert.deepEqual(body.config, { start_video_off: true, enable_chat: true })
})

test('an update outside the schema is refused', async () => {
  sandbox.createRoom({ name: 'hall' })
  for (const json of [
    { locked: true },
    { privacy: 'org' },
    { properties: { colour: 'red' } },
    { properties: { nbf: 'soon' } },
    { properties: { exp: 1_000 } },
  ]) {
    assert.equal((await call('POST', '/rooms/hall', { json })).status, 400, JSON.stringify(json))
  }
  assert.equal((await call('POST', '/rooms/none', { json: {} })).status, 404)
})

test('names outside the alphabet, too long or taken are refused', async () => {
  sandbox.createRoom({ name: 'hall' })
  for (const name of ['hall', 'a b', 'ä', 'x'.repeat(129), '']) {
    const answer = await call('POST', '/rooms', { json: { name } })
    assert.equal(answer.status, 400, name)
    assert.equal(answer.body.error, 'invalid-request-error')
  }
  assert.equal((await call('POST', '/rooms', { json: { name: 'x'.repeat(128) } })).status, 200)
})

test('an expired room is gone for the API while the call goes on', async () => {
  sandbox.createRoom({ name: 'old' })
  const sam = sandbox.join('old')
  sandbox.changeRoom('old', { config: { exp: 1_000 } })
  assert.equal((await call('GET', '/rooms')).body.total_count, 0)
  assert.equal((await call('GET', '/rooms/old')).status, 404)
  assert.equal((await call('GET', '/rooms/old/presence')).status, 404)
  assert.equal(sandbox.people('old')[0]?.id, sam)
  assert.deepEqual(sandbox.tryJoin('old'), { joined: false, refusal: 'exp-room' })
  assert.equal((await call('DELETE', '/rooms/old')).body.deleted, true)
})

test('deleting a room puts everyone out', async () => {
  sandbox.createRoom({ name: 'hall' })
  sandbox.join('hall')
  const answer = await call('DELETE', '/rooms/hall')
  assert.deepEqual(answer, { status: 200, body: { deleted: true, name: 'hall' } })
  assert.deepEqual(sandbox.people(), [])
})

test('a locked or full room takes nobody more but keeps who is inside', async () => {
  sandbox.createRoom({ name: 'hall' })
  sandbox.joinMany('hall', [{}, {}])
  await call('POST', '/rooms/hall', { json: { properties: { max_participants: 1 } } })
  assert.deepEqual(sandbox.tryJoin('hall'), { joined: false, refusal: 'meeting-full' })
  await call('POST', '/rooms/hall', { json: { properties: { nbf: 4_000_000_000, max_participants: null } } })
  assert.deepEqual(sandbox.tryJoin('hall', { owner: true }), { joined: false, refusal: 'nbf-room' })
  await call('POST', '/rooms/hall', { json: { privacy: 'private', properties: { nbf: null } } })
  assert.deepEqual(sandbox.tryJoin('hall', { guest: true }), { joined: false, refusal: 'not-allowed' })
  assert.equal(sandbox.people('hall').length, 2)
})

test('a unique user ID has one holder', () => {
  sandbox.createRoom({ name: 'hall', config: { enforce_unique_user_ids: true } })
  sandbox.join('hall', { userId: 'u-1' })
  const second = sandbox.join('hall', { userId: 'u-1' })
  assert.deepEqual(
    sandbox.people('hall').map(({ id }) => id),
    [second],
  )
})
