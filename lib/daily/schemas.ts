import 'server-only'

import { z } from 'zod'

const UNSTORABLE = /\0|\p{Cs}/u

export const storableId = z
  .string()
  .min(1)
  .refine((id) => !UNSTORABLE.test(id))

export const displayText = z
  .string()
  .transform((text) => text.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd'))
  .nullish()
  .catch(null)

export const instant = z
  .string()
  .transform((text) => new Date(text))
  .refine((date) => !Number.isNaN(date.getTime()))
  .nullish()
  .catch(null)

const unixSeconds = z.number().nullish().catch(null)

export const domainAnswer = z.object({ domain_name: z.string().min(1) })

export const ejectAnswer = z.object({ ejectedIds: z.array(z.string().min(1)) })

export const errorAnswer = z.object({ error: z.string().catch(''), info: z.string().catch('') })

export const presenceAnswer = z.record(z.string(), z.unknown())

export const presenceRow = z
  .object({
    id: storableId,
    userId: z.union([storableId, z.literal('')]).nullish(),
    userName: displayText,
    mtgSessionId: storableId.nullish().catch(null),
    joinTime: instant,
  })
  .transform((row) => ({
    id: row.id,
    userId: row.userId && row.userId !== row.id ? row.userId : null,
    userName: row.userName ?? null,
    meetingId: row.mtgSessionId ?? null,
    joinedAt: row.joinTime ?? null,
  }))

/** One session in a room. `userId` is null when Daily names none or only repeats the session id. */
export type DailyParticipant = z.infer<typeof presenceRow>

const roomConfig = z
  .object({
    nbf: unixSeconds,
    exp: unixSeconds,
    eject_at_room_exp: z.boolean().nullish().catch(null),
    enable_knocking: z.boolean().nullish().catch(null),
    enforce_unique_user_ids: z.boolean().nullish().catch(null),
    max_participants: z.number().nullish().catch(null),
  })
  .transform((config) => ({
    notBeforeUnixS: config.nbf ?? null,
    expiresUnixS: config.exp ?? null,
    ejectsAtExpiry: config.eject_at_room_exp ?? false,
    hasKnocking: config.enable_knocking ?? false,
    hasUniqueUserIds: config.enforce_unique_user_ids ?? false,
    maxParticipants: config.max_participants ?? null,
  }))

export const roomAnswer = z
  .object({
    id: storableId,
    name: storableId,
    privacy: z.enum(['public', 'private']),
    created_at: instant,
    config: roomConfig.catch(roomConfig.parse({})),
  })
  .transform(({ id, name, privacy, created_at, config }) => ({
    id,
    name,
    privacy,
    createdAt: created_at ?? null,
    config,
  }))

export type DailyRoom = z.infer<typeof roomAnswer>

export const roomsAnswer = z.object({
  total_count: z.number().int().min(0).nullish().catch(null),
  data: z.array(z.unknown()),
})

export const roomRowCursor = z.object({ id: z.string().min(1) })
