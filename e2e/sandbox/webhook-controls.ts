import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  type DailyEvent,
  meetingEvent,
  meetingEventTypes,
  participantEvent,
  participantEventTypes,
} from './events.ts'
import { notFound } from './failure.ts'
import type { Post, Webhook } from './webhooks.ts'
import type { Session, World } from './world.ts'

export const builtEvent = z.union([
  z.strictObject({ type: z.enum(participantEventTypes), sessionId: z.string() }),
  z.strictObject({ type: z.enum(meetingEventTypes), room: z.string() }),
])
export type BuiltEvent = z.infer<typeof builtEvent>

/** A session or room of the sandbox to build Daily's event from, or any body to send as it is. */
export type WebhookInput = BuiltEvent | Record<string, unknown>

export const sendOptions = z.strictObject({
  url: z.string().optional(),
  hmac: z.string().optional(),
  signed: z.boolean().optional(),
  signature: z.string().optional(),
  timestamp: z.string().optional(),
})
export type SendOptions = z.infer<typeof sendOptions>

export type WebhookControls = {
  /** Sends once, to the domain's webhook or to `url`; returns the status of the answer, null when none came. */
  sendWebhook: (event: WebhookInput, options?: SendOptions) => Promise<number | null>
  buildEvent: (event: BuiltEvent) => DailyEvent
  webhook: () => Webhook | null
}

export function webhookControls(world: World, post: Post): WebhookControls {
  return {
    sendWebhook: (event, options = {}) => sendOne(world, post, { event, options }),
    buildEvent: (event) => buildEvent(world, event),
    webhook: () => world.webhook && { ...world.webhook },
  }
}

async function sendOne(
  world: World,
  post: Post,
  { event, options }: { event: WebhookInput; options: SendOptions },
) {
  const { url: urlOption, hmac: hmacOption, ...postOptions } = options
  const url = urlOption ?? world.webhook?.url
  const hmac = hmacOption ?? world.webhook?.hmac
  if (url === undefined || hmac === undefined) throw notFound('no webhook exists: give url and hmac')
  const built = builtEvent.safeParse(event)
  const body = built.success ? buildEvent(world, built.data) : event
  return post({ url, hmac, basicAuth: world.webhook?.basicAuth ?? null }, body, postOptions)
}

function buildEvent(world: World, event: BuiltEvent): DailyEvent {
  const built = 'sessionId' in event ? fromSession(world, event) : fromRoom(world, event)
  return { ...built, id: `${built.id}-${randomUUID().slice(0, 8)}` }
}

function fromSession(world: World, event: Extract<BuiltEvent, { sessionId: string }>) {
  const session = findSession(world, event.sessionId)
  if (!session) throw notFound(`no session ${event.sessionId}`)
  return participantEvent(world, event.type, session)
}

function findSession(world: World, sessionId: string): Session | undefined {
  const present = world.sessions.get(sessionId)
  if (present) return present
  return world.meetings.flatMap((meeting) => meeting.sessions).find(({ id }) => id === sessionId)
}

function fromRoom(world: World, event: Extract<BuiltEvent, { room: string }>) {
  const meeting = world.meetings.findLast(({ room }) => room === event.room)
  if (!meeting) throw notFound(`room ${event.room} has had no meeting`)
  return meetingEvent(world, event.type, meeting)
}
