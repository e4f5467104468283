import { randomUUID } from 'node:crypto'
import { ejectsOf, expect, test } from './fixtures.ts'
import { callServerAction, findServerAction } from './support/actions.ts'

const OFF = ['false', '0', 'off', '', undefined, false]
const ON = ['on', 'true', '1', true]
const REFUSED = ['maybe', 'yes!', ['on', 'off'], ['true', 'true'], {}, null, 1]

/** Confirms an eject of `u-1` as a script would, with any value for the ban. */
test.describe('the ban field of an eject', () => {
  for (const [meaning, values, sent] of [
    ['bans nobody', OFF, false],
    ['bans', ON, true],
    ['is refused, and nothing is sent', REFUSED, null],
  ] as const) {
    test(`${meaning} when it is ${values.map((value) => JSON.stringify(value) ?? 'absent').join(', ')}`, async ({
      asModerator: page,
      sandbox,
      room,
      baseURL,
    }) => {
      const cookies = await page.context().cookies()
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
      const { id } = findServerAction('ejectAction', process.env.NEXT_DIST_DIR)
      for (const ban of values) {
        const eject = { room, intentKey: randomUUID(), targets: [{ kind: 'user', id: 'u-1' }], ban }
        const answer = await callServerAction({ url: `${baseURL}/rooms/${room}`, id, args: [eject], cookie })
        expect(answer.value, JSON.stringify(ban)).toMatchObject(
          sent === null ? { ok: false, code: 'invalid_input' } : { ok: true, data: { ban: sent } },
        )
      }
      const bans = (await ejectsOf(sandbox, room)).map((body) => Object(body).ban)
      expect(bans).toEqual(sent === null ? [] : values.map(() => sent))
    })
  }
})
