import { ejectByPointer, ejectsOf, expect, joinAll, type RoomPage, roomPage, test } from './fixtures.ts'
import { PROXY_MARKER } from './sandbox/fault-answers.ts'
import type { FaultKind } from './sandbox/faults.ts'
import { MARKER_KEY } from './support/environment.ts'

const MAY_HAVE_ACTED = /it may have acted|Daily may have acted/

/** What the result says of a person whose every eject meets this fault. */
const REFUSED: [FaultKind, RegExp][] = [
  ['key-rejected', /Failed.*Daily rejected the API key/],
  ['forbidden', /Failed.*Daily refused the request/],
  ['bad-request', /Failed.*Daily refused the request/],
]
const UNCLEAR: [FaultKind, RegExp][] = [
  ['500', MAY_HAVE_ACTED],
  ['502-html', MAY_HAVE_ACTED],
  ['200-html', MAY_HAVE_ACTED],
  ['200-empty-body', MAY_HAVE_ACTED],
  ['200-empty-object', MAY_HAVE_ACTED],
  ['200-null-list', MAY_HAVE_ACTED],
  ['reset', MAY_HAVE_ACTED],
]
const APPLIED: FaultKind[] = [
  'cut-off-json',
  'truncated-json',
  'bad-rows',
  'apply-then-504',
  'apply-then-reset',
]
const LONG: [FaultKind, RegExp][] = [
  ['rate-limited', /Failed.*Daily limits how fast we may call it/],
  ['not-hosting', /Unconfirmed.*Daily says the room hosts no call, yet lists this person/],
  ['hang', /Unconfirmed.*Daily did not answer in time; it may have acted/],
  ['apply-then-hang', /Unconfirmed.*gone within \d+ s/],
]

test('what Daily refuses has failed, and why; it can be tried again', async ({
  asModerator,
  sandbox,
  room,
}) => {
  const view = roomPage(asModerator)
  await joinAll(sandbox, room, [...REFUSED.map(([kind]) => kind), 'Mia'])
  await view.open(room)
  for (const [kind, words] of REFUSED) {
    await sandbox.addFault({ kind, room, route: 'eject', times: 1 })
    await ejectByPointer(view, [kind])
    await expect(view.outcomeOf(kind)).toContainText(words)
    await expectNoInternals(view)
  }
  expect(await sandbox.people(room)).toHaveLength(REFUSED.length + 1)
  await view.result.getByRole('button', { name: 'Retry 1' }).click()
  await view.confirm('Eject 1').click()
  await expect(view.result).toContainText('1 ejected')
})

test('an answer that tells nothing leaves an eject unconfirmed, and says why', async ({
  asModerator,
  sandbox,
  room,
}) => {
  const view = roomPage(asModerator)
  await joinAll(sandbox, room, [...UNCLEAR.map(([kind]) => `after ${kind}`), 'Mia'])
  await view.open(room)
  for (const [kind, words] of UNCLEAR) {
    const fault = await sandbox.addFault({ kind, room, route: 'eject' })
    await ejectByPointer(view, [`after ${kind}`])
    await expect(view.outcomeOf(`after ${kind}`)).toContainText(/Unconfirmed/)
    await expect(view.outcomeOf(`after ${kind}`)).toContainText(words)
    await expectNoInternals(view)
    await sandbox.clearFaults(fault)
  }
})

test('unconfirmed and seen still there: sent again by participant ID alone', async ({
  asModerator,
  sandbox,
  room,
}) => {
  const view = roomPage(asModerator)
  const [sam] = await joinAll(sandbox, room, ['Sam', 'Mia'])
  const fault = await sandbox.addFault({ kind: '500', room, route: 'eject' })
  await view.open(room)
  await view.ids.fill('u-sam')
  await view.eject('Eject 1').click()
  await view.confirm('Eject 1').click()
  await expect(view.outcomeOf('Sam')).toContainText('Unconfirmed')
  await sandbox.clearFaults(fault)
  await expect(view.outcomeOf('Sam')).toContainText(/Ejected/)
  for (const body of await ejectsOf(sandbox, room)) expect(body).toEqual({ ids: [sam], ban: false })
})

for (const kind of APPLIED) {
  test(`Daily’s answer ${kind}: unconfirmed at first, then presence finds them gone`, async ({
    asModerator,
    sandbox,
    room,
  }) => {
    const view = roomPage(asModerator)
    await joinAll(sandbox, room, ['Sam', 'Mia'])
    await sandbox.addFault({ kind, room, route: 'eject' })
    await view.open(room)
    await ejectByPointer(view, ['Sam'])
    await expect(view.outcomeOf('Sam')).toContainText(/Unconfirmed.*gone within \d+ s/)
    await expectNoInternals(view)
    expect(await ejectsOf(sandbox, room)).toHaveLength(1)
  })
}

for (const [kind, words] of LONG) {
  test(`Daily’s answer ${kind}: told in the end`, async ({ asModerator, sandbox, room }) => {
    const view = roomPage(asModerator)
    await joinAll(sandbox, room, ['Sam', 'Mia'])
    await sandbox.addFault({ kind, room, route: 'eject' })
    await view.open(room)
    await ejectByPointer(view, ['Sam'])
    await expect(view.outcomeOf('Sam')).toContainText(/Sending…/)
    await expect(view.outcomeOf('Sam')).toContainText(words, { timeout: 30_000 })
    await expectNoInternals(view)
  })
}

test('a slow answer is waited for', async ({ asModerator, sandbox, room }) => {
  const view = roomPage(asModerator)
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  await sandbox.addFault({ kind: 'slow', room, route: 'eject', delayMs: 1_500 })
  await view.open(room)
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toHaveLength(1)
})

test('a short limit on calls is waited out', async ({ asModerator, sandbox, room }) => {
  const view = roomPage(asModerator)
  await joinAll(sandbox, room, ['Sam', 'Mia'])
  await sandbox.addFault({ kind: 'rate-limited', room, route: 'eject', times: 1 })
  await view.open(room)
  await ejectByPointer(view, ['Sam'])
  await expect(view.outcomeOf('Sam')).toContainText('Ejected')
  expect(await ejectsOf(sandbox, room)).toHaveLength(2)
})

const INTERNALS = new RegExp([MARKER_KEY, PROXY_MARKER, 'Bearer', 'SyntaxError', 'ECONN'].join('|'))

async function expectNoInternals({ result }: RoomPage): Promise<void> {
  expect(await result.textContent()).not.toMatch(INTERNALS)
  expect(await result.page().content()).not.toContain(MARKER_KEY)
}
