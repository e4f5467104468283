import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, trusted } from './html.ts'
import { LANGUAGES } from './language.ts'
import { agoIn, textsIn, titleIn } from './texts.ts'

/** Every text with its path; functions are asked with a number. */
function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'function') return [[path, String(value(3))]]
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, `${path}.${key}`))
}

const english = new Map(flat(textsIn('en')))

for (const language of LANGUAGES) {
  test(`every text is there in ${language}, filled and its own`, () => {
    const texts = flat(textsIn(language))
    assert.deepEqual(
      texts.map(([path]) => path),
      [...english.keys()],
    )
    for (const [path, text] of texts) {
      assert.notEqual(text.trim(), '', path)
      if (text.length > 25 && language !== 'en') assert.notEqual(text, english.get(path), path)
    }
  })
}

test('a policy that an admin renamed keeps the name it was given', () => {
  const de = textsIn('de')
  assert.equal(titleIn(de, { code: 'spam', title: 'Spam or flooding' }), 'Spam oder Überflutung')
  assert.equal(titleIn(de, { code: 'spam', title: 'Werbung' }), 'Werbung')
  assert.equal(titleIn(de, { code: 'own', title: 'Own' }), 'Own')
})

test('times are told as how long ago', () => {
  const now = 1_800_000_000_000
  assert.equal(agoIn('en', now - 12 * 60_000, now), '12 min. ago')
  assert.equal(agoIn('de', now - 3 * 3_600_000, now), 'vor 3 Std.')
  assert.equal(agoIn('en', now + 5_000, now), 'just now')
  assert.equal(agoIn('fr', now - 59_000, now), 'à l’instant')
})

test('whatever is put into a template is text', () => {
  const evil = `<&>"'`
  assert.equal(
    html`<p title="${evil}">${evil}</p>`.text,
    '<p title="&lt;&amp;&gt;&quot;&#39;">&lt;&amp;&gt;&quot;&#39;</p>',
  )
  assert.equal(html`${[html`<b>${1}</b>`, trusted('<i>')]}${null}${false}`.text, '<b>1</b><i>')
})
