import type { Sandbox } from './index.ts'
import { type Dice, diceOf } from './random.ts'
import { type Crowd, crowdsOf, type Profile } from './samples.ts'

const SHORTEST_PAUSE_MS = 1_500
const LONGEST_PAUSE_MS = 4_500
const PEOPLE_PER_MOVE = 500

export type LifeOptions = {
  /** The seed that the samples were filled with. */
  seed?: number
  shortestPauseMs?: number
  longestPauseMs?: number
}

/** People come and go, a few every few seconds, until the sandbox closes or the returned stop is called. */
export function startLife(sandbox: Sandbox, options: LifeOptions = {}) {
  const { seed = 7, shortestPauseMs = SHORTEST_PAUSE_MS, longestPauseMs = LONGEST_PAUSE_MS } = options
  const dice = diceOf(seed)
  const lively = crowdsOf(seed).filter(({ room }) => room.people > 2)
  let timer: NodeJS.Timeout
  function schedule() {
    timer = setTimeout(tick, dice.between(shortestPauseMs, longestPauseMs))
  }
  function tick() {
    for (const crowd of lively) stir(sandbox, crowd, dice)
    schedule()
  }
  const stop = () => clearTimeout(timer)
  schedule()
  sandbox.onClose(stop)
  return stop
}

/** Small rooms move now and then, large ones at every tick. */
function stir(sandbox: Sandbox, { room, profiles }: Crowd, dice: Dice) {
  if (!dice.chance(Math.min(1, 0.1 + room.people / 200))) return
  const moves = dice.between(1, 1 + Math.ceil(room.people / PEOPLE_PER_MOVE))
  const present = sandbox.people(room.name)
  const homes = new Set(profiles.map(keyOf))
  const regulars = present.filter((person) => homes.has(keyOf(person)) && !person.owner)
  const here = new Set(present.map(keyOf))
  const away = profiles.filter((profile) => !here.has(keyOf(profile)))
  for (let move = 0; move < moves; move += 1) {
    const isFull = present.length >= room.people + room.guests.length
    if (dice.chance(isFull ? 0.4 : 0.6)) comeIn(sandbox, room.name, takeOne(away, dice))
    else if (regulars.length > room.people / 2) goAway(sandbox, takeOne(regulars, dice))
  }
}

const keyOf = ({ userId, userName }: Profile) => `${userId}\n${userName}`

function takeOne<T>(list: T[], dice: Dice): T | undefined {
  return list.splice(dice.between(0, Math.max(0, list.length - 1)), 1)[0]
}

function comeIn(sandbox: Sandbox, room: string, profile: Profile | undefined) {
  if (profile) sandbox.tryJoin(room, profile)
}

function goAway(sandbox: Sandbox, person: { id: string } | undefined) {
  if (person) sandbox.leave(person.id)
}
