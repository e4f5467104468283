import { FIRST_POLICIES, type PolicyChoice } from '#lib/policies/policies'
import type { Language } from './language.ts'
import { de } from './texts/de.ts'
import { en } from './texts/en.ts'
import { es } from './texts/es.ts'
import { fr } from './texts/fr.ts'
import type { Texts } from './texts/type.ts'

const TEXTS: Record<Language, Texts> = { en, de, fr, es }

export function textsIn(language: Language): Texts {
  return TEXTS[language]
}

/** An own title stands as the admins wrote it; the ones every installation begins with are translated. */
export function titleIn(texts: Texts, { code, title }: Pick<PolicyChoice, 'code' | 'title'>): string {
  const first = FIRST_POLICIES.find((policy) => policy.code === code)
  return (first?.title === title ? texts.policies[code] : undefined) ?? title
}

const SECONDS_IN = [
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "12 min ago", in the reader's language: their time zone is not known. */
export function agoIn(language: Language, atMs: number, nowMs: number): string {
  const seconds = (nowMs - atMs) / 1_000
  if (seconds < 60) return textsIn(language).momentAgo
  const [unit, length] = SECONDS_IN.find(([, long]) => seconds >= long) ?? ['minute', 60]
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' })
  return format.format(-Math.floor(seconds / length), unit)
}
