import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EmptyState } from '#components/ui/empty-state'
import { PageHead } from '#components/ui/page-head'
import { requireOperator } from '#lib/auth/session'
import { AppError } from '#lib/errors'
import { getOutgoingWebhook, listDeliveries } from '#lib/outbox/queries'
import { listDeliveriesInput, outgoingIdInput } from '#lib/outbox/schemas'
import { can, type Operator } from '#lib/permissions/permissions'
import {
  changeOutgoingAction,
  redeliverAction,
  removeOutgoingAction,
  renewOutgoingSecretAction,
  switchOutgoingAction,
  testOutgoingAction,
} from '../../outgoing-actions.ts'
import { OutgoingForm } from '../../outgoing-form.tsx'
import { typedOf } from '../../outgoing-state.ts'
import { Section } from '../../section.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { OutgoingDeeds } from './outgoing-deeds.tsx'

export const metadata: Metadata = { title: 'Outgoing webhook' }

const DEEDS = {
  test: testOutgoingAction,
  turn: switchOutgoingAction,
  renew: renewOutgoingSecretAction,
  remove: removeOutgoingAction,
}

export default async function OutgoingPage({
  params,
  searchParams,
}: PageProps<'/settings/webhooks/[webhookId]'>) {
  const operator = await requireOperator()
  if (!can(operator, 'outgoing_webhook.manage')) return <NotForYou />
  const { webhookId } = await params
  const webhook = await findWebhook(operator, webhookId)
  const asked = listDeliveriesInput.parse(await searchParams)
  return (
    <>
      <PageHead
        title={<bdi>{webhook.name}</bdi>}
        before={
          <a href="/settings#outgoing-title" className="text-accent hover:underline">
            Settings
          </a>
        }
      >
        <span className="text-fg-2">
          to <bdi className="font-mono text-xs">{webhook.address}</bdi>
        </span>
      </PageHead>
      <OutgoingDeeds webhook={webhook} deeds={DEEDS} />
      <DeliveryLog
        webhookId={webhookId}
        only={asked.only}
        page={await listDeliveries(operator, { webhookId, ...asked })}
        redeliver={redeliverAction}
      />
      <Section id="change" title="Change" about="Holds for what happens from now on.">
        <OutgoingForm action={changeOutgoingAction} initial={typedOf(webhook)} webhookId={webhookId} />
      </Section>
    </>
  )
}

async function findWebhook(operator: Operator, webhookId: string) {
  const input = outgoingIdInput.safeParse({ webhookId })
  if (!input.success) notFound()
  return getOutgoingWebhook(operator, input.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
}

function NotForYou() {
  return (
    <>
      <PageHead title="Outgoing webhook" />
      <EmptyState icon="lock" title="Outgoing webhooks are for admins" />
    </>
  )
}
