/** An answer of Daily's that is an error: `{error, info}` with its status. */
export class ApiFailure extends Error {
  readonly status: number
  readonly body: Record<string, unknown>

  constructor(status: number, error: string, info?: string, extra: Record<string, unknown> = {}) {
    super(info ?? error)
    this.status = status
    this.body = { error, ...(info === undefined ? {} : { info }), ...extra }
  }
}

export const invalidRequest = (info: string) => new ApiFailure(400, 'invalid-request-error', info)
export const notFound = (info: string) => new ApiFailure(404, 'not-found', info)
export const roomNotFound = (name: string) => notFound(`room ${name} not found`)
export const notHosting = (name: string) =>
  notFound(`room ${name} does not seem to be hosting a call currently`)
