import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { aClaimedReport, listDeliveryRows, listTold, storeWebhook } from '#e2e/support/outbox'
import { inTransaction } from '#lib/db/database'
import { patternCovers } from '#lib/permissions/room-pattern'
import { tellOutbox } from './events.ts'

withDatabase()

const tellAbout = (rooms: readonly (string | null)[]) =>
  inTransaction((tx) =>
    tellOutbox(
      tx,
      rooms.map((room) => ({ ...aClaimedReport(), room })),
    ),
  )

test('nothing is kept where nobody wants to hear it', async () => {
  await tellAbout(['class-7b'])
  await storeWebhook({ events: ['ban.created'] })
  await storeWebhook({ state: 'off' })
  await tellAbout(['class-7b', null])
  assert.deepEqual([await listTold(), await listDeliveryRows()], [[], []])
})

test('an event is kept once and delivered to each webhook that covers its room', async () => {
  const all = await storeWebhook()
  const classes = await storeWebhook({ patterns: ['exam', 'class-*'] })
  await storeWebhook({ patterns: [] })
  await tellAbout(['class-7b', 'lab-1', null])
  const told = await listTold()
  const roomOf = new Map(told.map(({ id, room }) => [id, room]))
  const delivered = (await listDeliveryRows()).map(({ webhookId, eventId }) => [
    webhookId,
    roomOf.get(eventId),
  ])
  assert.equal(told.length, 3)
  assert.deepEqual(
    delivered.filter(([webhookId]) => webhookId === classes),
    [[classes, 'class-7b']],
  )
  assert.equal(delivered.filter(([webhookId]) => webhookId === all).length, 3)
  assert.equal(delivered.length, 4)
})

test('patterns cover here what they cover everywhere', async () => {
  const patterns = ['class-*', '*-7b', 'a*b*c', 'exact', '*', 'a_b', '-*-']
  const rooms = [
    'class-7b',
    'Class-7b',
    'xclass-1',
    'abc',
    'aXbYc',
    'acb',
    'exact',
    'exact2',
    'a-b',
    'a_b',
    '---',
    'class-',
  ]
  const hooks = new Map<string, string>()
  for (const pattern of patterns) hooks.set(await storeWebhook({ patterns: [pattern] }), pattern)
  await tellAbout(rooms)
  const roomOf = new Map((await listTold()).map(({ id, room }) => [id, room ?? '']))
  const told = (await listDeliveryRows()).map(
    ({ webhookId, eventId }) => `${hooks.get(webhookId)} ${roomOf.get(eventId)}`,
  )
  const expected = patterns.flatMap((pattern) =>
    rooms.filter((room) => patternCovers(pattern, room)).map((room) => `${pattern} ${room}`),
  )
  assert.deepEqual(told.sort(), expected.sort())
})
