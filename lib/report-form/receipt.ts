import { policyTitle } from '#lib/policies/book'
import { type Html, html } from './html.ts'
import type { Language } from './language.ts'
import type { Page } from './page.ts'
import type { SentReport } from './people.ts'
import type { Texts } from './texts/type.ts'
import { agoIn, textsIn, titleIn } from './texts.ts'

type ReceiptState = {
  language: Language
  token: string
  room: string
  sentId: string
  sent: readonly SentReport[]
}

/** What was sent and what became of it. Never says who decided, nor what happened to the reported person. */
export function receiptPage({ language, token, room, sentId, sent }: ReceiptState): Page {
  const texts = textsIn(language)
  const isTheirs = sent.some(({ id }) => id === sentId)
  const title = isTheirs ? texts.received : texts.yourReports
  const again = `/report?token=${encodeURIComponent(token)}`
  const body = html`<h1>${title}</h1>
<p class="hint">${texts.room(room)}</p>
${isTheirs && html`<p>${texts.thanks}</p><p>${texts.reference}: <code>${sentId}</code></p><h2>${texts.yourReports}</h2>`}
${sent.length === 0 && html`<p>${texts.none}</p>`}
${sent.length > 0 && html`<ol>${sent.map((report) => toItem(report, language, texts))}</ol>`}
<p class="ways"><a class="button" href="${again}&amp;sent=${encodeURIComponent(sentId)}">${texts.refresh}</a>
<a class="button second" href="${again}">${texts.another}</a></p>`
  return { language, title, body }
}

function toItem(
  { id, name, category, atMs, state, answer }: SentReport,
  language: Language,
  texts: Texts,
): Html {
  const kind = titleIn(texts, { code: category, title: policyTitle(category) })
  return html`<li class="report" id="${id}">
<p><bdi>${name ?? texts.nobodyNamed}</bdi>: ${kind}</p>
<p class="hint">${texts.sentAgo(agoIn(language, atMs, Date.now()))}</p>
<p class="state">${texts.states[state]}</p>
${
  answer !== '' &&
  html`<p class="answer"><strong>${texts.answer}</strong>
${answer}</p>`
}
</li>`
}
