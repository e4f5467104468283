import 'server-only'
import { count, eq, sql } from 'drizzle-orm'
import { type AuditEntry, appendAudit, toActor } from '#lib/audit/record'
import { inTransaction, type Transaction } from '#lib/db/database'
import { outgoingWebhooks } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import type {
  ChangeOutgoingInput,
  NewOutgoingInput,
  OutgoingIdInput,
  SwitchOutgoingInput,
} from './schemas.ts'
import { secretOf } from './signature.ts'
import { toUsableUrl } from './url.ts'
import { shownAddress } from './view.ts'

const MOST_WEBHOOKS = 20

/** The secret stands in the answer to whoever made it, and is not shown again. */
export type OutgoingSecret = { name: string; secret: string }

export async function addOutgoingWebhook(
  operator: Operator,
  { url, patterns, ...input }: NewOutgoingInput,
): Promise<OutgoingSecret> {
  assertCan(operator, 'outgoing_webhook.manage')
  const webhook = { ...input, id: crypto.randomUUID(), url: toUsableUrl(url), patterns: orAll(patterns) }
  await inTransaction(async (tx) => {
    await assertNewName(tx, webhook)
    await tx
      .insert(outgoingWebhooks)
      .values({ ...webhook, state: 'on', secretNumber: 1, createdByName: operator.name })
    await record(tx, operator, 'outgoing_webhook.create', webhook, toDetails(webhook))
  })
  return { name: webhook.name, secret: secretOf({ webhookId: webhook.id, secretNumber: 1 }) }
}

export async function changeOutgoingWebhook(
  operator: Operator,
  { webhookId, url, patterns, ...input }: ChangeOutgoingInput,
): Promise<void> {
  assertCan(operator, 'outgoing_webhook.manage')
  const moved = url === '' ? {} : { url: toUsableUrl(url) }
  await inTransaction(async (tx) => {
    await assertNewName(tx, { id: webhookId, name: input.name })
    const webhook = await change(tx, webhookId, { ...input, ...moved, patterns: orAll(patterns) })
    const details = { ...toDetails({ ...input, patterns: orAll(patterns) }), moved: url !== '' }
    await record(tx, operator, 'outgoing_webhook.change', webhook, details)
  })
}

/** While it is off nothing is told to it; what waits goes on when it is on again. */
export async function switchOutgoingWebhook(
  operator: Operator,
  { webhookId, on }: SwitchOutgoingInput,
): Promise<void> {
  assertCan(operator, 'outgoing_webhook.manage')
  await inTransaction(async (tx) => {
    const webhook = await change(tx, webhookId, { state: on ? 'on' : 'off' })
    await record(tx, operator, 'outgoing_webhook.switch', webhook, { on })
  })
}

/** From the next attempt on; the old secret signs nothing more. */
export async function renewOutgoingSecret(
  operator: Operator,
  { webhookId }: OutgoingIdInput,
): Promise<OutgoingSecret> {
  assertCan(operator, 'outgoing_webhook.manage')
  return inTransaction(async (tx) => {
    const { secretNumber } = outgoingWebhooks
    const webhook = await change(tx, webhookId, { secretNumber: sql`${secretNumber} + 1` })
    await record(tx, operator, 'outgoing_webhook.secret', webhook, { number: webhook.secretNumber })
    return { name: webhook.name, secret: secretOf({ webhookId, secretNumber: webhook.secretNumber }) }
  })
}

/** With what waits for it and its log. */
export async function removeOutgoingWebhook(
  operator: Operator,
  { webhookId }: OutgoingIdInput,
): Promise<{ name: string }> {
  assertCan(operator, 'outgoing_webhook.manage')
  return inTransaction(async (tx) => {
    const [webhook] = await tx
      .delete(outgoingWebhooks)
      .where(eq(outgoingWebhooks.id, webhookId))
      .returning(NAMED)
    if (webhook === undefined) throw notThere()
    await record(tx, operator, 'outgoing_webhook.remove', webhook)
    return { name: webhook.name }
  })
}

export function notThere(): AppError {
  return new AppError('not_found', 'There is no such webhook, or it was removed.')
}

const NAMED = {
  id: outgoingWebhooks.id,
  name: outgoingWebhooks.name,
  url: outgoingWebhooks.url,
  secretNumber: outgoingWebhooks.secretNumber,
}

type Values = Parameters<ReturnType<Transaction['update']>['set']>[0]

async function change(tx: Transaction, webhookId: string, values: Values) {
  const [webhook] = await tx
    .update(outgoingWebhooks)
    .set(values)
    .where(eq(outgoingWebhooks.id, webhookId))
    .returning(NAMED)
  if (webhook === undefined) throw notThere()
  return webhook
}

type Named = { id: string; name: string; url: string }

export function record(
  tx: Transaction,
  operator: Operator,
  verb: string,
  { id, name, url }: Named,
  details: NonNullable<AuditEntry['details']> = {},
): Promise<void> {
  const subjects = [{ kind: 'webhook', id, name, address: shownAddress(url) }]
  return appendAudit(tx, { actor: toActor(operator), verb, result: 'done', details, subjects })
}

type Settings = Pick<NewOutgoingInput, 'format' | 'events'> & { patterns: string[] | null }

function toDetails({ format, events, patterns }: Settings): NonNullable<AuditEntry['details']> {
  return { format, events, patterns }
}

function orAll(patterns: string[]): string[] | null {
  return patterns.length === 0 ? null : patterns
}

/** Names tell webhooks apart. One at a time, so that two at once make one. */
async function assertNewName(tx: Transaction, { id, name }: Pick<Named, 'id' | 'name'>): Promise<void> {
  await tx.execute(sql`lock table outgoing_webhooks in share row exclusive mode`)
  const [found] = await tx
    .select({
      all: count(),
      namesakes: sql<number>`count(*) filter (where name = ${name} and id <> ${id}::uuid)::int`,
      isThere: sql<boolean>`coalesce(bool_or(id = ${id}::uuid), false)`,
    })
    .from(outgoingWebhooks)
  if ((found?.namesakes ?? 0) > 0) {
    const message = `There is a webhook ${name} already.`
    throw new AppError('conflict', message, { fieldErrors: { name: message } })
  }
  if (found?.isThere === false && found.all >= MOST_WEBHOOKS)
    throw new AppError('conflict', `There are ${MOST_WEBHOOKS} webhooks already. Remove one first.`)
}
