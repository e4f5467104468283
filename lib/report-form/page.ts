import { type Html, html, trusted } from './html.ts'
import type { Language } from './language.ts'
import { SCRIPT, STYLE } from './style.ts'

export type Page = { language: Language; title: string; body: Html }

export function toDocument({ language, title, body }: Page, nonce: string): string {
  const document = html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`
  return html`${trusted('<!doctype html>')}${document}`.text
}

/** A page that only says what is the matter and what to do. */
export function noticePage(language: Language, { title, text }: { title: string; text: string }): Page {
  return { language, title, body: html`<h1>${title}</h1><p>${text}</p>` }
}
