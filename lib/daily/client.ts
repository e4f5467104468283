import 'server-only'

import { type EjectAttempt, type EjectCallOptions, type EjectRequest, ejectOnce } from '#lib/daily/eject'
import { createLine, type DailyConfig } from '#lib/daily/http'
import { type MeetingTokenProperties, mintMeetingToken } from '#lib/daily/meeting-tokens'
import type { Sleep } from '#lib/daily/pacing'
import { type DailyPresence, readPresence } from '#lib/daily/presence'
import { checkKey, type ReadOptions } from '#lib/daily/reads'
import { type AllRooms, getRoom, listAllRooms, listRooms, type RoomPage } from '#lib/daily/rooms'
import type { DailyRoom } from '#lib/daily/schemas'
import {
  createWebhook,
  type DailyWebhook,
  deleteWebhook,
  findWebhook,
  updateWebhook,
  type WebhookSettings,
} from '#lib/daily/webhooks'

export type { DailyConfig } from '#lib/daily/http'

/** Reads, changes of the webhook and meeting tokens throw `DailyFailure`; `ejectOnce` makes one call at most and tells in its result what became of it. */
export type Daily = {
  checkKey: (options?: ReadOptions) => Promise<{ domain: string }>
  listRooms: (page?: ReadOptions & { startingAfter?: string }) => Promise<RoomPage>
  listAllRooms: (options?: ReadOptions) => Promise<AllRooms>
  getRoom: (name: string, options?: ReadOptions) => Promise<DailyRoom>
  presence: (options?: ReadOptions) => Promise<DailyPresence>
  ejectOnce: (room: string, request: EjectRequest, options?: EjectCallOptions) => Promise<EjectAttempt>
  /** The domain's one webhook, whoever made it. */
  findWebhook: (options?: ReadOptions) => Promise<DailyWebhook | null>
  createWebhook: (settings: WebhookSettings, options?: ReadOptions) => Promise<DailyWebhook>
  updateWebhook: (
    webhookId: string,
    settings: WebhookSettings,
    options?: ReadOptions,
  ) => Promise<DailyWebhook>
  deleteWebhook: (webhookId: string, options?: ReadOptions) => Promise<void>
  mintMeetingToken: (properties: MeetingTokenProperties, options?: ReadOptions) => Promise<string>
  setCallsPerSecond: (callsPerSecond: number) => void
  sleep: Sleep
}

export function createDaily(config: DailyConfig): Daily {
  const line = createLine(config)
  return {
    checkKey: (options) => checkKey(line, options),
    listRooms: (page) => listRooms(line, page),
    listAllRooms: (options) => listAllRooms(line, options),
    getRoom: (name, options) => getRoom(line, name, options),
    presence: (options) => readPresence(line, options),
    ejectOnce: (room, request, options = {}) => ejectOnce(line, room, request, options),
    findWebhook: (options) => findWebhook(line, options),
    createWebhook: (settings, options) => createWebhook(line, settings, options),
    updateWebhook: (webhookId, settings, options) => updateWebhook(line, webhookId, settings, options),
    deleteWebhook: (webhookId, options) => deleteWebhook(line, webhookId, options),
    mintMeetingToken: (properties, options) => mintMeetingToken(line, properties, options),
    setCallsPerSecond: line.setCallsPerSecond,
    sleep: line.sleep,
  }
}
