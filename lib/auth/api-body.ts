import 'server-only'
import { readBytes } from '#lib/bounded-body'
import { AppError } from '#lib/errors'

const MAX_BODY_BYTES = 1_000_000

/** A name given twice becomes a list, which no schema takes: the answer must not depend on which one counts. */
export function readQuery(url: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  const { searchParams } = new URL(url)
  for (const name of searchParams.keys()) {
    const [first = '', ...more] = searchParams.getAll(name)
    query[name] = more.length === 0 ? first : [first, ...more]
  }
  return query
}

export async function readJsonObject(request: Request): Promise<object> {
  const value = parse(await readText(request))
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('invalid_input', 'The body must be a JSON object.')
  return value
}

async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request.body, MAX_BODY_BYTES).catch(() => {
    throw new AppError('invalid_input', 'The request broke off before it was complete.')
  })
  if (bytes === null) throw new AppError('invalid_input', 'The body is larger than 1 MB.')
  return bytes.toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('invalid_input', 'The body is not valid JSON.')
  }
}
