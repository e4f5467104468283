import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { letTimePass, whileDatabaseIsDown, withDatabase } from '#e2e/support/database'
import { ROOM } from '#e2e/support/decisions'
import { setEnvironment } from '#e2e/support/environment'
import { fillRoom, listGroups, listReports, storePerson } from '#e2e/support/intake'
import { expectLoggedError } from '#e2e/support/logs'
import { anOperator } from '#e2e/support/operators'
import { aFormToken, askForm, FILLED, sendAs, sendForm } from '#e2e/support/report-form'
import { resolveReport } from '#lib/reports/resolve'
import { claimReport } from '#lib/reports/work'

withDatabase()

const sam = () => storePerson('p-sam', { userId: 'u-sam', name: 'Sam' })
const ada = anOperator('moderator', { id: 'ada', name: 'Ada Secret' })

function idIn(headers: Headers): string {
  return new URL(headers.get('location') ?? '', 'http://127.0.0.1').searchParams.get('sent') ?? ''
}

function optionsIn(text: string): string[] {
  return [...text.matchAll(/<option value="([^"]*)"/g)].map(([, value = '']) => value)
}

test('the form names who is here or was within half an hour, without user IDs and without its reader', async () => {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  await storePerson('p-sam', { userId: 'u-secret-1', name: 'Sam', joinedAt: ago(12) })
  await storePerson('p-sam-before', { userId: 'u-secret-1', name: 'Sam', joinedAt: ago(25), leftAt: ago(20) })
  await storePerson('p-zoe', { userId: 'u-secret-2', name: 'Zoe', joinedAt: ago(100), leftAt: ago(29) })
  await storePerson('p-gone', { userId: 'u-secret-3', name: 'Gone', joinedAt: ago(100), leftAt: ago(31) })
  await storePerson('p-mia', { userId: 'u-mia', name: 'Mia' })
  await storePerson('p-nameless', { userId: null })
  await storePerson('p-else', { room: 'lab-1', name: 'Else' })

  const { status, text } = await askForm()
  assert.equal(status, 200)
  assert.deepEqual(optionsIn(text).toSorted(), ['', 'other', 'p-nameless', 'p-sam', 'p-zoe'])
  assert.match(text, /Sam \(joined 12 min\. ago\)/)
  assert.match(text, /No name \(joined/)
  assert.doesNotMatch(text, /secret|u-mia/)
})

test('whom the link names is chosen at first, known or not', async () => {
  await sam()
  const chosen = async (participant: string) =>
    (await askForm({ token: aFormToken({ participant }) })).text.match(
      /<option value="([^"]*)" selected/,
    )?.[1]
  assert.equal(await chosen('p-sam'), 'p-sam')
  assert.equal(await chosen('p-unknown'), 'p-unknown')
})

test('of a full hall the form names a thousand', async () => {
  await fillRoom(ROOM, 1_100)
  assert.equal(optionsIn((await askForm()).text).length, 1_002)
})

test('a report goes in once, with room and reporter from the link alone', async () => {
  await sam()
  const once = randomUUID()
  const forged = {
    ...FILLED,
    once,
    room: 'lab-1',
    reporter: 'u-eve',
    reporter_user_id: 'u-eve',
    user_id: 'u-eve',
  }
  const answers = await Promise.all([sendForm(forged), sendForm(forged), sendForm(forged)])
  const [report, ...more] = await listReports()
  assert.deepEqual(more, [])
  for (const { status, headers } of answers) assert.deepEqual([status, idIn(headers)], [303, report?.id])
  assert.partialDeepStrictEqual(report, {
    source: 'form',
    sourceName: 'host app',
    room: ROOM,
    userId: 'u-sam',
    participantId: 'p-sam',
    name: 'Sam',
    reporterUserId: 'u-mia',
    text: 'She shouts insults.',
  })
})

test('whoever goes back and writes something else sends another report', async () => {
  await sam()
  const once = randomUUID()
  const first = await sendForm({ ...FILLED, once })
  const second = await sendForm({ ...FILLED, once, text: 'And then she laughed.' })
  assert.notEqual(idIn(first.headers), idIn(second.headers))
  assert.equal((await listReports()).length, 2)
})

test('somebody else is a report on the room, with the name above the text', async () => {
  await sendForm({ ...FILLED, whom: 'other', other: ' Bob <b> ', text: 'Line one\r\nline two' })
  const [report] = await listReports()
  assert.deepEqual([report?.userId, report?.participantId], [null, null])
  assert.equal(report?.text, 'About: Bob <b>\n\nLine one\nline two')
  assert.equal((await listGroups())[0]?.key, `room:${ROOM}`)
})

test('when it was and a link go with it', async () => {
  await sam()
  await sendForm({ ...FILLED, when: 'earlier', minutes: ' 30 ', evidence: ' https://a.example/?a=1&b=2 ' })
  const [report] = await listReports()
  assert.deepEqual(report?.evidence, ['https://a.example/?a=1&b=2'])
  assert.ok(Math.abs(Date.now() - 1_800_000 - (report?.occurredAt?.getTime() ?? 0)) < 30_000)
})

const HOSTILE = '"><img src=x onerror=alert(1)></textarea><script>x</script>&amp;\u202e'

test('everything typed comes back with each fault tied to its field, and hostile text stays text', async () => {
  await storePerson('p-evil', { name: HOSTILE })
  const typed = {
    whom: 'other',
    other: HOSTILE,
    kind: 'nonsense',
    text: ' ',
    when: 'earlier',
    minutes: '0',
    evidence: `http://x/${HOSTILE}`,
    once: HOSTILE,
  }
  const { status, text } = await sendForm(typed)
  assert.equal(status, 400)
  assert.match(text, /role="alert" tabindex="-1" autofocus data-focus/)
  for (const field of ['kind', 'text', 'minutes', 'evidence'])
    assert.match(text, new RegExp(`aria-describedby="[^"]*${field}-fault"[^>]* aria-invalid="true"`), field)
  assert.doesNotMatch(text, /<img|<script>x/)
  assert.ok(text.includes('value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;'))
  assert.match(text, /id="when-earlier" value="earlier" checked/)
  assert.deepEqual(await listReports(), [])
})

test('long text comes back whole', async () => {
  await sam()
  const long = 'ä'.repeat(4_001)
  const { status, text } = await sendForm({ ...FILLED, text: long })
  assert.equal(status, 400)
  assert.ok(text.includes(`\n${long}</textarea>`))
  assert.match(text, /at most 4,000 characters/)
})

test('the form names nobody who was never in the room, and not its reader', async () => {
  await storePerson('p-else', { room: 'lab-1' })
  await storePerson('p-mia', { userId: 'u-mia' })
  for (const whom of ['', 'p-else', 'p-mia', 'x'.repeat(37), '\0'])
    assert.equal((await sendForm({ ...FILLED, whom })).status, 400, whom)
  assert.deepEqual(await listReports(), [])
})

const LANGUAGES: [string | undefined, string, RegExp][] = [
  [undefined, 'en', /Whom is it about/],
  ['de-AT,de;q=0.9,en;q=0.5', 'de', /Um wen geht es/],
  ['fr', 'fr', /De qui s’agit-il/],
  ['it;q=1, es-419;q=0.8', 'es', /De quién se trata/],
  ['ja, en;q=0', 'en', /Whom is it about/],
  ['de;q=0, fr;q=0.1', 'fr', /De qui/],
  ['x'.repeat(10_000), 'en', /Whom/],
]

for (const [language, lang, words] of LANGUAGES) {
  test(`for ${language?.slice(0, 30) ?? 'no wish'} the form is in ${lang}`, async () => {
    const { text, headers } = await askForm(language === undefined ? {} : { language })
    assert.match(text, new RegExp(`<html lang="${lang}">`))
    assert.match(text, words)
    assert.equal(headers.get('content-language'), lang)
  })
}

test('nothing of the form is kept on the way, and only named addresses may frame it', async () => {
  const policy = async () => (await askForm()).headers.get('content-security-policy') ?? ''
  const { headers, text } = await askForm()
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('referrer-policy'), 'no-referrer')
  assert.equal(headers.get('set-cookie'), null)
  const nonce = headers.get('content-security-policy')?.match(/script-src 'nonce-([^']+)'/)?.[1] ?? '-'
  assert.equal(text.split(`nonce="${nonce}"`).length, 3)
  assert.match(await policy(), /default-src 'none';.*form-action 'self'; frame-ancestors 'none'$/)
  setEnvironment({ REPORT_FRAME_ANCESTORS: 'https://a.example, https://b.example:8443' })
  assert.match(await policy(), /frame-ancestors https:\/\/a\.example https:\/\/b\.example:8443$/)
  setEnvironment({ REPORT_FRAME_ANCESTORS: undefined })
  assert.notEqual(await policy(), await policy())
})

test('the script weighs at most 5 kB', async () => {
  const scripts = [...(await askForm()).text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)]
  const bytes = scripts.reduce((sum, [, code = '']) => sum + Buffer.byteLength(code), 0)
  assert.ok(bytes > 0 && bytes <= 5_120, `${bytes}`)
})

test('a link that ended says so, and one that was never ours says nothing else', async () => {
  const expired = aFormToken({ expires: Math.floor(Date.now() / 1_000) - 1 })
  await sam()
  for (const [token, status, words] of [
    [expired, 410, /This link has ended/],
    [`${aFormToken()}x`, 403, /This link does not work/],
    ['', 403, /This link does not work/],
  ] as const) {
    const answers = [
      await askForm({ token }),
      await askForm({ token, sent: 'x' }),
      await sendForm(FILLED, { token }),
    ]
    for (const answer of answers) {
      assert.equal(answer.status, status)
      assert.match(answer.text, words)
      assert.doesNotMatch(answer.text, /Sam|<form/)
    }
  }
  assert.deepEqual(await listReports(), [])
})

test('only a form of at most 64 kB is read', async () => {
  await sam()
  const body = new URLSearchParams(FILLED).toString()
  assert.equal((await sendAs('application/json', JSON.stringify(FILLED))).status, 415)
  assert.equal((await sendAs('text/plain', body)).status, 415)
  assert.equal(
    (await sendAs('application/x-www-form-urlencoded', `${body}&x=${'y'.repeat(64_000)}`)).status,
    413,
  )
  assert.equal((await sendAs('application/x-www-form-urlencoded; charset=utf-8', body)).status, 303)
})

test('ten reports in ten minutes, and what was typed in the eleventh is kept', async () => {
  await sam()
  const texts = Array.from({ length: 14 }, (_, number) => `Report ${number}.`)
  const answers = await Promise.all(texts.map((text) => sendForm({ ...FILLED, text })))
  const limited = answers.filter(({ status }) => status === 429)
  assert.equal(limited.length, 4)
  const seconds = Number(limited[0]?.headers.get('retry-after'))
  assert.ok(seconds > 500 && seconds <= 600, `${seconds}`)
  assert.match(limited[0]?.text ?? '', /Report \d+\.<\/textarea>/)
  assert.match(limited[0]?.text ?? '', /Wait 10 minutes/)
  assert.equal((await listReports()).length, 10)
  assert.equal((await sendForm(FILLED, { token: aFormToken({ reporter: 'u-zoe' }) })).status, 303)
  assert.equal(
    (await sendForm({ ...FILLED, whom: 'other' }, { token: aFormToken({ room: 'lab-1' }) })).status,
    303,
  )
  await letTimePass(601)
  assert.equal((await sendForm({ ...FILLED, text: 'Later.' })).status, 303)
})

test('the receipt tells each report’s state and the answer, and nothing about who decided', async () => {
  await sam()
  const { headers } = await sendForm(FILLED)
  const sent = idIn(headers)
  const receipt = async (more = {}) => (await askForm({ sent, ...more })).text
  assert.match(await receipt(), new RegExp(`Reference: <code>${sent}</code>`))
  assert.match(await receipt(), /Sam<\/bdi>: Harassment[\s\S]*Waiting for the team/)
  const { version } = await claimReport(ada, { reportId: sent, seen: 1 })
  assert.match(await receipt(), /Somebody from the team is reading it/)
  await resolveReport(ada, {
    reportId: sent,
    seen: version,
    resolution: 'dismissed',
    badFaith: true,
    reason: 'Internal reason.',
    answer: 'Thank you <b>Mia</b>.',
  })
  const done = await receipt()
  assert.match(done, /The team has finished with it[\s\S]*Thank you &lt;b&gt;Mia&lt;\/b&gt;\./)
  assert.doesNotMatch(done, /Ada|Internal|dismissed|faith|u-sam/)
  assert.match(await receipt({ language: 'de' }), /Belästigung[\s\S]*abgeschlossen/)
})

test('a receipt shows only reports of its reader, its room and its day', async () => {
  await sam()
  const { headers } = await sendForm(FILLED)
  const sent = idIn(headers)
  for (const token of [aFormToken({ reporter: 'u-zoe' }), aFormToken({ room: 'lab-1' })]) {
    const { status, text } = await askForm({ token, sent })
    assert.equal(status, 200)
    assert.match(text, /You have sent no report/)
    assert.doesNotMatch(text, /Reference|Harassment/)
  }
  await letTimePass(86_401)
  assert.match((await askForm({ sent })).text, /You have sent no report/)
})

test('while the database is down what was typed comes back, and nothing of it is lost on the second try', async () => {
  expectLoggedError(/unexpected failure/)
  await sam()
  const typed = { ...FILLED, once: randomUUID() }
  const [page, sent] = await whileDatabaseIsDown(
    async () => [await askForm(), await sendForm(typed)] as const,
  )
  assert.equal(page.status, 503)
  assert.match(page.text, /Wait a moment/)
  assert.equal(sent.status, 503)
  assert.match(sent.text, /could not be stored/)
  assert.match(sent.text, /She shouts insults\.<\/textarea>/)
  assert.match(sent.text, /<option value="p-sam" selected/)
  assert.deepEqual(await listReports(), [])
  assert.equal((await sendForm(typed)).status, 303)
})
