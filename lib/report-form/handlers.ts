import 'server-only'
import { tokenActor } from '#lib/audit/record'
import { STATUS_OF, toFailure } from '#lib/auth/outcome'
import { readBytes } from '#lib/bounded-body'
import { type Received, TooManyReports } from '#lib/reports/incoming'
import { receiveFromPerson } from '#lib/reports/intake'
import { type ReportLink, readLink } from '#lib/reports/link'
import { formPage } from './form.ts'
import { type Language, pickLanguage } from './language.ts'
import { noticePage } from './page.ts'
import { isCandidate, listCandidates, listSent } from './people.ts'
import { receiptPage } from './receipt.ts'
import { toReceipt, toResponse } from './response.ts'
import { textsIn } from './texts.ts'
import {
  emptyForm,
  evidenceOf,
  type Faults,
  findFaults,
  OTHER,
  occurredAt,
  readTyped,
  type Typed,
  textOf,
} from './typed.ts'

const MAX_BODY_BYTES = 64_000
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** Who asks, in what language, under which token: all that the form goes by. */
type Asked = { language: Language; token: string; link: ReportLink }

/** The form; with `sent` what became of what was sent. */
export function showReportForm(request: Request): Promise<Response> {
  return withLink(request, async (asked) => {
    const sentId = new URL(request.url).searchParams.get('sent')
    if (sentId === null) return showForm(asked, emptyForm(asked.link.participant), { status: 200 })
    const { language, token, link } = asked
    const sent = await listSent(link)
    return toResponse(receiptPage({ language, token, room: link.room, sentId, sent }), 200)
  })
}

export function takeReportForm(request: Request): Promise<Response> {
  return withLink(request, async (asked) => {
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
    const { unreadable } = textsIn(asked.language)
    if (type !== FORM_TYPE) return toResponse(noticePage(asked.language, unreadable), 415)
    const body = await readBytes(request.body, MAX_BODY_BYTES).catch(() => null)
    if (body === null) return toResponse(noticePage(asked.language, unreadable), 413)
    return take(asked, readTyped(body.toString('utf8')))
  })
}

async function withLink(request: Request, work: (asked: Asked) => Promise<Response>): Promise<Response> {
  const language = pickLanguage(request.headers.get('accept-language'))
  const { expired, unusable, failed } = textsIn(language)
  const token = new URL(request.url).searchParams.get('token') ?? ''
  const link = readLink(token)
  if (link === null) return toResponse(noticePage(language, unusable), 403)
  if (link.expired) return toResponse(noticePage(language, expired), 410)
  try {
    return await work({ language, token, link })
  } catch (error) {
    const { code } = toFailure(error, `${request.method} /report`)
    return toResponse(noticePage(language, failed), STATUS_OF[code])
  }
}

type Shown = { status: number; faults?: Faults; problem?: string; headers?: Record<string, string> }

async function showForm({ language, token, link }: Asked, typed: Typed, shown: Shown): Promise<Response> {
  const { status, faults = {}, problem = null, headers = {} } = shown
  // With the database down whoever has typed something gets it back all the same.
  const people = await listCandidates(link).catch((error: unknown) => {
    if (problem === null) throw error
    return []
  })
  return toResponse(
    formPage({ language, token, room: link.room, people, typed, faults, problem }),
    status,
    headers,
  )
}

async function take(asked: Asked, typed: Typed): Promise<Response> {
  const texts = textsIn(asked.language)
  const faults = findFaults(typed, texts)
  try {
    const isNobody =
      faults.whom === undefined && typed.whom !== OTHER && !(await isCandidate(asked.link, typed.whom))
    if (isNobody) faults.whom = texts.faults.whom
    if (Object.keys(faults).length > 0)
      return await showForm(asked, isNobody ? { ...typed, whom: '' } : typed, { status: 400, faults })
    return toReceipt(asked.token, (await receive(asked.link, typed)).id)
  } catch (error) {
    return showForm(asked, typed, toProblem(error, texts))
  }
}

function toProblem(error: unknown, texts: ReturnType<typeof textsIn>): Shown {
  if (error instanceof TooManyReports) {
    const problem = texts.tooMany(Math.ceil(error.retryAfterSeconds / 60))
    return { status: 429, problem, headers: { 'retry-after': String(error.retryAfterSeconds) } }
  }
  const { code } = toFailure(error, 'POST /report')
  return { status: STATUS_OF[code], problem: texts.notStored }
}

function receive(link: ReportLink, typed: Typed): Promise<Received> {
  const { room, reporter, tokenId, tokenName } = link
  const evidence = evidenceOf(typed)
  return receiveFromPerson({
    source: 'form',
    actor: tokenActor({ tokenId, name: tokenName }),
    room,
    userId: null,
    participantId: typed.whom === OTHER ? null : typed.whom,
    category: typed.kind,
    text: textOf(typed),
    evidence: evidence === '' ? [] : [evidence],
    occurredAt: occurredAt(typed, Date.now()),
    reporterUserId: reporter,
    reporterName: null,
    intakeKey: `form ${room} ${reporter} ${typed.once.slice(0, 100)}`,
  })
}
