import { evidenceInput } from '#lib/bans/request'
import { isShortEnoughId } from '#lib/daily/ids'
import { isOffered } from '#lib/policies/book'
import { reportTextInput } from '#lib/reports/schemas'
import { MAX_REPORT_TEXT } from '#lib/reports/view'
import { storableText } from '#lib/storable-text'
import type { Texts } from './texts/type.ts'

export const OTHER = 'other'
const MAX_NAME = 200
const MAX_MINUTES = 1_440

/** What stands in the fields, as it was typed. */
export type Typed = {
  /** A participant ID, `other` or nothing. */
  whom: string
  other: string
  kind: string
  text: string
  when: string
  minutes: string
  evidence: string
  /** One report for each form shown, however often it is sent. */
  once: string
}

export type Faults = Partial<Record<Exclude<keyof Typed, 'when' | 'once'>, string>>

const NAMES = ['whom', 'other', 'kind', 'text', 'when', 'minutes', 'evidence', 'once'] as const

export function emptyForm(participantId: string | null): Typed {
  const nothing = { whom: '', other: '', kind: '', text: '', minutes: '', evidence: '' }
  return { ...nothing, whom: participantId ?? '', when: 'now', once: crypto.randomUUID() }
}

/** Of a field that is sent twice the first counts; line ends as they are written everywhere else. */
export function readTyped(body: string): Typed {
  const sent = new URLSearchParams(body)
  const typed = emptyForm(null)
  for (const name of NAMES) typed[name] = storableText(sent.get(name) ?? typed[name]).replaceAll('\r\n', '\n')
  return typed
}

export function findFaults(typed: Typed, { faults }: Texts): Faults {
  const found: Faults = {}
  if (typed.whom === '' || !isShortEnoughId(typed.whom)) found.whom = faults.whom
  if (typed.whom === OTHER && typed.other.length > MAX_NAME) found.other = faults.other
  if (!isOffered(typed.kind)) found.kind = faults.kind
  if (!reportTextInput.safeParse(typed.text).success)
    found.text = typed.text.length > MAX_REPORT_TEXT ? faults.textLong : faults.text
  if (typed.when === 'earlier' && readMinutes(typed) === null) found.minutes = faults.minutes
  if (evidenceOf(typed) !== '' && !evidenceInput.safeParse(evidenceOf(typed)).success)
    found.evidence = faults.evidence
  return found
}

export function evidenceOf({ evidence }: Typed): string {
  return evidence.trim()
}

/** When it was; null is now. */
export function occurredAt(typed: Typed, nowMs: number): Date | null {
  const minutes = typed.when === 'earlier' ? readMinutes(typed) : null
  return minutes === null ? null : new Date(nowMs - minutes * 60_000)
}

function readMinutes({ minutes }: Typed): number | null {
  const count = Number(minutes.trim())
  return /^\d{1,4}$/.test(minutes.trim()) && count >= 1 && count <= MAX_MINUTES ? count : null
}

/** A name that was typed in stands in what operators read, above what happened. */
export function textOf({ whom, other, text }: Typed): string {
  const name = other.trim()
  return whom === OTHER && name !== '' ? `About: ${name}\n\n${text}` : text
}
