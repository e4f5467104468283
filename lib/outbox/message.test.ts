import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setEnvironment, TEST_ENV } from '#e2e/support/environment'
import { OUTBOX_EVENT_TYPES, type OutboxEventType } from './event-types.ts'
import { bodyOf, TEST_EVENT, toMessage } from './message.ts'
import { secretOf, signatureOf } from './signature.ts'

setEnvironment({ ...TEST_ENV, APP_URL: 'https://rooms.example.org' })

const AT = new Date('2026-11-26T10:00:00.000Z')
const GROUP = '00000000-0000-4000-8000-00000000000a'

const WHOLE = {
  id: GROUP,
  group_id: GROUP,
  room: 'class-7b',
  user_id: 'u-1043',
  participant_id: 'p-1',
  category: 'spam',
  text: 'He shouts.',
  by: 'Ada',
  resolution: 'acted_on',
  bad_faith: false,
  ban: true,
  counts: { ejected: 2, not_in_room: 1, failed: 0, unconfirmed: 0, not_attempted: 0 },
  scope: { kind: 'room', value: 'class-7b' },
  ends_at: '2026-12-01T18:00:00.000Z',
  reason: 'Flooded the chat',
}

const eventOf = (type: string, data: Record<string, unknown> = WHOLE) => ({
  eventId: GROUP,
  type,
  at: AT,
  data,
})
const slack = (type: string, data?: Record<string, unknown>): string =>
  JSON.parse(bodyOf('slack', eventOf(type, data))).text
const discord = (type: string, data?: Record<string, unknown>) =>
  JSON.parse(bodyOf('discord', eventOf(type, data)))

const SAID: Record<OutboxEventType, [string, string]> = {
  'report.received': [
    'New report about user ID u-1043 in class-7b: spam.\n> He shouts.',
    `/reports/${GROUP}`,
  ],
  'report.claimed': ['Ada took a report from class-7b.\n> Flooded the chat', `/reports/${GROUP}`],
  'report.resolved': [
    'Ada resolved a report about user ID u-1043 in class-7b: acted on.\n> Flooded the chat',
    `/reports/${GROUP}`,
  ],
  'decision.settled': [
    'Ada ejected and banned people from class-7b: 2 ejected, 1 not in the room.\n> Flooded the chat',
    '/rooms/class-7b',
  ],
  'ban.created': [
    'Ada banned user ID u-1043 from class-7b, until 2026-12-01 18:00 UTC.\n> Flooded the chat',
    '/bans',
  ],
  'ban.lifted': ['Ada lifted the ban of user ID u-1043 from class-7b.\n> Flooded the chat', '/bans'],
  'ban.enforced': [
    'user ID u-1043 is banned and came back to class-7b: ejected.\n> Flooded the chat',
    '/rooms/class-7b',
  ],
}

for (const type of OUTBOX_EVENT_TYPES)
  test(`${type} is a plain sentence with a link to the console`, () => {
    const [said, path] = SAID[type]
    assert.equal(slack(type), `${said}\n<https://rooms.example.org${path}|Open in Roomwarden>`)
    assert.ok(discord(type).content.endsWith(`[Open in Roomwarden](<https://rooms.example.org${path}>)`))
  })

test('as JSON an event is its ID, type, time and data', () => {
  assert.deepEqual(JSON.parse(bodyOf('json', eventOf('ban.created'))), {
    id: GROUP,
    type: 'ban.created',
    created_at: '2026-11-26T10:00:00.000Z',
    data: WHOLE,
  })
})

test('a test says that it is one, in every format', () => {
  assert.equal(JSON.parse(bodyOf('json', eventOf(TEST_EVENT))).type, 'test')
  assert.match(slack(TEST_EVENT), /^This is a test/)
  assert.match(discord(TEST_EVENT).content, /^This is a test/)
})

const HOSTILE = [
  '<!channel>',
  '<!everyone> <@U123> <#C123>',
  '<https://evil.example|Open in Roomwarden>',
  '@everyone @here <@&123> <@123>',
  '```\nfake\n```',
  '`code` **bold** __under__ ~~gone~~ ||spoiler||',
  '[click](https://evil.example)',
  'one\ntwo\r\nthree\u2028four\u2029five\u0085six',
  '> quote\n# heading\n- list',
  '\u202egnp.exe\u202c \u2066x\u2069',
  '\ud800 lone \udc00',
  '\0 nul \u0007',
  '&lt;!channel&gt; &amp;',
  '\\<!channel>',
  '<img src=x onerror=alert(1)>',
]

const hostile = (text: string) => ({
  ...WHOLE,
  text,
  reason: text,
  by: text,
  user_id: text,
  room: text,
  scope: { kind: 'pattern', value: text },
})

for (const text of HOSTILE)
  test(`nothing but text comes of ${JSON.stringify(text)}`, () => {
    for (const type of OUTBOX_EVENT_TYPES) {
      const said = slack(type, hostile(text))
      const own = said.slice(0, said.lastIndexOf('\n'))
      assert.doesNotMatch(own.replace(/^> /gm, ''), /[<>]/)
      assert.doesNotMatch(own, /&(?!amp;|lt;|gt;)/)
      assert.ok(own.split('\n').length <= 2)

      const { content, allowed_mentions: mentions } = discord(type, hostile(text))
      const lines: string[] = content.split('\n')
      assert.deepEqual(mentions, { parse: [] })
      assert.ok(lines.length <= 3)
      const bare = lines
        .slice(0, -1)
        .join('\n')
        .replace(/^> /gm, '')
        .replace(/\\[\\`*_~|<>@#:[\]()]/g, '')
      assert.doesNotMatch(bare.replace(/: /g, ' '), /[\\`*~|<>@#[\]]/)
      for (const shown of [said, content]) {
        assert.doesNotMatch(shown.replaceAll('\n', ''), /\p{Cc}|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u)
        assert.ok(shown.isWellFormed())
      }
    }
  })

test('whatever is told, Discord gets no more than it takes', () => {
  for (const long of ['*'.repeat(5_000), '🙂'.repeat(5_000), '\\'.repeat(5_000)])
    for (const type of OUTBOX_EVENT_TYPES) {
      const { content } = discord(type, { ...hostile(long), room: 'r'.repeat(128), category: long })
      assert.ok(content.length <= 2_000, `${type}: ${content.length}`)
      assert.ok(content.isWellFormed())
    }
})

test('data of an older version, or none at all, still makes a sentence', () => {
  for (const type of OUTBOX_EVENT_TYPES) {
    const said = slack(type, {})
    assert.doesNotMatch(said, /undefined|null|NaN|\[object/)
  }
})

test('a message is signed over exactly what is sent', () => {
  const receiver = {
    webhookId: GROUP,
    url: 'https://hooks.example/x',
    format: 'json',
    secretNumber: 3,
  } as const
  const { headers, body } = toMessage(receiver, eventOf('ban.created'), new Date(1_614_265_330_900))
  assert.equal(headers['webhook-id'], GROUP)
  assert.equal(headers['webhook-timestamp'], '1614265330')
  const signed = { messageId: GROUP, timestamp: 1_614_265_330, body }
  assert.equal(headers['webhook-signature'], signatureOf(secretOf(receiver), signed))
})
