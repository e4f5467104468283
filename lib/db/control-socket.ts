import 'server-only'
import { once } from 'node:events'
import { chmodSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

export type ShellAnswer = { ok: boolean; lines: string[] }
export type ShellCommands = Record<string, (input: unknown) => Promise<ShellAnswer>>

const request = z.object({ command: z.string(), input: z.unknown() })
const answer = z.object({ ok: z.boolean(), lines: z.array(z.string()) })

function socketPath(folder: string): string {
  return join(folder, 'control.sock')
}

/**
 * Lets shell commands work while this process holds the embedded database. The socket lies in the data folder and only
 * its owner may open it. Call it while the folder lock is held: a socket found there is a dead one's.
 */
export async function serveControl(folder: string, commands: ShellCommands): Promise<Server> {
  const path = socketPath(folder)
  rmSync(path, { force: true })
  const server = createServer({ allowHalfOpen: true }, (socket) => void respond(socket, commands))
  server.listen(path)
  await once(server, 'listening')
  chmodSync(path, 0o600)
  server.unref()
  return server
}

async function respond(socket: Socket, commands: ShellCommands): Promise<void> {
  // Whoever asked may have gone before the answer.
  socket.on('error', () => {})
  try {
    const { command, input } = request.parse(JSON.parse(await text(socket)))
    const run = commands[command]
    const result =
      run === undefined ? { ok: false, lines: [`Unknown command ${command}.`] } : await run(input)
    socket.end(JSON.stringify(result))
  } catch {
    socket.end(JSON.stringify({ ok: false, lines: ['The running server could not carry out the command.'] }))
  }
}

/** Asks the process that holds the folder to run a command. */
export async function callControl(folder: string, command: string, input: unknown): Promise<ShellAnswer> {
  const socket = createConnection({ path: socketPath(folder), allowHalfOpen: true })
  await once(socket, 'connect')
  socket.end(JSON.stringify({ command, input }))
  return answer.parse(JSON.parse(await text(socket)))
}
