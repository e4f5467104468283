import 'server-only'
import { appendAudit, tokenActor } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'
import { env } from '#lib/env'
import { type ApiCaller, assertScope } from '#lib/permissions/api-caller'
import { receiveReport } from './intake.ts'
import { signLink } from './link.ts'
import {
  type ApiReportInput,
  IDEMPOTENCY_HEADER,
  idempotencyHeaders,
  type ReportLinkInput,
} from './schemas.ts'

type Answer<Body> = { status: number; body: Body }

/** A report as a backend sends it: 201, and 200 where the same was there already. */
export async function reportByApi(
  caller: ApiCaller,
  input: ApiReportInput,
  headers: Headers,
): Promise<Answer<{ id: string }>> {
  assertScope(caller, 'reports:write', { room: input.room })
  const { id, repeated } = await receiveReport({
    source: 'api',
    actor: tokenActor(caller),
    room: input.room,
    userId: input.user_id ?? null,
    participantId: input.participant_id ?? null,
    category: input.category,
    text: input.text,
    evidence: input.evidence,
    occurredAt: input.occurred_at ?? null,
    reporterUserId: input.reporter_user_id ?? null,
    reporterName: null,
    intakeKey: readKey(caller, headers),
  })
  return { status: repeated ? 200 : 201, body: { id } }
}

function readKey({ tokenId }: ApiCaller, headers: Headers): string | null {
  const given = headers.get(IDEMPOTENCY_HEADER) ?? undefined
  const key = idempotencyHeaders.parse({ [IDEMPOTENCY_HEADER]: given })[IDEMPOTENCY_HEADER]
  return key === undefined ? null : `api ${tokenId} ${key}`
}

/** The address of the report form for one reader, who may report from one room for a while. */
export async function makeReportLink(
  caller: ApiCaller,
  {
    room,
    reporter_user_id: reporter,
    participant_id: participant = null,
    expires_in: seconds,
  }: ReportLinkInput,
): Promise<Answer<{ url: string }>> {
  assertScope(caller, 'reports:write', { room })
  const { tokenId, name: tokenName } = caller
  const expires = Math.floor(Date.now() / 1_000) + seconds
  const url = new URL('/report', env().APP_URL)
  url.searchParams.set('token', signLink({ room, reporter, participant, expires, tokenId, tokenName }))
  await inTransaction((tx) =>
    appendAudit(tx, {
      actor: tokenActor(caller),
      verb: 'report_link.create',
      result: 'done',
      room,
      details: { seconds },
      subjects: [{ kind: 'user', id: reporter, userId: reporter, name: null }],
    }),
  )
  return { status: 201, body: { url: url.href } }
}
