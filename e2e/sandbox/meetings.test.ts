import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startSandbox } from './index.ts'
import { callerOf } from './testing.ts'

const START_S = 1_790_549_600
let nowMs = 0
const sandbox = await startSandbox({ rateLimit: false, now: () => nowMs })
const call = callerOf(sandbox)

beforeEach(() => {
  nowMs = START_S * 1000
  sandbox.reset()
  sandbox.createRoom({ name: 'lesson' })
})
after(() => sandbox.close())

function holdMeetings(count: number) {
  for (let index = 0; index < count; index += 1) {
    sandbox.join('lesson', { userName: 'Sam', userId: 'u-1' })
    nowMs += 60_000
    sandbox.endMeeting('lesson')
  }
}

test('a meeting ends when the room is empty and the next has another id', async () => {
  holdMeetings(2)
  const { body } = await call('GET', '/meetings?room=lesson')
  assert.equal(body.total_count, 2)
  const [latest, first] = body.data
  assert.notEqual(latest.id, first.id)
  assert.deepEqual(
    { ...first, id: 0, participants: 0 },
    {
      id: 0,
      room: 'lesson',
      start_time: START_S,
      duration: 60,
      ongoing: false,
      max_participants: 1,
      participants: 0,
    },
  )
  assert.deepEqual(Object.keys(first.participants[0]).sort(), [
    'duration',
    'join_time',
    'participant_id',
    'user_id',
    'user_name',
  ])
  assert.deepEqual((await call('GET', `/meetings/${first.id}`)).body, first)
})

test('meetings are chosen by room, time and state', async () => {
  holdMeetings(2)
  sandbox.join('lesson')
  const total = async (query: string) => (await call('GET', `/meetings?${query}`)).body.total_count
  assert.equal(await total('room=unknown'), 0)
  assert.equal(await total('ongoing=true'), 1)
  assert.equal(await total('ongoing=false'), 2)
  assert.equal(await total(`timeframe_start=${START_S + 60}&timeframe_end=${START_S + 120}`), 1)
  const { body } = await call('GET', '/meetings?no_participants=true&limit=1')
  assert.equal('participants' in body.data[0], false)
  for (const query of ['ongoing=yes', 'limit=101', 'timeframe_start=now']) {
    assert.equal((await call('GET', `/meetings?${query}`)).status, 400, query)
  }
})

test('participants of a meeting are paged until 404', async () => {
  const ids = sandbox.joinMany('lesson', [{}, {}, {}])
  const meetingId = sandbox.people('lesson')[0]?.meetingId
  const page = (query: string) => call('GET', `/meetings/${meetingId}/participants?${query}`)
  const idsOf = (body: { data: { participant_id: string }[] }) => body.data.map((row) => row.participant_id)
  assert.deepEqual(idsOf((await page('limit=2')).body), ids.slice(0, 2))
  assert.deepEqual(idsOf((await page(`joined_after=${ids[1]}`)).body), ids.slice(2))
  assert.deepEqual(idsOf((await page(`limit=1&joined_before=${ids[2]}`)).body), [ids[1]])
  assert.equal((await page(`joined_after=${ids[2]}`)).status, 404)
  assert.equal((await call('GET', '/meetings/none/participants')).status, 404)
})

test('short stays may go unrecorded', async () => {
  sandbox.setQuirks({ meetingsRecordAfterMs: 10_000 })
  sandbox.join('lesson')
  const brief = sandbox.join('lesson')
  nowMs += 9_999
  sandbox.leave(brief)
  nowMs += 1
  const { body } = await call('GET', '/meetings')
  assert.equal(body.data[0].max_participants, 2)
  assert.equal(body.data[0].participants.length, 1)
})
