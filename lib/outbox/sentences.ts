import { OUTCOMES } from '#lib/audit/outcomes'
import type { Say } from './chat-text.ts'
import type { OutboxEventType } from './event-types.ts'

type Told = Record<string, unknown>

/** What happened, in a plain sentence; texts of people stand in it as `say` gives them. */
export function sentenceOf(type: OutboxEventType, told: Told, say: Say): string {
  return SENTENCES[type](told, say)
}

const SENTENCES: Record<OutboxEventType, (told: Told, say: Say) => string> = {
  'report.received': (told, say) =>
    `New report about ${whom(told, say)} in ${say(told.room)}: ${say(told.category)}.`,
  'report.claimed': (told, say) => `${say(told.by)} took a report from ${say(told.room)}.`,
  'report.resolved': (told, say) =>
    `${say(told.by)} resolved a report about ${whom(told, say)} in ${say(told.room)}: ${resolutionWords(told)}.`,
  'decision.settled': (told, say) =>
    `${say(told.by)} ${told.ban === true ? 'ejected and banned' : 'ejected'} people from ${say(told.room)}: ${countWords(told.counts)}.`,
  'ban.created': (told, say) =>
    `${say(told.by)} banned ${whom(told, say)} from ${scopeWords(told.scope, say)}, ${endWords(told.ends_at)}.`,
  'ban.lifted': (told, say) =>
    `${say(told.by)} lifted the ban of ${whom(told, say)} from ${scopeWords(told.scope, say)}.`,
  'ban.enforced': (told, say) => `${whom(told, say)} is banned and came back to ${say(told.room)}: ejected.`,
}

/** What somebody wrote about it, or nothing. */
export function wordsOf(type: OutboxEventType, told: Told): unknown {
  return type === 'report.received' ? told.text : told.reason
}

/** Where the console shows it. */
export function pathOf(type: OutboxEventType, told: Told): string {
  const part = (name: string) => encodeURIComponent(String(told[name] ?? '').toWellFormed())
  if (type.startsWith('report.')) return `/reports/${part('group_id')}`
  if (type === 'ban.created' || type === 'ban.lifted') return '/bans'
  return `/rooms/${part('room')}`
}

function whom({ user_id: userId, participant_id: participantId }: Told, say: Say): string {
  if (typeof userId === 'string') return `user ID ${say(userId)}`
  return typeof participantId === 'string' ? `participant ${say(participantId)}` : 'somebody'
}

function resolutionWords({ resolution, bad_faith: isBadFaith }: Told): string {
  if (resolution === 'acted_on') return 'acted on'
  return isBadFaith === true ? 'dismissed, reported in bad faith' : 'dismissed'
}

function countWords(counts: unknown): string {
  const parts = OUTCOMES.flatMap(([key, word]) => {
    const count = Number(fieldOf(counts, key) ?? 0)
    return count > 0 ? [`${count.toLocaleString('en')} ${word}`] : []
  })
  return parts.length === 0 ? 'nobody' : parts.join(', ')
}

function scopeWords(scope: unknown, say: Say): string {
  const kind = fieldOf(scope, 'kind')
  if (kind === 'all') return 'all rooms'
  return `${kind === 'pattern' ? 'rooms like ' : ''}${say(fieldOf(scope, 'value'))}`
}

/** In UTC: who reads it may be anywhere. */
function endWords(endsAt: unknown): string {
  return typeof endsAt === 'string' ? `until ${endsAt.slice(0, 16).replace('T', ' ')} UTC` : 'for good'
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
