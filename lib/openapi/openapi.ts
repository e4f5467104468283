import 'server-only'
import { z } from 'zod'
import { STATUS_OF } from '#lib/auth/outcome'
import { offeredCodes, policyInput } from '#lib/policies/schemas'
import { OPERATIONS, type Operation, problem } from './operations.ts'

const PROBLEMS: Record<number, string> = {
  [STATUS_OF.invalid_input]: 'Bad input; `errors` tells each field.',
  [STATUS_OF.unauthenticated]: 'No API token, or one that is unknown, expired or revoked.',
  [STATUS_OF.forbidden]:
    'The token lacks the scope or the room, or the gate refuses; then `ban` tells which ban.',
  [STATUS_OF.conflict]:
    'A second admin must approve this, or the Idempotency-Key came with another report before.',
  [STATUS_OF.rate_limited]: 'Too many requests with this token; see Retry-After.',
  [STATUS_OF.daily_unavailable]: 'Daily did not do it.',
  [STATUS_OF.database_unavailable]: 'The database cannot be reached.',
}

/** The machine API as OpenAPI 3.1, made from the schemas that its routes parse with. */
export function describeApi() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: toOperation(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Roomwarden machine API',
      version: '1',
      description: 'Times are ISO 8601 in UTC. Whatever is not a clear yes is a no.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'An API token, rw_…' } },
      schemas: { Problem: toJson(problem, 'output') },
    },
  }
}

function toOperation(operation: Operation) {
  const { operationId, summary, scope, query, headers, body, answer, repeated, problems } = operation
  const parameters = [...toParameters('query', query), ...toParameters('header', headers)]
  const content = json(toJson(answer.schema, 'output'))
  return {
    operationId,
    summary,
    ...(scope === null ? { security: [] } : { security: [{ token: [] }], 'x-scope': scope }),
    ...(scope === null ? {} : { description: `Needs the scope \`${scope}\`.` }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(toJson(body, 'input')) } }),
    responses: {
      [answer.status]: { description: answer.description, content },
      ...(repeated === undefined
        ? {}
        : { [repeated.status]: { description: repeated.description, content } }),
      ...Object.fromEntries(problems.map((status) => [status, describeProblem(status)])),
    },
  }
}

function describeProblem(status: number) {
  const schema = { $ref: '#/components/schemas/Problem' }
  return {
    description: PROBLEMS[status] ?? 'A problem.',
    content: { 'application/problem+json': { schema } },
  }
}

function toParameters(place: 'query' | 'header', schema: z.ZodType = z.object({})) {
  const { properties = {}, required = [] } = toJson(schema, 'input')
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }))
}

function json(schema: unknown) {
  return { 'application/json': { schema } }
}

function toJson(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === policyInput)
        jsonSchema.description = `Code of a policy in force: ${offeredCodes().join(', ')}.`
    },
  })
  return rest
}
