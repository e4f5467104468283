import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isZone, startOfDay, toMoments } from './days.ts'

const iso = (ms: number) => new Date(ms).toISOString()

const STARTS: [string, string, string][] = [
  ['2026-11-26', 'UTC', '2026-11-26T00:00:00.000Z'],
  ['2026-11-26', 'Europe/Berlin', '2026-11-25T23:00:00.000Z'],
  ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
  ['2026-11-26', 'Asia/Kolkata', '2026-11-25T18:30:00.000Z'],
  ['2026-11-26', 'America/New_York', '2026-11-26T05:00:00.000Z'],
  ['2026-11-26', 'Pacific/Kiritimati', '2026-11-25T10:00:00.000Z'],
  ['2026-11-26', 'Pacific/Niue', '2026-11-26T11:00:00.000Z'],
  // Clocks change later on these days.
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
]

for (const [day, zone, start] of STARTS) {
  test(`${day} begins in ${zone} at ${start}`, () => {
    assert.equal(iso(startOfDay(day, zone)), start)
  })
}

test('from a day until the same day is that whole day, 23 or 25 hours long where clocks change', () => {
  const hours = (day: string, zone: string) => {
    const { from, before } = toMoments({ since: day, until: day, zone })
    return ((before?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 3_600_000
  }
  assert.equal(hours('2026-11-26', 'Europe/Berlin'), 24)
  assert.equal(hours('2026-03-29', 'Europe/Berlin'), 23)
  assert.equal(hours('2026-10-25', 'Europe/Berlin'), 25)
  assert.equal(hours('2026-12-31', 'Asia/Kolkata'), 24)
})

test('a day that is not given bounds nothing', () => {
  assert.deepEqual(toMoments({ zone: 'UTC' }), { from: null, before: null })
})

test('a zone is one that clocks know', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata']) assert.ok(isZone(zone))
  for (const zone of ['', 'Mars/Olympus', "'; drop table", 'Europe/Berlin\0']) assert.ok(!isZone(zone), zone)
})
