import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userIdInput as banUserIdInput } from '#lib/bans/request'
import { ejectInput } from '#lib/decisions/schemas'
import { userIdInput } from '#lib/gate/schemas'
import { personInput } from '#lib/people/schemas'
import { unprotectInput } from '#lib/protection/schemas'
import { apiReportInput } from '#lib/reports/schemas'
import { MAX_ID_UNITS } from './ids.ts'

const report = { room: 'lobby', category: 'spam', text: 'Advertises.' }

const takes: Record<string, (id: string) => boolean> = {
  'a ban': (id) => banUserIdInput.safeParse(id).success,
  'an eject': (id) =>
    ejectInput.safeParse({
      room: 'lobby',
      intentKey: '4e6bd3a2-5a65-4a35-8f0e-0d9a0a7b4a11',
      targets: [{ kind: 'user', id }],
      ban: false,
    }).success,
  'the gate': (id) => userIdInput.safeParse(id).success,
  'a person by user ID': (id) => personInput.safeParse({ userId: id }).success,
  'a person by session': (id) => personInput.safeParse({ participantId: id }).success,
  'taking off the protected list': (id) => unprotectInput.safeParse({ userId: id }).success,
  'a report about a user': (id) => apiReportInput.safeParse({ ...report, user_id: id }).success,
  'a report about a session': (id) => apiReportInput.safeParse({ ...report, participant_id: id }).success,
}

for (const [where, isTaken] of Object.entries(takes)) {
  test(`${where}: an ID is as long as Daily counts, in UTF-16 units`, () => {
    const ofEmoji = (units: number) => '😀'.repeat(units / 2)
    assert.equal(isTaken(ofEmoji(MAX_ID_UNITS)), true)
    assert.equal(isTaken(ofEmoji(MAX_ID_UNITS + 2)), false)
    assert.equal(isTaken('a'.repeat(MAX_ID_UNITS)), true)
    assert.equal(isTaken('a'.repeat(MAX_ID_UNITS + 1)), false)
  })
}
