import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { withDatabase } from '#e2e/support/database'
import { ROOM, storeBan } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { pollNow, withSandbox } from '#e2e/support/sandbox'
import { getRosterChanges } from '#lib/presence/queries'
import { noteTurningBans } from './events.ts'

withDatabase()
const { daily } = withSandbox()

beforeEach(() => {
  daily().createRoom({ name: ROOM, privacy: 'private' })
})

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)

async function changedAfter(work: () => Promise<unknown>) {
  const viewer = anOperator('viewer')
  const { cursor } = await getRosterChanges(viewer, { room: ROOM })
  await work()
  const { rows } = await getRosterChanges(viewer, { room: ROOM, after: cursor })
  return rows.map(({ userId, banned }) => [userId, banned])
}

test('a ban that ended or began since the last look shows on open pages, once', async () => {
  for (const userId of ['u-ended', 'u-begun', 'u-long']) daily().join(ROOM, { userId, userName: userId })
  await pollNow()
  await storeBan('u-ended', { startsAt: ago(100), endsAt: ago(5) })
  await storeBan('u-begun', { startsAt: ago(5), endsAt: null })
  await storeBan('u-long', { startsAt: ago(100), endsAt: null })

  let next = ago(10)
  const changed = await changedAfter(async () => {
    next = await noteTurningBans(next)
  })
  assert.deepEqual(changed.sort(), [
    ['u-begun', 'here'],
    ['u-ended', null],
  ])
  assert.deepEqual(await changedAfter(() => noteTurningBans(next)), [])
})
