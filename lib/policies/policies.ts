export const URGENCIES = ['low', 'normal', 'high', 'urgent'] as const
export type Urgency = (typeof URGENCIES)[number]

/** Relied on from outside; never changes its meaning. */
export type PolicyCode = string

/** One version of a rule people can break. `banSeconds` null is for good. */
export type Policy = {
  code: PolicyCode
  version: number
  title: string
  text: string
  urgency: Urgency
  banSeconds: number | null
  /** False: still readable, and no longer to be chosen. */
  offered: boolean
}

/** What a page needs to offer policies and to name those that were chosen. */
export type PolicyChoice = Pick<Policy, 'code' | 'title' | 'version' | 'banSeconds' | 'offered'>

/** A version with who wrote it, and since when it is in force. */
export type PolicyVersion = Policy & { since: number; by: string }

/** Where nobody has chosen; it cannot be withdrawn. */
export const USUAL_POLICY = 'other'

const HOUR = 3_600
const DAY = 24 * HOUR

/** How long a policy may propose to ban, besides for good. */
export const BAN_LENGTHS = [HOUR, DAY, 7 * DAY, 30 * DAY] as const

/** By title, and last the one for whatever else. */
export function inOrder<Listed extends Pick<Policy, 'code' | 'title'>>(
  policies: readonly Listed[],
): Listed[] {
  const isLast = ({ code }: Listed) => Number(code === USUAL_POLICY)
  return [...policies].sort((a, b) => isLast(a) - isLast(b) || a.title.localeCompare(b.title, 'en'))
}

/** What every installation begins with, as its migration writes it. */
export const FIRST_POLICIES: readonly Policy[] = [
  {
    code: 'spam',
    version: 1,
    title: 'Spam or flooding',
    text: 'Advertising nobody asked for, links pasted again and again, noise or pictures meant to drown out everybody else.',
    urgency: 'normal',
    banSeconds: 7 * DAY,
    offered: true,
  },
  {
    code: 'harassment',
    version: 1,
    title: 'Harassment',
    text: 'Insults, mockery, unwanted advances or stalking aimed at a person, and calling on others to join in.',
    urgency: 'high',
    banSeconds: 7 * DAY,
    offered: true,
  },
  {
    code: 'hate',
    version: 1,
    title: 'Hate',
    text: 'Contempt for people, or calls to exclude or hurt them, because of origin, religion, sex, orientation, disability or the like.',
    urgency: 'high',
    banSeconds: 30 * DAY,
    offered: true,
  },
  {
    code: 'sexual',
    version: 1,
    title: 'Nudity or sexual content',
    text: 'Nudity, sexual acts or sexual pictures where the room is not meant for them.',
    urgency: 'high',
    banSeconds: 30 * DAY,
    offered: true,
  },
  {
    code: 'violence',
    version: 1,
    title: 'Violence or threats',
    text: 'Threats against anybody, praise of violence, or showing it to shock.',
    urgency: 'urgent',
    banSeconds: 30 * DAY,
    offered: true,
  },
  {
    code: 'child_safety',
    version: 1,
    title: 'Child safety',
    text: 'Whatever sexualises a child, approaches a child for sexual ends, or puts a child in danger.',
    urgency: 'urgent',
    banSeconds: null,
    offered: true,
  },
  {
    code: 'impersonation',
    version: 1,
    title: 'Impersonation',
    text: 'Posing as another person, as a member of the team or as an organisation.',
    urgency: 'normal',
    banSeconds: 7 * DAY,
    offered: true,
  },
  {
    code: 'privacy',
    version: 1,
    title: 'Privacy',
    text: 'Publishing somebody’s address, telephone number, private messages or recordings without their consent.',
    urgency: 'high',
    banSeconds: 7 * DAY,
    offered: true,
  },
  {
    code: 'other',
    version: 1,
    title: 'Other',
    text: 'Whatever else keeps people from using the room as it is meant.',
    urgency: 'low',
    banSeconds: 7 * DAY,
    offered: true,
  },
]
