import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePrivateHost } from '#lib/private-host'
import { isPublicAddress, isWithinReach, literalAddress, reachOf } from './address.ts'

const NOT_PUBLIC = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254 168.63.129.16
  169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1
  192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
  :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8
  64:ff9b::7f00:1 64:ff9b::169.254.169.254 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1:: 2001:10::1
  2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1
  fe80::1%eth0 febf::1 fec0::1 ff00::1 ff02::1 ff0e::1
`
  .trim()
  .split(/\s+/)

const PUBLIC =
  `1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.0.0.1 128.0.0.1 169.253.0.1 172.15.0.1
  172.32.0.1 192.0.1.1 192.167.0.1 198.17.0.1 198.20.0.1 223.255.255.255 2001:200::1 2001:4860:4860::8888 2606:4700::1111
  2a00:1450::1`.split(/\s+/)

for (const address of NOT_PUBLIC)
  test(`${address} is no place on the internet`, () => assert.equal(isPublicAddress(address), false))

for (const address of PUBLIC)
  test(`${address} is on the internet`, () => assert.equal(isPublicAddress(address), true))

test('what is no address is nowhere', () => {
  for (const text of ['', 'localhost', '1.2.3', '0x7f000001', '2130706433', '[::1]', '1.1.1.1 '])
    for (const reach of ['public', 'private', 'loopback'] as const)
      assert.equal(isWithinReach(reach, text), false, text)
})

/** As a URL writes them, hosts in decimal, octal, hex or short forms are the addresses they mean. */
const DISGUISED =
  `https://2130706433/ https://0x7f000001/ https://0177.0.0.1/ https://127.1/ https://0/ https://10.1/
  https://0xa9fea9fe/ https://2852039166/ https://0251.0376.0251.0376/ https://169.254.43518/ https://127.0.0.1./
  https://①②⑦.0.0.1/ https://[::1]/ https://[0:0:0:0:0:0:0:1]/ https://[::ffff:127.0.0.1]/ https://[::ffff:a9fe:a9fe]/
  https://[64:ff9b::a9fe:a9fe]/ https://[fe80::1]/ https://127。0。0。1/`.split(/\s+/)

for (const text of DISGUISED)
  test(`${text} is refused as it stands`, () => {
    const literal = literalAddress(new URL(text))
    assert.ok(literal !== null)
    assert.equal(isWithinReach('public', literal), false)
  })

const LISTED = [
  'hooks.lan',
  '10.0.0.7:8443',
  'localhost:4000',
  '127.0.0.1',
  '[::1]:4000',
  'secure.lan:443',
].flatMap((text) => parsePrivateHost(text) ?? [])

const REACHES: [string, ReturnType<typeof reachOf>][] = [
  ['https://hooks.slack.com/services/x', 'public'],
  ['https://example.org:8443/', 'public'],
  ['https://localhost/', 'public'],
  ['https://hooks.lan/', 'private'],
  ['https://HOOKS.lan:9000/', 'private'],
  ['https://evil-hooks.lan/', 'public'],
  ['https://hooks.lan.evil.example/', 'public'],
  ['https://10.0.0.7:8443/', 'private'],
  ['https://10.0.0.7/', 'public'],
  ['https://secure.lan/', 'private'],
  ['https://secure.lan:444/', 'public'],
  ['http://localhost:4000/', 'loopback'],
  ['http://localhost:4001/', null],
  ['http://[::1]:4000/', 'loopback'],
  ['http://127.0.0.1:5/', 'loopback'],
  ['http://127.0.0.1/', 'loopback'],
  ['http://hooks.lan/', null],
  ['http://10.0.0.7:8443/', null],
  ['http://example.org/', null],
  ['ftp://hooks.lan/', null],
  ['file:///etc/passwd', null],
  ['javascript:alert(1)', null],
]

for (const [text, reach] of REACHES)
  test(`${text} may lead to ${reach ?? 'nothing'}`, () => assert.equal(reachOf(new URL(text), LISTED), reach))

test('http to this machine leads to this machine only, whatever the name says', () => {
  assert.ok(isWithinReach('loopback', '127.0.0.1') && isWithinReach('loopback', '::1'))
  for (const address of ['10.0.0.1', '8.8.8.8', '::ffff:8.8.8.8', 'fe80::1'])
    assert.equal(isWithinReach('loopback', address), false)
})
