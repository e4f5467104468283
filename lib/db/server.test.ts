import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runChild } from '#e2e/support/children'
import { createPostgresDatabase, testServerUrl } from '#e2e/support/postgres'

const OPEN = `
  import { closeDatabase, database } from '#lib/db/database'
  try {
    const db = await database()
    const { rows } = await db.execute('select count(*)::int as made from drizzle.__drizzle_migrations')
    console.warn('migrations ' + rows[0].made)
    await closeDatabase()
  } catch (error) {
    console.warn(error.message)
    process.exit(1)
  }`

test('a server that cannot be reached is told in one plain line, without its password', async () => {
  const child = runChild(OPEN, { DATABASE_URL: 'postgres://warden:secret-word@127.0.0.1:1/roomwarden' })
  const output = await child.output
  assert.equal(await child.code, 1)
  assert.match(output, /^The database at 127\.0\.0\.1:1 .*DATABASE_URL.*\n$/)
  assert.ok(!output.includes('secret-word'))
})

const server = testServerUrl()
if (server !== undefined) {
  test('instances that start at once migrate once, and all of them run', async () => {
    const { url, drop } = await createPostgresDatabase(server)
    const children = [1, 2, 3].map(() => runChild(OPEN, { DATABASE_URL: url }))
    const outputs = await Promise.all(children.map((child) => child.output))
    await drop()
    assert.equal(new Set(outputs).size, 1)
    assert.match(outputs[0] ?? '', /^migrations \d+\n$/)
  })
}
