import type { Sandbox } from './index.ts'

type CallOptions = { json?: unknown; text?: string; authorization?: string | null; signal?: AbortSignal }

/** A plain client for the sandbox's own tests; the body is whatever JSON came. */
export function callerOf(sandbox: Pick<Sandbox, 'url' | 'apiKey'>) {
  return async function call(method: string, path: string, options: CallOptions = {}) {
    const { authorization = `Bearer ${sandbox.apiKey}`, signal } = options
    const text = options.json === undefined ? options.text : JSON.stringify(options.json)
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(authorization === null ? {} : { authorization }),
      },
      ...(text === undefined ? {} : { body: text }),
      ...(signal === undefined ? {} : { signal }),
    })
    const answer = await response.text()
    return { status: response.status, body: answer === '' ? null : JSON.parse(answer) }
  }
}
