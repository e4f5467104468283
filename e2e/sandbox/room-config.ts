import { z } from 'zod'
import { invalidRequest } from './failure.ts'
import type { Room, World } from './world.ts'

const flag = z.boolean().nullable()
const seconds = z.number().int().nullable()
const text = z.string().nullable()

const flagDefaults = {
  eject_at_room_exp: false,
  enable_knocking: false,
  enable_chat: false,
  enable_advanced_chat: false,
  enable_shared_chat_history: true,
  enable_screenshare: true,
  enable_people_ui: true,
  enable_pip_ui: false,
  enable_emoji_reactions: false,
  enable_hand_raising: false,
  enable_prejoin_ui: true,
  enable_network_ui: false,
  enable_noise_cancellation_ui: true,
  enable_breakout_rooms: false,
  enable_video_processing_ui: true,
  enable_live_captions_ui: false,
  enable_hidden_participants: false,
  enable_mesh_sfu: false,
  enforce_unique_user_ids: false,
  experimental_optimize_large_calls: false,
  owner_only_broadcast: false,
  start_audio_off: false,
  start_video_off: false,
}

const flags = z.object(
  Object.fromEntries(Object.keys(flagDefaults).map((name) => [name, flag.optional()])),
).shape

export const roomProperties = z.strictObject({
  ...flags,
  nbf: seconds.optional(),
  exp: seconds.optional(),
  eject_after_elapsed: seconds.optional(),
  max_participants: z.number().int().min(1).nullable().optional(),
  sfu_switchover: z.number().nullable().optional(),
  enable_recording: text.optional(),
  lang: text.optional(),
  geo: text.optional(),
  rtmp_geo: text.optional(),
  meeting_join_hook: text.optional(),
  signaling_imp: text.optional(),
  permissions: z
    .strictObject({
      hasPresence: z.boolean(),
      canSend: z.union([z.boolean(), z.array(z.string())]),
      canReceive: z.record(z.string(), z.unknown()),
      canAdmin: z.union([z.boolean(), z.array(z.string())]),
    })
    .partial()
    .nullable()
    .optional(),
})

export const privacy = z.enum(['public', 'private'])
export const roomChanges = z.strictObject({
  privacy: privacy.optional(),
  properties: roomProperties.optional(),
})
export const roomBody = z.strictObject({ name: z.string().optional(), ...roomChanges.shape })

type RoomProperties = z.infer<typeof roomProperties>

/** `null` and a default value both take the property out: config shows only what differs. */
export function withProperties(
  world: World,
  config: Record<string, unknown>,
  properties: RoomProperties = {},
) {
  const { exp } = properties
  if (typeof exp === 'number' && exp * 1000 <= world.now()) {
    throw invalidRequest(`exp was '${exp}', which is in the past rather than in the future`)
  }
  const defaults = new Map<string, unknown>(Object.entries(flagDefaults))
  const merged = Object.entries({ ...config, ...properties })
  return Object.fromEntries(merged.filter(([name, value]) => value !== null && value !== defaults.get(name)))
}

export function updateRoom(world: World, room: Room, changes: z.infer<typeof roomChanges>) {
  room.config = withProperties(world, room.config, changes.properties)
  room.privacy = changes.privacy ?? room.privacy
}
