export type BenchDatabase = { name: string; serverUrl: string | undefined }

/** The embedded database, and PostgreSQL where TEST_DATABASE_URL names a server. */
export function benchDatabases(): BenchDatabase[] {
  const serverUrl = process.env.TEST_DATABASE_URL
  const embedded = { name: 'embedded', serverUrl: undefined }
  return serverUrl ? [embedded, { name: 'PostgreSQL', serverUrl }] : [embedded]
}
