import 'server-only'
import { sql } from 'drizzle-orm'
import { database } from './database.ts'

const ANSWER_WITHIN_MS = 3_000

export async function isDatabaseReady(): Promise<boolean> {
  const timeout = new Promise<boolean>((resolve) =>
    setTimeout(() => resolve(false), ANSWER_WITHIN_MS).unref(),
  )
  return Promise.race([timeout, ask()])
}

async function ask(): Promise<boolean> {
  try {
    await (await database()).execute(sql`select 1`)
    return true
  } catch {
    return false
  }
}
