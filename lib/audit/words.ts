import { OUTCOMES } from './outcomes.ts'
import type { AuditEventView } from './view.ts'

type Told = Pick<AuditEventView, 'actorKind' | 'verb' | 'result' | 'details' | 'subjectCount'>

/** What an event says, as a sentence without its subject: "asked to eject and ban 3". */
export function auditWords(event: Told): string {
  if (event.result === 'refused' && event.details.because === 'conflict')
    return `too late for ${event.verb}: a colleague was faster`
  if (event.result === 'refused') return `refused: ${event.verb}`
  return WORDS[event.verb]?.(event) ?? `${event.verb}: ${event.result}`
}

const WORDS: Record<string, (event: Told) => string> = {
  'participant.eject': ejectWords,
  'ban.create': banWords,
  'ban.change': ({ details }) => `changed the end of a ban: ${endWords(details)}`,
  'ban.propose': ({ details }) => `asked a second admin for ${counted(numberOf(details, 'bans'), 'ban')}`,
  'ban.approve': ({ details }) =>
    `approved ${counted(numberOf(details, 'bans'), 'ban')} a colleague asked for`,
  'ban.decline': ({ details }) =>
    `declined ${counted(numberOf(details, 'bans'), 'ban')} a colleague asked for`,
  'ban.withdraw': ({ details }) => `withdrew ${counted(numberOf(details, 'bans'), 'ban')} asked for`,
  'ban.lift': ({ details }) => `lifted ${counted(numberOf(details, 'bans'), 'ban')}`,
  'person.erase': ({ details }) =>
    `erased a person: ${counted(numberOf(details, 'auditSubjects'), 'text')} of the record emptied`,
  'person.note': ({ details }) =>
    details.undone === true ? 'took back a note on a person' : 'wrote a note on a person',
  'report.claim': () => 'claimed a report',
  'report.release': () => 'released a report',
  'report.hand_over': () => 'handed a report over',
  'report.escalate': ({ details }) => `escalated a report to ${String(details.to ?? 'moderator')}s`,
  'report.note': () => 'wrote a note on a report',
  'report.resolve': resolveWords,
  'report.reopen': () => 'opened a report again',
  'session.start': ({ result }) => (result === 'failed' ? 'failed to sign in' : 'signed in'),
  'session.end': () => 'signed out',
  'account.password': () => 'changed their own password',
  'operator.add': ({ details }) => `added an operator as ${String(details.role ?? 'viewer')}`,
  'operator.role': ({ details }) => `made an operator ${String(details.role ?? 'viewer')}`,
  'operator.disable': () => 'disabled an operator',
  'operator.reset': () => 'reset an operator’s password',
  'protection.add': ({ details }) => `protected ${counted(numberOf(details, 'added'), 'user ID')}`,
  'protection.remove': () => 'unprotected a user ID',
  'audit.export': ({ details }) =>
    `exported the record as ${details.format === 'csv' ? 'CSV' : 'JSON Lines'}${narrowed(details)}`,
  'policy.create': ({ details }) => `created the policy ${String(details.code)}`,
  'policy.change': policyWords,
  'settings.manage': settingsWords,
  'enforcement.pause': ({ details }) =>
    `stopped enforcing bans: ${counted(numberOf(details, 'people'), 'person', 'people')} in a minute, at most ${numberOf(details, 'cap')} allowed`,
  'enforcement.resume': ({ details }) =>
    `let bans be enforced again, on ${counted(numberOf(details, 'people'), 'person', 'people')} at once`,
  'history.purge': purgeWords,
  'token.create': () => 'created an API token',
  'token.revoke': () => 'revoked an API token',
  'meeting_token.mint': mintWords,
  'outgoing_webhook.create': () => 'added an outgoing webhook',
  'outgoing_webhook.change': ({ details }) =>
    details.moved === true ? 'changed an outgoing webhook and its address' : 'changed an outgoing webhook',
  'outgoing_webhook.switch': ({ details }) =>
    `switched an outgoing webhook ${details.on === true ? 'on' : 'off'}`,
  'outgoing_webhook.secret': () => 'made a new secret for an outgoing webhook',
  'outgoing_webhook.remove': () => 'removed an outgoing webhook',
  'outgoing_webhook.test': ({ details }) =>
    `tested an outgoing webhook: ${typeof details.status === 'number' ? `answered ${details.status}` : 'no answer'}`,
  'outgoing_webhook.redeliver': ({ details }) =>
    `sent an event to an outgoing webhook again: ${String(details.event ?? '')}`,
  'report.receive': ({ details }) =>
    `received ${counted(numberOf(details, 'reports'), 'report')}${SOURCES[String(details.source)] ?? ''}`,
  'report_link.create': () => 'gave out a link to the report form',
  'webhook.create': webhookWords('create', 'created'),
  'webhook.revive': webhookWords('revive', 'revived'),
  'webhook.remove': webhookWords('remove', 'removed'),
}

const SOURCES: Record<string, string> = {
  api: ' from a backend',
  form: ' through the form',
  operator: ' from an operator',
}

/** Whatever has words of its own. */
export const KNOWN_VERBS: readonly string[] = Object.keys(WORDS)

const FINDINGS = [
  ['gone', 'gone'],
  ['still_there', 'still there'],
  ['came_back', 'came back'],
] as const

function ejectWords(event: Told): string {
  const { result, details } = event
  if (result === 'asked') return askedWords(event)
  if (result === 'found') return foundWords(details)
  if (details.stopped === true) return 'stopped the decision: nothing more is sent'
  if (details.interrupted === true) return `interrupted: ${listOf(details, OUTCOMES)}`
  if (details.again === true) return `sent again: ${numberOf(details, 'ejected')} ejected`
  const status = result === 'failed' && typeof details.status === 'number' ? ` (${details.status})` : ''
  return `Daily: ${listOf(details, OUTCOMES)}${status}`
}

function askedWords({ actorKind, details }: Told): string {
  const targets = numberOf(details, 'targets').toLocaleString('en')
  if (actorKind === 'system') return `puts bans into effect: ejects ${targets}`
  const deed = details.ban === true ? 'eject and ban' : 'eject'
  const report = typeof details.reportId === 'string' ? ' from a report' : ''
  return `asked ${typeof details.retryOf === 'string' ? 'again ' : ''}to ${deed} ${targets}${report}`
}

function foundWords(details: Told['details']): string {
  if ('attributed' in details)
    return `presence: ${counted(numberOf(details, 'attributed'), 'session')} matched to user IDs`
  return `presence: ${listOf(details, FINDINGS)}`
}

function banWords({ details }: Told): string {
  const stored = numberOf(details, 'bans')
  const kept = numberOf(details, 'kept')
  const more = kept === 0 ? '' : `, ${kept.toLocaleString('en')} banned as long already`
  return `banned ${stored.toLocaleString('en')}, ${endWords(details)}${more}`
}

/** In UTC: the sentence is made where the reader’s zone is not known. */
function endWords({ endsAt }: Told['details']): string {
  return typeof endsAt === 'string' ? `until ${endsAt.slice(0, 16).replace('T', ' ')} UTC` : 'for good'
}

function narrowed({ format: _, ...details }: Told['details']): string {
  return Object.keys(details).length === 0 ? '' : ', narrowed down'
}

function policyWords({ details }: Told): string {
  const version = `version ${numberOf(details, 'version')}`
  const changed = Array.isArray(details.changed) ? details.changed : []
  if (!changed.includes('offered')) return `changed the policy ${String(details.code)}: ${version}`
  return details.offered === true
    ? `offered the policy ${String(details.code)} again: ${version}`
    : `stopped offering the policy ${String(details.code)}: ${version}`
}

function settingsWords({ result, details }: Told): string {
  if ('callsPerSecond' in details)
    return `set the pace to ${counted(numberOf(details, 'callsPerSecond'), 'call')} a second`
  if ('enforcementCap' in details)
    return `set enforcement to at most ${numberOf(details, 'enforcementCap')} people a minute`
  if ('joinWave' in details) return 'changed what counts as a join wave'
  if ('historyDays' in details) return `set history to ${counted(numberOf(details, 'historyDays'), 'day')}`
  if ('banApproval' in details)
    return details.banApproval === true
      ? 'made large bans wait for a second admin'
      : 'made large bans need no second admin'
  return `settings.manage: ${result}`
}

function purgeWords({ details }: Told): string {
  const told = numberOf(details, 'outboxEvents')
  return `deleted old history: ${counted(numberOf(details, 'participants'), 'participant')}, ${counted(numberOf(details, 'webhookEvents'), 'webhook event')}${told === 0 ? '' : `, ${counted(told, 'outgoing event')}`}`
}

function mintWords({ result, details }: Told): string {
  if (result === 'asked')
    return `asked Daily for a meeting token${details.owner === true ? ' with owner powers' : ''}`
  if (result === 'done') return 'gave out a meeting token'
  return 'gave out no meeting token: Daily did not make one'
}

function webhookWords(deed: string, done: string) {
  return ({ result, details }: Told): string => {
    if (result === 'asked') return `asked Daily to ${deed} its webhook`
    if (result === 'done') return `Daily ${done} its webhook`
    if (details.code === 'unclear') return `not known whether Daily ${done} its webhook`
    return `Daily did not ${deed} its webhook`
  }
}

function resolveWords({ details }: Told): string {
  if (details.resolution === 'acted_on') return 'resolved a report: acted on'
  return `resolved a report: dismissed${details.badFaith === true ? ', reported in bad faith' : ''}`
}

function listOf(details: Told['details'], words: readonly (readonly [string, string])[]): string {
  const parts = words.flatMap(([key, word]) => {
    const count = numberOf(details, key)
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${word}`]
  })
  return parts.length === 0 ? 'nothing new' : parts.join(', ')
}

function counted(count: number, noun: string, many = `${noun}s`): string {
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en')} ${many}`
}

function numberOf(details: Told['details'], key: string): number {
  const value = details[key]
  return typeof value === 'number' ? value : 0
}
