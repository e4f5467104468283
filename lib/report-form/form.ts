import { currentPolicies } from '#lib/policies/book'
import { type Html, html } from './html.ts'
import type { Language } from './language.ts'
import type { Page } from './page.ts'
import type { Candidate } from './people.ts'
import type { Texts } from './texts/type.ts'
import { agoIn, textsIn, titleIn } from './texts.ts'
import { type Faults, OTHER, type Typed } from './typed.ts'

export type FormState = {
  language: Language
  token: string
  room: string
  people: readonly Candidate[]
  typed: Typed
  faults: Faults
  /** What is the matter, where it is not a field. */
  problem: string | null
}

export function formPage(state: FormState): Page {
  const { language, token, room, typed, faults } = state
  const texts = textsIn(language)
  const body = html`<h1>${texts.title}</h1>
<p class="hint">${texts.room(room)}</p>
<p>${texts.intro}</p>
${faultList(state, texts)}
<form method="post" action="/report?token=${encodeURIComponent(token)}">
<input type="hidden" name="once" value="${typed.once}">
${whomField(state, texts)}
${otherField(typed, faults, texts)}
${kindField(typed, faults, texts)}
${textField(typed, faults, texts)}
${whenField(typed, faults, texts)}
${evidenceField(typed, faults, texts)}
<button type="submit">${texts.send}</button>
</form>`
  return { language, title: texts.title, body }
}

/** The anchor of each field that can be at fault. */
const ANCHORS: Record<keyof Faults, string> = {
  whom: 'whom',
  other: 'other',
  kind: 'kind-first',
  text: 'text',
  minutes: 'minutes',
  evidence: 'evidence',
}

function faultList({ faults, problem }: FormState, texts: Texts): Html | null {
  const names: (keyof Faults)[] = ['whom', 'other', 'kind', 'text', 'minutes', 'evidence']
  const found = names.filter((name) => faults[name] !== undefined)
  if (problem === null && found.length === 0) return null
  const items = found.map((name) => html`<li><a href="#${ANCHORS[name]}">${faults[name] ?? ''}</a></li>`)
  return html`<div class="faults" role="alert" tabindex="-1" autofocus data-focus>
<p>${problem ?? texts.faulty}</p>
${items.length > 0 && html`<ul>${items}</ul>`}
</div>`
}

function whomField({ people, typed, faults, language }: FormState, texts: Texts): Html {
  const now = Date.now()
  const isUnlisted =
    typed.whom !== '' &&
    typed.whom !== OTHER &&
    people.every(({ participantId }) => participantId !== typed.whom)
  const options = people.map(({ participantId, name, joinedMs }) =>
    option(
      participantId,
      `${name ?? texts.noName} (${texts.joined(agoIn(language, joinedMs, now))})`,
      typed.whom,
    ),
  )
  return html`<div><label for="whom">${texts.whom}</label>
<select id="whom" name="whom" aria-required="true" ${tied('whom', faults)}>
${option('', texts.choose, typed.whom)}
${isUnlisted && option(typed.whom, texts.chosen, typed.whom)}
${options}
${option(OTHER, texts.somebodyElse, typed.whom)}
</select>${fault('whom', faults)}</div>`
}

function option(value: string, words: string, chosen: string): Html {
  return html`<option value="${value}"${value === chosen && html` selected`}>${words}</option>`
}

function otherField({ other }: Typed, faults: Faults, texts: Texts): Html {
  return html`<div class="other"><label for="other">${texts.otherName} (${texts.optional})</label>
<p class="hint" id="other-hint">${texts.otherHint}</p>
<input type="text" id="other" name="other" value="${other}" autocomplete="off" ${tied('other', faults, 'other-hint')}>
${fault('other', faults)}</div>`
}

function kindField({ kind }: Typed, faults: Faults, texts: Texts): Html {
  const offered = currentPolicies().filter(({ offered: isOffered }) => isOffered)
  const choices = offered.map(
    (policy, index) => html`<label class="choice">
<input type="radio" name="kind"${index === 0 && html` id="kind-first"`} value="${policy.code}"${policy.code === kind && html` checked`}>
${titleIn(texts, policy)}</label>`,
  )
  return html`<fieldset role="radiogroup" aria-required="true" ${tied('kind', faults)}>
<legend>${texts.kind}</legend>${choices}${fault('kind', faults)}</fieldset>`
}

function textField({ text }: Typed, faults: Faults, texts: Texts): Html {
  return html`<div><label for="text">${texts.what}</label>
<p class="hint" id="text-hint">${texts.whatHint}</p>
<textarea id="text" name="text" aria-required="true" ${tied('text', faults, 'text-hint')}>
${text}</textarea>${fault('text', faults)}</div>`
}

function whenField({ when, minutes }: Typed, faults: Faults, texts: Texts): Html {
  const isEarlier = when === 'earlier'
  return html`<fieldset><legend>${texts.when} (${texts.optional})</legend>
<label class="choice"><input type="radio" name="when" value="now"${!isEarlier && html` checked`}>${texts.justNow}</label>
<label class="choice"><input type="radio" name="when" id="when-earlier" value="earlier"${isEarlier && html` checked`}>${texts.earlier}</label>
<div class="minutes"><label for="minutes">${texts.minutesAgo}</label>
<input type="number" id="minutes" name="minutes" inputmode="numeric" min="1" max="1440" value="${minutes}" ${tied('minutes', faults)}>
${fault('minutes', faults)}</div></fieldset>`
}

function evidenceField({ evidence }: Typed, faults: Faults, texts: Texts): Html {
  return html`<div><label for="evidence">${texts.evidence} (${texts.optional})</label>
<p class="hint" id="evidence-hint">${texts.evidenceHint}</p>
<input type="text" inputmode="url" id="evidence" name="evidence" autocomplete="off" value="${evidence}" ${tied('evidence', faults, 'evidence-hint')}>
${fault('evidence', faults)}</div>`
}

function fault(name: keyof Faults, faults: Faults): Html | null {
  const words = faults[name]
  return words === undefined ? null : html`<p class="fault" id="${name}-fault">${words}</p>`
}

/** Ties a field to its hint, and to what is wrong with it. */
function tied(name: keyof Faults, faults: Faults, hint?: string): Html {
  const isFaulty = faults[name] !== undefined
  const ids = [...(hint === undefined ? [] : [hint]), ...(isFaulty ? [`${name}-fault`] : [])]
  return html`${ids.length > 0 && html`aria-describedby="${ids.join(' ')}"`}${isFaulty && html` aria-invalid="true"`}`
}
