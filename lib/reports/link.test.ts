import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { setEnvironment, TEST_ENV } from '#e2e/support/environment'
import { readLink, signLink } from './link.ts'

setEnvironment(TEST_ENV)

const NOW_MS = 1_800_000_000_000
const link = {
  room: 'class-7b',
  reporter: 'u-mia',
  participant: 'p-sam',
  expires: NOW_MS / 1_000 + 60,
  tokenId: '00000000-0000-4000-8000-000000000001',
  tokenName: 'host app',
}
const token = signLink(link)
const [said = '', signature = ''] = token.split('.')

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decoded = () => JSON.parse(Buffer.from(said, 'base64url').toString('utf8'))

test('a link says who may report from where, until its instant', () => {
  assert.deepEqual(readLink(token, NOW_MS), { ...link, expired: false })
  assert.equal(readLink(token, NOW_MS + 59_999)?.expired, false)
  assert.equal(readLink(token, NOW_MS + 60_000)?.expired, true)
})

test('a link given out before an update is signed as it was', () => {
  assert.equal(signature, 'hskMszuYOX6sJv7RAxyMfTyKux3m5Ok49A86vXFcxz8')
})

test('hostile names travel unchanged', () => {
  const hostile = { ...link, reporter: '👩‍🏫 "<b>\u202e', tokenName: '=cmd' }
  assert.deepEqual(readLink(signLink(hostile), NOW_MS), { ...hostile, expired: false })
})

const FORGED: Record<string, string> = {
  'nothing at all': '',
  'no signature': said,
  'an empty signature': `${said}.`,
  'half a signature': `${said}.${signature.slice(0, -4)}`,
  'more than a signature': `${token}x`,
  'a third part': `${token}.${signature}`,
  'another reader': `${encoded({ ...decoded(), reporter: 'u-eve' })}.${signature}`,
  'a later end': `${encoded({ ...decoded(), expires: link.expires + 1 })}.${signature}`,
  'half of what it says': `${said.slice(0, -8)}.${signature}`,
  'a signature by AUTH_SECRET itself': `${said}.${createHmac('sha256', TEST_ENV.AUTH_SECRET).update(said).digest('base64url')}`,
  'no JSON': '%%%.%%%',
}

for (const [what, forged] of Object.entries(FORGED)) {
  test(`a token with ${what} is none`, () => assert.equal(readLink(forged, NOW_MS), null))
}

test('every changed character makes it none', () => {
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A'
    const changed = token.slice(0, at) + other + token.slice(at + 1)
    assert.equal(readLink(changed, NOW_MS), null, `${at}`)
  }
})

test('a token for another purpose, or under another secret, is none', () => {
  const { purpose } = decoded()
  assert.match(purpose, /report form/)
  const other = signLink({ ...link, ...{ purpose: 'another purpose' } })
  assert.equal(readLink(other, NOW_MS), null)
  setEnvironment({ AUTH_SECRET: 'another-secret-for-tests-only-0123456789' })
  assert.equal(readLink(token, NOW_MS), null)
  setEnvironment(TEST_ENV)
})
