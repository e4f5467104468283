import 'server-only'
import { z } from 'zod'
import { STATUS_OF } from '#lib/auth/outcome'
import { apiBansInput } from '#lib/bans/by-api'
import {
  gateAnswer,
  gateBan,
  gateBatchAnswer,
  gateBatchInput,
  gateInput,
  meetingTokenAnswer,
  meetingTokenInput,
} from '#lib/gate/schemas'
import type { Scope } from '#lib/permissions/api-caller'
import {
  apiReportInput,
  idempotencyHeaders,
  reportAnswer,
  reportLinkAnswer,
  reportLinkInput,
} from '#lib/reports/schemas'

/** One address of the machine API as its description tells it. */
export type Operation = {
  method: 'get' | 'post'
  path: `/api/v1/${string}`
  operationId: string
  summary: string
  scope: Scope | null
  query?: z.ZodType
  headers?: z.ZodType
  body?: z.ZodType
  answer: { status: number; description: string; schema: z.ZodType }
  /** The same answer under another status. */
  repeated?: { status: number; description: string }
  problems: readonly number[]
}

const { invalid_input, unauthenticated, forbidden, rate_limited, database_unavailable } = STATUS_OF
const USUAL = [invalid_input, unauthenticated, forbidden, rate_limited, database_unavailable]

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
  ban: gateBan.optional(),
})

const bansAnswer = z.object({
  bans: z.array(
    z.object({
      id: z.uuid(),
      user_id: z.string(),
      scope: gateBan.shape.scope,
      ends_at: z.iso.datetime().nullable(),
      created: z.boolean().describe('False: a ban that lasts as long was there already.'),
    }),
  ),
})

export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/gate',
    operationId: 'askGate',
    summary: 'May this user ID enter this room now?',
    scope: 'gate:read',
    query: gateInput,
    answer: { status: 200, description: 'Yes, or no and which ban.', schema: gateAnswer },
    problems: USUAL,
  },
  {
    method: 'post',
    path: '/api/v1/gate',
    operationId: 'askGateForMany',
    summary: 'May these user IDs enter this room now?',
    scope: 'gate:read',
    body: gateBatchInput,
    answer: { status: 200, description: 'An answer for each, in order.', schema: gateBatchAnswer },
    problems: USUAL,
  },
  {
    method: 'post',
    path: '/api/v1/meeting-tokens',
    operationId: 'mintMeetingToken',
    summary: 'Ask the gate, then let Daily sign a meeting token.',
    scope: 'meeting-tokens:write',
    body: meetingTokenInput,
    answer: { status: 201, description: 'The meeting token.', schema: meetingTokenAnswer },
    problems: [...USUAL, STATUS_OF.daily_unavailable],
  },
  {
    method: 'post',
    path: '/api/v1/bans',
    operationId: 'ban',
    summary: 'Ban user IDs.',
    scope: 'bans:write',
    body: apiBansInput,
    answer: { status: 201, description: 'A ban for each user ID.', schema: bansAnswer },
    problems: [...USUAL, STATUS_OF.conflict],
  },
  {
    method: 'post',
    path: '/api/v1/reports',
    operationId: 'report',
    summary: 'Pass on a report about a participant.',
    scope: 'reports:write',
    headers: idempotencyHeaders,
    body: apiReportInput,
    answer: { status: 201, description: 'Stored under this ID.', schema: reportAnswer },
    repeated: {
      status: 200,
      description:
        'The same report was there already, under this ID: the same Idempotency-Key, or the same content within the hour.',
    },
    problems: [...USUAL, STATUS_OF.conflict],
  },
  {
    method: 'post',
    path: '/api/v1/report-links',
    operationId: 'makeReportLink',
    summary: 'Make the address of the report form for one reader.',
    scope: 'reports:write',
    body: reportLinkInput,
    answer: { status: 201, description: 'The address, for this reader alone.', schema: reportLinkAnswer },
    problems: USUAL,
  },
  {
    method: 'get',
    path: '/api/v1/openapi.json',
    operationId: 'describe',
    summary: 'This description.',
    scope: null,
    answer: { status: 200, description: 'OpenAPI 3.1.', schema: z.looseObject({}) },
    problems: [],
  },
]
