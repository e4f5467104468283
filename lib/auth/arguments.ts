import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

export function readArguments<Known extends Options>(options: Known, usage: string) {
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : 'The arguments cannot be read.'}\n${usage}`)
  }
}

export function patternsIn(rooms: string): string[] {
  return rooms.split(',').map((pattern) => pattern.trim())
}

export function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
