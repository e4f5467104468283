import 'server-only'
import { ZodError } from 'zod'
import { databaseEnv } from '#lib/env'
import { AppError } from '#lib/errors'
import { callControl, type ShellAnswer, type ShellCommands } from './control-socket.ts'
import { closeDatabase, database } from './database.ts'
import { FolderTakenError } from './folder-lock.ts'

/** Runs a shell command here, or through the server that holds the embedded database, and prints what it says. */
export async function runShellCommand(commands: ShellCommands, name: string, input: unknown): Promise<never> {
  const result = await answerOf(commands, name, input)
  const out = result.ok ? process.stdout : process.stderr
  out.write(`${result.lines.join('\n')}\n`)
  process.exit(result.ok ? 0 : 1)
}

async function answerOf(commands: ShellCommands, name: string, input: unknown): Promise<ShellAnswer> {
  const folder = databaseEnv().DATA_DIR
  try {
    await database()
  } catch (error) {
    if (error instanceof FolderTakenError)
      return callControl(folder, name, input).catch(() => failed(error.message))
    return failed(error instanceof Error ? error.message : 'The database does not open.')
  }
  const answer = await (commands[name]?.(input) ?? failed(`Unknown command ${name}.`))
  await closeDatabase()
  return answer
}

export function failed(...lines: string[]): ShellAnswer {
  return { ok: false, lines }
}

/** Wraps a command so that what a person got wrong is told in a line, not in a stack. */
export function shellCommand(
  run: (input: unknown) => Promise<string[]>,
): (input: unknown) => Promise<ShellAnswer> {
  return async (input) => {
    try {
      return { ok: true, lines: await run(input) }
    } catch (error) {
      if (error instanceof AppError) return failed(error.message)
      if (error instanceof ZodError)
        return failed(...error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
      throw error
    }
  }
}
