import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** The server that tests may make databases on, when this run is for PostgreSQL. */
export function testServerUrl(): string | undefined {
  return process.env.ROOMWARDEN_TEST_DB === 'postgres' ? process.env.TEST_DATABASE_URL : undefined
}

export type TestDatabase = { url: string; drop: () => Promise<void> }

/** A database of its own, empty. */
export async function createPostgresDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `roomwarden_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) }
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
