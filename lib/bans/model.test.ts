import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { emptyTables, letTimePass, withDatabase } from '#e2e/support/database'
import { anOperator } from '#e2e/support/operators'
import { anApiCaller } from '#e2e/support/tokens'
import { database } from '#lib/db/database'
import { bans } from '#lib/db/schema'
import { askGateForMany } from '#lib/gate/queries'
import { patternCovers } from '#lib/permissions/room-pattern'
import { banPeople } from './ban-people.ts'
import { changeBanEnd } from './change-end.ts'
import { liftBan } from './commands.ts'
import { type BanPeopleRequest, banPeopleInput } from './request.ts'
import { changeEndInput } from './schemas.ts'

withDatabase()

const admin = anOperator('admin')
const USERS = ['u-1', 'u-2']
const ROOMS = ['class-1', 'lab-1']
const SCOPES: BanPeopleRequest['terms']['scope'][] = [
  { kind: 'room', room: 'class-1' },
  { kind: 'room', room: 'lab-1' },
  { kind: 'pattern', pattern: 'class-*' },
  { kind: 'all' },
]
type Scope = (typeof SCOPES)[number]

/** Starts lie on tens and ends between them, so that no two of them fall on the same moment. In thousands of seconds. */
const UNIT_SECONDS = 100
const aStart = fc.constantFrom(0, 0, 0, 10, 20)
const anEnd = fc.constantFrom(5, 15, 25, null)

type ModelBan = { user: string; scope: Scope; start: number; end: number | null; lifted: boolean }
type Model = { now: number; bans: ModelBan[] }
type Real = { ids: string[] }

const stands = (model: Model, ban: ModelBan) => !ban.lifted && (ban.end === null || ban.end > model.now)
const covers = (scope: Scope, room: string) =>
  scope.kind === 'all' || (scope.kind === 'room' ? scope.room === room : patternCovers(scope.pattern, room))
const isBanned = (model: Model, user: string, room: string) =>
  model.bans.some(
    (ban) => ban.user === user && stands(model, ban) && ban.start <= model.now && covers(ban.scope, room),
  )

async function assertSame(model: Model): Promise<void> {
  for (const room of ROOMS) {
    const { body } = await askGateForMany(anApiCaller(), { room, user_ids: USERS })
    const allowed = body.answers.map((answer) => answer.allowed)
    assert.deepEqual(
      allowed,
      USERS.map((user) => !isBanned(model, user, room)),
      `who may enter ${room}`,
    )
  }
}

type Command = fc.AsyncCommand<Model, Real>
const inUnits = (units: number) => new Date(Date.now() + units * UNIT_SECONDS * 1_000).toISOString()

class Ban implements Command {
  readonly user: string
  readonly scope: Scope
  readonly start: number
  readonly length: number | null
  readonly even: boolean
  constructor(user: string, scope: Scope, start: number, length: number | null, even: boolean) {
    this.user = user
    this.scope = scope
    this.start = start
    this.length = length
    this.even = even
  }
  check = () => true
  async run(model: Model, real: Real) {
    const { user, scope, even } = this
    const start = model.now + this.start
    const end = this.length === null ? null : start + this.length
    const overlapping = model.bans.some(
      (ban) =>
        ban.user === user &&
        ban.scope === scope &&
        stands(model, ban) &&
        (end === null || ban.start < end) &&
        (ban.end === null || ban.end > start),
    )
    const input = banPeopleInput.parse({
      userIds: [user],
      terms: {
        scope,
        startsAt: this.start === 0 ? null : inUnits(this.start),
        until: this.length === null ? null : { seconds: this.length * UNIT_SECONDS },
        policy: 'spam',
      },
      evenIfBanned: even,
    })
    if (overlapping && !even) {
      await assert.rejects(banPeople(admin, input), { code: 'conflict' })
    } else {
      const { stored } = await banPeople(admin, input)
      if (stored === 1) {
        model.bans.push({ user, scope, start, end, lifted: false })
        real.ids = await idsInOrder(real.ids)
      }
    }
    await assertSame(model)
  }
  toString = () =>
    `ban ${this.user} ${JSON.stringify(this.scope)} +${this.start} for ${this.length} ${this.even}`
}

/** The new one is whichever was not there before. */
async function idsInOrder(known: string[]): Promise<string[]> {
  const db = await database()
  const rows = await db.select({ id: bans.id }).from(bans)
  return [...known, ...rows.map(({ id }) => id).filter((id) => !known.includes(id))]
}

function chosen(model: Model, real: Real, index: number) {
  const place = index % model.bans.length
  return { ban: model.bans[place], banId: real.ids[place] ?? '' }
}

class Lift implements Command {
  readonly index: number
  constructor(index: number) {
    this.index = index
  }
  check = (model: Readonly<Model>) => model.bans.length > 0
  async run(model: Model, real: Real) {
    const { ban, banId } = chosen(model, real, this.index)
    if (ban === undefined) return
    const lifting = liftBan(admin, { banId, reason: 'appeal' })
    if (stands(model, ban)) await lifting
    else await assert.rejects(lifting, { code: 'conflict' })
    ban.lifted ||= stands(model, ban)
    await assertSame(model)
  }
  toString = () => `lift ${this.index}`
}

class ChangeEnd implements Command {
  readonly index: number
  readonly length: number | null
  constructor(index: number, length: number | null) {
    this.index = index
    this.length = length
  }
  check = (model: Readonly<Model>) => model.bans.length > 0
  async run(model: Model, real: Real) {
    const { ban, banId } = chosen(model, real, this.index)
    if (ban === undefined) return
    const shown = await shownEnd(banId)
    const from = Math.max(ban.start, model.now)
    const end = this.length === null ? null : from + this.length
    const endsAt = end === null ? null : inUnits(end - model.now)
    const changing = changeBanEnd(admin, changeEndInput.parse({ banId, shownEndsAt: shown, endsAt }))
    if (stands(model, ban)) {
      await changing
      ban.end = end
    } else await assert.rejects(changing, { code: 'conflict' })
    await assertSame(model)
  }
  toString = () => `change end ${this.index} to ${this.length}`
}

async function shownEnd(banId: string): Promise<string | null> {
  const db = await database()
  const rows = await db.select({ id: bans.id, endsAt: bans.endsAt }).from(bans)
  return rows.find(({ id }) => id === banId)?.endsAt?.toISOString() ?? null
}

class Pass implements Command {
  readonly units: number
  constructor(units: number) {
    this.units = units
  }
  check = () => true
  async run(model: Model) {
    await letTimePass(this.units * UNIT_SECONDS)
    model.now += this.units
    await assertSame(model)
  }
  toString = () => `${this.units} pass`
}

test('whatever is banned, lifted, changed or ends, the gate says what a simple model says', async () => {
  const commands = [
    fc
      .tuple(fc.constantFrom(...USERS), fc.constantFrom(...SCOPES), aStart, anEnd, fc.boolean())
      .map((args) => new Ban(...args)),
    fc.nat(20).map((index) => new Lift(index)),
    fc.tuple(fc.nat(20), anEnd).map((args) => new ChangeEnd(...args)),
    fc.constantFrom(10, 20).map((units) => new Pass(units)),
  ]
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 14 }), async (run) => {
      await emptyTables()
      await fc.asyncModelRun(() => ({ model: { now: 0, bans: [] }, real: { ids: [] } }), run)
    }),
    { numRuns: 40 },
  )
})
