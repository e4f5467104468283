import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ filename: z.string(), exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
})

export type ServerAction = { id: string; file: string; name: string; pages: string[] }

/** Every server action of a build, whether or not a page shows it. */
export function listServerActions(distDir = '.next'): ServerAction[] {
  const text = readFileSync(join(distDir, 'server/server-reference-manifest.json'), 'utf8')
  return Object.entries(manifest.parse(JSON.parse(text)).node).map(
    ([id, { filename, exportedName, workers }]) => ({
      id,
      file: filename,
      name: exportedName,
      pages: Object.keys(workers),
    }),
  )
}

export function findServerAction(name: string, distDir = '.next'): ServerAction {
  const action = listServerActions(distDir).find((found) => found.name === name)
  if (action === undefined) throw new Error(`The build has no server action ${name}.`)
  return action
}

export type ActionCall = { url: string; id: string; args: unknown[]; cookie?: string; origin?: string | null }
export type ActionAnswer = { status: number; text: string; value: unknown }

/** Calls a server action as a browser's script does. `value` is what it returned, or undefined. */
export async function callServerAction({
  url,
  id,
  args,
  cookie,
  origin = new URL(url).origin,
}: ActionCall): Promise<ActionAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'next-action': id,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      ...(origin === null ? {} : { origin }),
      ...(cookie === undefined ? {} : { cookie }),
    },
    body: JSON.stringify(args),
  })
  const text = await response.text()
  return { status: response.status, text, value: readReturned(text) }
}

/** The first row of the answer points at the row with the returned value: `0:{"a":"$@1",…}`. */
function readReturned(text: string): unknown {
  const rows = new Map(
    text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
  const pointer = rows.get('0')?.match(/"a":"\$@([0-9a-f]+)"/)?.[1]
  const row = pointer === undefined ? undefined : rows.get(pointer)
  if (row === undefined || !/^[[{"]/.test(row)) return undefined
  return JSON.parse(row)
}
