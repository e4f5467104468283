import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Controls } from './controls.ts'
import { ApiFailure, invalidRequest } from './failure.ts'
import { faultInput } from './faults.ts'
import { type Answer, json, parseJson, readText, send } from './http.ts'
import { JoinRefused } from './people-controls.ts'
import { quirkChanges } from './quirks.ts'
import { rateLimitChanges } from './rate-limit.ts'
import { privacy } from './room-config.ts'
import { latencyMs, requestFilter } from './traffic.ts'
import { builtEvent, sendOptions } from './webhook-controls.ts'

type Command = (controls: Controls, body: unknown) => unknown

function command<S extends z.ZodType>(
  schema: S,
  act: (controls: Controls, input: z.infer<S>) => unknown,
): Command {
  return (controls, body) => {
    const parsed = schema.safeParse(body)
    if (parsed.success) return act(controls, parsed.data)
    const [issue] = parsed.error.issues
    throw invalidRequest(`${issue?.path.join('.') || 'body'}: ${issue?.message}`)
  }
}

const moment = z.union([z.string(), z.number()])
const config = z.record(z.string(), z.unknown())
const joiner = z.strictObject({
  userName: z.string().nullable().optional(),
  userId: z.string().nullable().optional(),
  id: z.string().min(1).optional(),
  joinedAt: moment.optional(),
  owner: z.boolean().optional(),
  ejectAt: moment.optional(),
  guest: z.boolean().optional(),
  token: z.string().optional(),
})
const inRoom = z.strictObject({ room: z.string() })
const inAnyRoom = z.strictObject({ room: z.string().optional() })
const joinerInRoom = joiner.extend({ room: z.string() })
const nothing = z.strictObject({})
const newRoom = z.strictObject({
  name: z.string().optional(),
  privacy: privacy.optional(),
  config: config.optional(),
  apiCreated: z.boolean().optional(),
  createdAt: moment.optional(),
})
const ghostRule = z.strictObject({
  room: z.string().optional(),
  userId: z.string().optional(),
  sessionId: z.string().optional(),
  ms: z.number().min(0).optional(),
  polls: z.number().int().min(0).optional(),
  times: z.number().int().min(1).optional(),
})

const commands: Record<string, Command> = {
  'create-room': command(newRoom, (on, room) => on.createRoom(room)),
  'change-room': command(
    z.strictObject({ room: z.string(), privacy: privacy.optional(), config: config.optional() }),
    (on, { room, ...settings }) => on.changeRoom(room, settings),
  ),
  'delete-room': command(inRoom, (on, { room }) => on.deleteRoom(room)),
  rooms: command(nothing, (on) => on.rooms()),
  join: command(joinerInRoom, (on, { room, ...person }) => ({
    sessionId: on.join(room, person),
  })),
  'try-join': command(joinerInRoom, (on, { room, ...person }) => on.tryJoin(room, person)),
  'join-many': command(
    z.strictObject({ room: z.string(), joiners: z.array(joiner) }),
    (on, { room, joiners }) => ({ sessionIds: on.joinMany(room, joiners) }),
  ),
  leave: command(z.strictObject({ sessionId: z.string() }), (on, { sessionId }) => ({
    left: on.leave(sessionId),
  })),
  'end-meeting': command(inRoom, (on, { room }) => on.endMeeting(room)),
  people: command(inAnyRoom, (on, { room }) => on.people(room)),
  bans: command(inAnyRoom, (on, { room }) => on.bans(room)),
  'forget-bans': command(inAnyRoom, (on, { room }) => on.forgetBans(room)),
  messages: command(inAnyRoom, (on, { room }) => on.messages(room)),
  'add-ghosts': command(ghostRule, (on, rule) => on.addGhosts(rule)),
  'clear-ghosts': command(nothing, (on) => on.clearGhosts()),
  'add-fault': command(faultInput, (on, fault) => ({ id: on.addFault(fault) })),
  'clear-faults': command(z.strictObject({ id: z.string().optional() }), (on, { id }) => on.clearFaults(id)),
  faults: command(nothing, (on) => on.faults()),
  'set-quirks': command(quirkChanges, (on, changes) => on.setQuirks(changes)),
  quirks: command(nothing, (on) => on.quirks()),
  'set-latency': command(latencyMs, (on, latency) => on.setLatency(latency)),
  'set-rate-limit': command(z.union([z.literal(false), rateLimitChanges]), (on, changes) =>
    on.setRateLimit(changes),
  ),
  requests: command(requestFilter, (on, filter) => on.requests(filter)),
  'clear-requests': command(nothing, (on) => on.clearRequests()),
  'send-webhook': command(
    z.strictObject({ event: z.record(z.string(), z.unknown()), options: sendOptions.optional() }),
    async (on, { event, options }) => ({ status: await on.sendWebhook(event, options) }),
  ),
  'build-event': command(builtEvent, (on, event) => on.buildEvent(event)),
  webhook: command(nothing, (on) => ({ webhook: on.webhook() })),
  reset: command(nothing, (on) => on.reset()),
}

/** POST /__sandbox/<command> with a JSON body; the content type keeps strangers' web pages out. */
export async function answerControl(controls: Controls, request: IncomingMessage, response: ServerResponse) {
  send(response, await answerTo(controls, request))
}

async function answerTo(controls: Controls, request: IncomingMessage): Promise<Answer> {
  const name = /^\/__sandbox\/([a-z-]+)$/.exec(request.url ?? '')?.[1] ?? ''
  const act = Object.hasOwn(commands, name) ? commands[name] : undefined
  const text = await readText(request)
  if (!act) return json(404, { error: 'not-found', info: `commands are ${Object.keys(commands).join(', ')}` })
  if (request.method !== 'POST' || !request.headers['content-type']?.startsWith('application/json')) {
    return json(400, { error: 'invalid-request-error', info: 'POST with content-type application/json' })
  }
  try {
    return json(200, (await act(controls, text === '' ? {} : parseJson(text))) ?? {})
  } catch (error) {
    if (error instanceof JoinRefused) return json(409, { error: 'join-refused', refusal: error.refusal })
    if (error instanceof ApiFailure) return json(error.status, error.body)
    return json(400, { error: 'invalid-request-error', info: error instanceof Error ? error.message : '' })
  }
}
