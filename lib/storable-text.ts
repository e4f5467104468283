/** Text that PostgreSQL can hold: NUL and lone surrogates become the replacement character. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}
