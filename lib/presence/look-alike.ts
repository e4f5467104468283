/**
 * Letters that pass for a Latin one: Cyrillic, Greek and Armenian letters, small capitals and digits, after Unicode's
 * confusables (UTS 39). Capitals are not needed: case is folded first. Full-width and fancy letters are NFKC's work.
 */
const PASS_FOR: Record<string, string> = {
  a: 'аαɑᴀ',
  b: 'вьβʙ',
  c: 'сϲᴄ',
  d: 'ԁᴅ',
  e: 'еεєҽᴇ',
  f: 'ϝꜰ',
  g: 'ɡցɢ',
  h: 'нһհʜ',
  j: 'јϳյᴊ',
  k: 'кκᴋ',
  l: 'iı1|ɩιіӏɪʟ׀ⵏ',
  m: 'мμᴍ',
  n: 'ηոռɴ',
  o: '0оοσօᴏ',
  p: 'рρᴘ',
  q: 'ԛզ',
  r: 'гʀ',
  s: 'ѕꜱ',
  t: 'тτᴛ',
  u: 'υսᴜ',
  v: 'νѵᴠ',
  w: 'ԝωᴡ',
  x: 'хχ',
  y: 'уүγʏ',
  z: 'ζᴢ',
}

const LATIN_OF = new Map(
  Object.entries(PASS_FOR).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
)

/** A right-to-left override shows what follows it backwards. */
const TURNED = /\u202e([^\u202c]*)/gu
const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/gu

/** What a name looks like: two names of one look pass for each other. Empty for a name that nobody could see. */
export function lookOf(name: string | null): string {
  if (name === null) return ''
  const plain = name.replace(TURNED, (_, turned: string) => [...turned].reverse().join(''))
  let look = ''
  for (const letter of plain.normalize('NFKC').toLowerCase().replace(UNSEEN, ''))
    look += LATIN_OF.get(letter) ?? letter
  return look.replaceAll('rn', 'm').replaceAll('vv', 'w')
}

/** The looks that more than one has: `who` tells one from another. */
export function sharedLooks<Named>(
  named: Iterable<Named>,
  look: (one: Named) => string,
  who: (one: Named) => string,
): ReadonlySet<string> {
  const firstOf = new Map<string, string>()
  const shared = new Set<string>()
  for (const one of named) {
    const their = look(one)
    if (their === '') continue
    const first = firstOf.get(their)
    if (first === undefined) firstOf.set(their, who(one))
    else if (first !== who(one)) shared.add(their)
  }
  return shared
}
