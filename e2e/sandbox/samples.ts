import type { Sandbox } from './index.ts'
import { nameOf } from './names.ts'
import { oddPeople } from './odd-people.ts'
import { type Dice, diceOf } from './random.ts'
import type { Privacy } from './world.ts'

export type Profile = { userName: string | null; userId: string | null; owner?: boolean }

export type SampleRoom = {
  name: string
  privacy: Privacy
  config: Record<string, unknown>
  people: number
  /** How many more know of the room and come when others leave. */
  absent: number
  tokenlessShare: number
  hosts: number
  guests: readonly Profile[]
}

const room = (name: string, people: number, more: Partial<SampleRoom> = {}): SampleRoom => ({
  name,
  people,
  privacy: 'private',
  config: {},
  absent: Math.ceil(people / 5),
  tokenlessShare: 0.05,
  hosts: 1,
  guests: [],
  ...more,
})

const isOpen = { privacy: 'public', tokenlessShare: 0.4 } as const

export const sampleRooms: readonly SampleRoom[] = [
  room('class-7b', 30, { config: { enable_chat: true, start_audio_off: true } }),
  room('webinar-q4-results', 300, {
    hosts: 4,
    config: { max_participants: 1_000, start_video_off: true, permissions: { canSend: false } },
  }),
  room('townhall-open', 2_000, { ...isOpen, hosts: 6, config: { max_participants: 10_000 } }),
  room('study-hall', 6, { ...isOpen, guests: oddPeople, config: { enable_knocking: true } }),
  room('standup-platform', 5),
  room('book-club', 7, isOpen),
  room('interview-2291', 2),
  room('support-desk-1', 2, isOpen),
  room('yoga-morning', 12, isOpen),
  room('class-7a', 24, { config: { enable_chat: true } }),
  room('class-8a', 0),
  room('staff-room', 0),
  room('choir-practice', 0, isOpen),
  room('support-desk-2', 0, isOpen),
]

export type Crowd = { room: SampleRoom; profiles: Profile[] }

const DAY_MS = 86_400_000
const LONGEST_STAY_MS = 55 * 60_000

/** Everyone who may be in each room, present or not; the same seed makes the same people. */
export const crowdsOf = (seed: number): Crowd[] =>
  sampleRooms.map((sample, index) => ({ room: sample, profiles: profilesOf(sample, diceOf(seed + index)) }))

export function fillSamples(sandbox: Sandbox, { seed = 7 }: { seed?: number } = {}) {
  const nowMs = Date.now()
  for (const [index, crowd] of crowdsOf(seed).entries()) {
    const { name, privacy, config } = crowd.room
    sandbox.createRoom({ name, privacy, config, createdAt: nowMs - (index + 2) * DAY_MS })
    sandbox.joinMany(name, arrivalsOf(crowd, { nowMs, dice: diceOf(seed - index - 1) }))
  }
}

function arrivalsOf({ room: sample, profiles }: Crowd, { nowMs, dice }: { nowMs: number; dice: Dice }) {
  const twice = doubles(sample, profiles, dice)
  const once = profiles.slice(0, sample.people - twice.length)
  return [...once, ...twice, ...sample.guests]
    .map((profile) => ({ ...profile, joinedAt: nowMs - Math.floor(dice.next() ** 1.5 * LONGEST_STAY_MS) }))
    .sort((a, b) => a.joinedAt - b.joinedAt)
}

function profilesOf({ people, absent, tokenlessShare, hosts }: SampleRoom, dice: Dice): Profile[] {
  return Array.from({ length: people + absent }, (_, index) => {
    const isHost = index < hosts
    const isTokenless = !isHost && dice.chance(tokenlessShare)
    return {
      userName: dice.chance(0.01) ? null : nameOf(dice),
      userId: isTokenless ? null : userIdOf(dice),
      owner: isHost,
    }
  })
}

function userIdOf(dice: Dice) {
  const number = dice.between(1_000_000, 9_999_999)
  return dice.chance(0.1)
    ? `0${number}-51c3-4a7e-9b02-00000${dice.between(1_000_000, 9_999_999)}`
    : `u-${number}`
}

/** Some people are in twice: a laptop and a phone under one user ID. */
function doubles({ people }: SampleRoom, profiles: Profile[], dice: Dice) {
  const count = people < 10 ? 0 : Math.ceil(people / 60)
  const known = profiles.slice(0, people - count).filter(({ userId }) => userId !== null)
  return known.filter(() => dice.chance(0.5)).slice(0, count)
}
