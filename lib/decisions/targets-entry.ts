export type RejectReason =
  | 'heading'
  | 'too_long'
  | 'too_many'
  | 'too_large'
  | 'damaged_number'
  | 'control_character'
  | 'broken_quote'
  | 'not_an_id'

/** One entry as pasted. `bare` stood without quotes; `joined` has only spaces between it and the entry before it on its line. */
export type Entry = {
  text: string
  line: number
  bare: boolean
  joined: boolean
  fault: RejectReason | null
}

const INVISIBLE =
  /[\s\u0085\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\uffa0]|\u034f/

export function isInvisible(character: string): boolean {
  return !(character > ' ' && character <= '~') && INVISIBLE.test(character)
}

export function trimInvisible(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isInvisible(text.charAt(start))) start += 1
  while (end > start && isInvisible(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

const OPENERS: Record<string, string> = {
  '"': '"',
  '＂': '＂',
  "'": "'",
  '`': '`',
  '“': '”“"',
  '”': '”',
  '„': '“”"',
  '‟': '”',
  '‘': "’‘'",
  '’': '’',
  '‚': "‘’'",
  '‛': '’',
  '«': '»',
  '»': '«»',
  '‹': '›',
  '›': '‹›',
  '「': '」',
  '『': '』',
  '〝': '〞〟',
}

export function closersOf(opener: string): string | undefined {
  return Object.hasOwn(OPENERS, opener) ? OPENERS[opener] : undefined
}
