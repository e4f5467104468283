import { setTimeout as delay } from 'node:timers/promises'
import { reportFromBackend } from '#e2e/support/reporting'
import type { Sandbox } from '#sandbox'

/** By then Roomwarden has looked into the rooms and knows the people by name. */
const FIRST_LOOK_MS = 10_000

type Complaint = {
  room: string
  /** A user ID, or whoever is so far down the room's list of those with one. */
  about: string | number
  category: string
  /** One report each, by different people. */
  texts: string[]
}

const COMPLAINTS: Complaint[] = [
  {
    room: 'study-hall',
    about: 'u-6666',
    category: 'impersonation',
    texts: [
      'This is not Sam. The real Sam sits next to me, and this one asks everybody for the access code.',
      'Two people called Sam, and one of them wants our passwords.',
    ],
  },
  {
    room: 'townhall-open',
    about: 40,
    category: 'hate',
    texts: [
      'Shouts slurs at everybody who takes the floor and will not stop.',
      'Racist shouting, for minutes already.',
      'Please do something, my daughter is watching this with me.',
      'Same person as last week, under another name.',
    ],
  },
  {
    room: 'webinar-q4-results',
    about: 12,
    category: 'spam',
    texts: ['Pastes the same shop link into the chat again and again.', 'Advertises a shop, nine times now.'],
  },
  {
    room: 'class-7b',
    about: 6,
    category: 'harassment',
    texts: ['He mocks how I talk whenever I answer, and others have begun to join in.'],
  },
  {
    room: 'townhall-open',
    about: 90,
    category: 'privacy',
    texts: ['Reads out the speaker’s home address.'],
  },
  {
    room: 'book-club',
    about: 2,
    category: 'other',
    texts: ['Plays music over everybody who speaks. It may be an open microphone.'],
  },
]

type Where = { url: string; token: string; sandbox: Sandbox }

/** Complaints about people of the made-up rooms, sent as the host’s own backend would send them. */
export async function sendSampleReports({ url, token, sandbox }: Where): Promise<void> {
  await delay(FIRST_LOOK_MS)
  for (const { room, about, category, texts } of COMPLAINTS) {
    const known = sandbox.people(room).flatMap(({ userId }) => userId ?? [])
    const userId = typeof about === 'string' ? about : known[about % known.length]
    if (userId === undefined) continue
    const others = known.filter((id) => id !== userId)
    for (const [index, text] of texts.entries()) {
      const reporter = others[index * 3]
      await reportFromBackend(room, userId, { category, text, ...(reporter && { reporter }) }, { url, token })
    }
  }
}
