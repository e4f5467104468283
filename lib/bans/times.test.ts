import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { letTimePass, withDatabase } from '#e2e/support/database'
import { ROOM } from '#e2e/support/decisions'
import { anOperator } from '#e2e/support/operators'
import { anApiCaller } from '#e2e/support/tokens'
import { isZoneChild, runInZone } from '#e2e/support/zones'
import { database } from '#lib/db/database'
import { askGate } from '#lib/gate/queries'
import { banPeople } from './ban-people.ts'
import { listBans } from './queries.ts'
import { banPeopleInput } from './request.ts'
import { listBansInput } from './schemas.ts'

withDatabase()

const admin = anOperator('admin')
const HOUR = 3_600
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

async function ban(startsAt: string | null = null) {
  const terms = { scope: { kind: 'room', room: ROOM }, until: { seconds: HOUR }, policy: 'spam', startsAt }
  await banPeople(admin, banPeopleInput.parse({ userIds: ['u-1'], terms, evenIfBanned: false }))
}

async function storedSeconds(): Promise<number> {
  const db = await database()
  const { rows } = await db.execute<{ seconds: string }>(
    sql`select extract(epoch from ends_at) - extract(epoch from starts_at) as seconds from bans`,
  )
  return Number(rows[0]?.seconds)
}

async function isAllowed(): Promise<boolean> {
  return (await askGate(anApiCaller(), { room: ROOM, user_id: 'u-1' })).body.allowed
}

async function stateInList() {
  const { counts } = await listBans(admin, listBansInput.parse({}))
  return Object.entries(counts).flatMap(([state, count]) => (count > 0 ? [state] : []))
}

test(`an hour is stored as 3,600 seconds and told as such, server zone ${zone}`, async () => {
  const before = Date.now()
  await ban()
  assert.equal(await storedSeconds(), HOUR)
  const { rows } = await listBans(admin, listBansInput.parse({}))
  assert.equal((rows[0]?.endsAt ?? 0) - (rows[0]?.startsAt ?? 0), HOUR * 1_000)
  assert.ok(Math.abs((rows[0]?.startsAt ?? 0) - before) < 10_000)
})

test(`refused until the end, allowed from that instant on, though nothing runs, server zone ${zone}`, async () => {
  await ban()
  await letTimePass(HOUR - 30)
  assert.equal(await isAllowed(), false)
  assert.equal(await isAllowedASecondBeforeTheEnd(), false)
  const db = await database()
  await db.execute(sql`update bans set ends_at = now()`)
  assert.equal(await isAllowed(), true)
  assert.deepEqual(await stateInList(), ['ended'])
})

/** On a machine so busy that the second passes meanwhile it is tried again. */
async function isAllowedASecondBeforeTheEnd(): Promise<boolean> {
  const db = await database()
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const asked = Date.now()
    await db.execute(sql`update bans set ends_at = clock_timestamp() + interval '1 second'`)
    const allowed = await isAllowed()
    if (Date.now() - asked < 900) return allowed
  }
  throw new Error('The machine is too slow to look a second before the end.')
}

test(`an hour across a change of the clocks has 3,600 seconds, server zone ${zone}`, async () => {
  for (const change of clockChanges()) {
    const db = await database()
    await db.execute(sql`delete from bans`)
    await ban(new Date(change - HOUR * 500).toISOString())
    assert.equal(await storedSeconds(), HOUR)
    assert.deepEqual(await stateInList(), ['upcoming'])
    assert.equal(await isAllowed(), true)
  }
})

/** The hours of the coming year in which this process’s zone moves its clocks; any hour where it never does. */
function clockChanges(): number[] {
  const first = Math.ceil(Date.now() / 3_600_000) * 3_600_000
  const hours = Array.from({ length: 366 * 24 }, (_, index) => first + (index + 1) * 3_600_000)
  const offset = (at: number) => new Date(at).getTimezoneOffset()
  const changes = hours.filter((at) => offset(at) !== offset(at - 1))
  return changes.length === 0 ? hours.slice(0, 1) : changes
}

if (!isZoneChild()) {
  for (const server of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
    test(`all of this holds with the server in ${server}`, async () => {
      const { code, output } = await runInZone(fileURLToPath(import.meta.url), server)
      assert.equal(code, 0, output)
      assert.match(output, new RegExp(`server zone ${server.replace('Kolkata', '(Kolkata|Calcutta)')}`))
    })
  }
}
