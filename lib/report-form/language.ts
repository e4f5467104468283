export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

const MOST_NAMED = 20

/** The reader's best language among ours, from an `Accept-Language` header. */
export function pickLanguage(accepted: string | null): Language {
  const wanted = (accepted ?? '')
    .split(',')
    .slice(0, MOST_NAMED)
    .map(toWanted)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    const language = LANGUAGES.find((ours) => ours === tag)
    if (language !== undefined) return language
  }
  return 'en'
}

function toWanted(part: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = quality === undefined ? 1 : Number(quality.slice(2))
  return { tag: tag.split('-')[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 }
}
