/** Text of strangers as a chat shows it: on one line, cut, and nothing but text. */
export type Say = (text: unknown, most?: number) => string

const MOST = 120
const LINE_BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu
/** Signs that turn the reading direction would rearrange what stands around them. */
const UNSEEN = /[\p{Bidi_Control}\u200b-\u200d\u2060\ufeff]/gu

/** Slack reads mentions and links from what stands between angle brackets. */
export const sayInSlack: Say = (text, most) =>
  toPlain(text, most).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Discord shows any sign after a backslash as it is. */
export const sayInDiscord: Say = (text, most) => toPlain(text, most).replace(/[\\`*_~|<>@#:[\]()]/g, '\\$&')

function toPlain(text: unknown, most = MOST): string {
  if (typeof text !== 'string') return ''
  const line = text.toWellFormed().replace(UNSEEN, '').replace(LINE_BREAKS, ' ').trim()
  const signs = [...line]
  return signs.length <= most ? line : `${signs.slice(0, most).join('')}…`
}
