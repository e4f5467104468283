import { z } from 'zod'

const milliseconds = z.number().min(0)
const lagMs = z.union([milliseconds, z.tuple([milliseconds, milliseconds])])

export const quirkChanges = z
  .strictObject({
    unknownProperties: z.enum(['reject', 'ignore']),
    emptyRoomEject: z.enum(['not-hosting', 'empty-list']),
    unknownRoomEject: z.enum(['not-found', 'not-hosting']),
    emptyEjectLists: z.enum(['reject-any', 'reject-all-empty', 'accept']),
    oversizedEjectLists: z.enum(['reject', 'accept']),
    banByIds: z.enum(['nothing', 'user-ids-behind']),
    preBan: z.enum(['when-live', 'always', 'never']),
    bansEnd: z.enum(['meeting-end', 'never']),
    bannedJoin: z.enum(['not-allowed', 'ejected']),
    duplicateSessions: z.enum(['eject-all', 'eject-first']),
    owners: z.enum(['ejectable', 'immune']),
    hostingLagMs: milliseconds,
    presenceDefaultLimit: z.number().int().min(1),
    presenceMaxLimit: z.number().int().min(1),
    presenceTotal: z.enum(['before-limit', 'after-limit']),
    presenceFilter: z.enum(['exact', 'ignore-case', 'contains']),
    presenceHidden: z.enum(['shown', 'left-out']),
    presenceMissingRoom: z.enum(['not-found', 'empty-list']),
    presenceMeetingId: z.enum(['present', 'absent']),
    presenceTokenlessUserId: z.enum(['null', 'session-id', 'absent']),
    presenceJoinLagMs: lagMs,
    presenceLeaveLagMs: lagMs,
    webhookTokenlessUserId: z.enum(['session-id', 'null']),
    webhookTimestamp: z.enum(['seconds', 'milliseconds']),
    webhookTestCall: z.enum(['signed', 'unsigned']),
    webhookDelivery: z.enum(['once', 'twice', 'never']),
    webhookTimeoutMs: milliseconds,
    webhookBackoffMs: milliseconds,
    webhookPlan: z.enum(['included', 'not-included']),
    webhookPlanStatus: z.union([z.literal(400), z.literal(403)]),
    expiredRooms: z.enum(['not-found', 'alive']),
    roomNames: z.enum(['case-sensitive', 'ignore-case']),
    roomsByUuid: z.enum(['not-found', 'found']),
    nbfForOwners: z.enum(['refused', 'admitted']),
    permissionsAnswer: z.enum(['sent', 'empty-object']),
    unknownRecipient: z.enum(['sent', 'not-found']),
    emptyRoomMessage: z.enum(['not-hosting', 'sent']),
    meetingGraceMs: milliseconds,
    meetingEndedLagMs: lagMs,
    meetingsRecordAfterMs: milliseconds,
  })
  .partial()

export type QuirkChanges = z.infer<typeof quirkChanges>
export type Quirks = { [K in keyof QuirkChanges]-?: Exclude<QuirkChanges[K], undefined> }

/** The choices of daily-api.md §13, without any lag so that tests need not wait. */
export const defaultQuirks: Quirks = {
  unknownProperties: 'reject',
  emptyRoomEject: 'not-hosting',
  unknownRoomEject: 'not-found',
  emptyEjectLists: 'reject-any',
  oversizedEjectLists: 'reject',
  banByIds: 'nothing',
  preBan: 'when-live',
  bansEnd: 'meeting-end',
  bannedJoin: 'not-allowed',
  duplicateSessions: 'eject-all',
  owners: 'ejectable',
  hostingLagMs: 0,
  presenceDefaultLimit: 100,
  presenceMaxLimit: 100,
  presenceTotal: 'before-limit',
  presenceFilter: 'exact',
  presenceHidden: 'shown',
  presenceMissingRoom: 'not-found',
  presenceMeetingId: 'present',
  presenceTokenlessUserId: 'null',
  presenceJoinLagMs: 0,
  presenceLeaveLagMs: 0,
  webhookTokenlessUserId: 'session-id',
  webhookTimestamp: 'seconds',
  webhookTestCall: 'signed',
  webhookDelivery: 'once',
  webhookTimeoutMs: 8_000,
  webhookBackoffMs: 1_000,
  webhookPlan: 'included',
  webhookPlanStatus: 400,
  expiredRooms: 'not-found',
  roomNames: 'case-sensitive',
  roomsByUuid: 'not-found',
  nbfForOwners: 'refused',
  permissionsAnswer: 'sent',
  unknownRecipient: 'sent',
  emptyRoomMessage: 'not-hosting',
  meetingGraceMs: 0,
  meetingEndedLagMs: 0,
  meetingsRecordAfterMs: 0,
}

/** The delays people have measured on the real service. */
export const realisticQuirks: QuirkChanges = {
  presenceJoinLagMs: [0, 15_000],
  presenceLeaveLagMs: [0, 15_000],
  meetingEndedLagMs: [0, 20_000],
  meetingsRecordAfterMs: 10_000,
}

export type Lag = Quirks['presenceJoinLagMs']

export function lagOf(lag: Lag, random: () => number) {
  if (typeof lag === 'number') return lag
  const [leastMs, mostMs] = lag
  return leastMs + random() * (mostMs - leastMs)
}
