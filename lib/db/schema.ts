import { relations, sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Number of the transaction that last wrote a row; a trigger keeps it. Read as text. */
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' })

export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})

export const leases = pgTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: time('until').notNull(),
})

export const operators = pgTable('operators', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
  role: text('role', { enum: ['viewer', 'support', 'moderator', 'admin'] })
    .notNull()
    .default('viewer'),
  /** Room patterns; null covers all rooms. */
  patterns: jsonb('patterns').$type<string[]>(),
  state: text('state', { enum: ['active', 'disabled'] })
    .notNull()
    .default('active'),
})

export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => operators.id, { onDelete: 'cascade' }),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
  },
  (table) => [index('sessions_of_operator').on(table.userId)],
)

export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => operators.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: time('access_token_expires_at'),
    refreshTokenExpiresAt: time('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [index('accounts_of_operator').on(table.userId)],
)

/** For better-auth, which so finds a session with its operator, and an operator with its password, in one query each. */
export const sessionRelations = relations(sessions, ({ one }) => ({
  user: one(operators, { fields: [sessions.userId], references: [operators.id] }),
}))
export const accountRelations = relations(accounts, ({ one }) => ({
  user: one(operators, { fields: [accounts.userId], references: [operators.id] }),
}))
export const operatorRelations = relations(operators, ({ many }) => ({ accounts: many(accounts) }))

export const verifications = pgTable('verifications', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: time('expires_at').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
})

/** Failed sign-ins by a digest of what was tried, so that guessing gets slow. */
export const signInFailures = pgTable(
  'sign_in_failures',
  { keyDigest: text('key_digest').notNull(), at: time('at').notNull().defaultNow() },
  (table) => [index('sign_in_failures_by_key').on(table.keyDigest, table.at)],
)

export const rooms = pgTable('rooms', {
  room: text('room').primaryKey(),
  privacy: text('privacy', { enum: ['public', 'private'] }),
  privacyAt: time('privacy_at'),
  partial: boolean('partial').notNull().default(false),
  /** Daily answered that there is no such room. */
  missing: boolean('missing').notNull().default(false),
})

/** One row: what we know of Daily's presence as a whole. */
export const presenceState = pgTable('presence_state', {
  id: integer('id').primaryKey(),
  /** Start of the newest request that was answered in full. */
  asOf: time('as_of'),
  trouble: text('trouble'),
  wantedAt: time('wanted_at'),
  /** When Daily's webhook last told something new in time. */
  webhookAt: time('webhook_at'),
  /** Starts of the newest polls in milliseconds, so that a new observer keeps the old one's budget. */
  recentPolls: jsonb('recent_polls').$type<number[]>().notNull().default([]),
})

export const participants = pgTable(
  'participants',
  {
    room: text('room').notNull(),
    participantId: text('participant_id').notNull(),
    userId: text('user_id'),
    name: text('name'),
    meetingId: text('meeting_id'),
    /** What told of this session first; `eject` when Daily ejected somebody whom nothing had told of. */
    source: text('source', { enum: ['poll', 'webhook', 'eject'] })
      .notNull()
      .default('poll'),
    /** Names this session had before, oldest first. */
    earlierNames: jsonb('earlier_names').$type<string[]>().notNull().default([]),
    joinedAt: time('joined_at').notNull(),
    firstSeenAt: time('first_seen_at').notNull(),
    /** When a poll first listed this session; null while only a webhook has told of it. */
    listedAt: time('listed_at'),
    leftAt: time('left_at'),
    /** A webhook told of the end. Daily's lists go on naming such a session for a while. */
    leftByWebhook: boolean('left_by_webhook').notNull().default(false),
    endedHow: text('ended_how', { enum: ['left', 'ejected', 'banned', 'unknown'] }),
    /** When `ejectedIds` last named this session. */
    ejectedAt: time('ejected_at'),
    ejectedWithBan: boolean('ejected_with_ban').notNull().default(false),
    changed: transactionId('changed').notNull().default(sql`pg_current_xact_id()`),
  },
  (table) => [
    primaryKey({ columns: [table.room, table.participantId] }),
    index('participants_changed').on(table.changed),
    index('participants_ended').on(table.leftAt),
    index('participants_ejected').on(table.userId).where(sql`ejected_at is not null`),
    index('participants_ejected_from').on(table.room, table.ejectedAt).where(sql`ejected_at is not null`),
    index('participants_here').on(table.room).where(sql`left_at is null`),
    index('participants_left').on(table.room, table.leftAt),
    index('participants_by_user').on(table.userId),
    index('participants_by_id').on(table.participantId),
  ],
)

/** What Daily's webhook told, each thing once, kept for as long as history is. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    /** `participant.joined:<session>` and the like; a digest of the body where nothing identifies the event. */
    key: text('key').primaryKey(),
    type: text('type').notNull(),
    room: text('room'),
    participantId: text('participant_id'),
    happenedAt: time('happened_at'),
    receivedAt: time('received_at').notNull().defaultNow(),
    /** Whether it came in time to be believed at once; the others only bring a poll forward. */
    standing: text('standing', { enum: ['fresh', 'late', 'early', 'unreadable'] }).notNull(),
    body: jsonb('body').notNull(),
  },
  (table) => [index('webhook_events_received').on(table.receivedAt)],
)

export const protectedUserIds = pgTable('protected_user_ids', {
  userId: text('user_id').primaryKey(),
  note: text('note').notNull().default(''),
  addedBy: text('added_by').notNull(),
  addedAt: time('added_at').notNull().defaultNow(),
})

export type Unattributed = { participantId: string; callNo: number }

export const decisions = pgTable(
  'decisions',
  {
    id: uuid('id').primaryKey(),
    /** Null for enforcement. */
    operatorId: text('operator_id'),
    operatorName: text('operator_name').notNull(),
    intentKey: text('intent_key').notNull(),
    room: text('room').notNull(),
    source: text('source', { enum: ['operator', 'report', 'enforcement'] }).notNull(),
    automated: boolean('automated').notNull().default(false),
    ban: boolean('ban').notNull(),
    banScopeKind: text('ban_scope_kind', { enum: ['room', 'pattern', 'all'] }),
    banScopeValue: text('ban_scope_value'),
    banEndsAt: time('ban_ends_at'),
    policy: text('policy').notNull(),
    policyVersion: integer('policy_version').notNull(),
    reason: text('reason').notNull().default(''),
    retryOf: uuid('retry_of'),
    status: text('status', { enum: ['open', 'settled'] })
      .notNull()
      .default('open'),
    targetCount: integer('target_count').notNull(),
    callsPlanned: integer('calls_planned').notNull(),
    callsDone: integer('calls_done').notNull().default(0),
    askedAt: time('asked_at').notNull(),
    settledAt: time('settled_at'),
    /** Presence may still change a finding until then. */
    watchUntil: time('watch_until'),
    stopAskedAt: time('stop_asked_at'),
    /** Sessions Daily ejected that no target could be matched to yet. */
    unattributed: jsonb('unattributed').$type<Unattributed[]>().notNull().default([]),
    worker: text('worker'),
    workerUntil: time('worker_until'),
  },
  (table) => [
    uniqueIndex('one_decision_per_intent').on(table.operatorId, table.intentKey),
    index('decisions_of_room').on(table.room, table.askedAt),
    index('decisions_open').on(table.workerUntil).where(sql`status = 'open'`),
    index('decisions_watched').on(table.watchUntil),
  ],
)

export type TargetSession = { participantId: string; name: string | null; ejected?: boolean; listed: boolean }

export const decisionTargets = pgTable(
  'decision_targets',
  {
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => decisions.id),
    position: integer('position').notNull(),
    kind: text('kind', { enum: ['participant', 'user'] }).notNull(),
    targetId: text('target_id').notNull(),
    userId: text('user_id'),
    name: text('name'),
    sessions: jsonb('sessions').$type<TargetSession[]>().notNull(),
    banState: text('ban_state', { enum: ['stored', 'kept', 'no_user_id', 'none'] }).notNull(),
    banId: uuid('ban_id'),
    /** Which planned call carries this target; null when it is never sent. */
    callNo: integer('call_no'),
    sentAt: time('sent_at'),
    answeredAt: time('answered_at'),
    outcome: text('outcome', { enum: ['ejected', 'not_in_room', 'failed', 'unconfirmed', 'not_attempted'] }),
    reason: text('reason'),
    finding: text('finding', { enum: ['gone', 'still_there', 'came_back'] }),
    findingAt: time('finding_at'),
    resends: integer('resends').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.decisionId, table.position] }),
    index('decision_targets_by_user').on(table.userId),
    index('decision_targets_by_participant').on(table.targetId).where(sql`kind = 'participant'`),
  ],
)

export const bans = pgTable(
  'bans',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id').notNull(),
    name: text('name'),
    scopeKind: text('scope_kind', { enum: ['room', 'pattern', 'all'] }).notNull(),
    /** Room name or pattern; empty for all rooms. */
    scopeValue: text('scope_value').notNull(),
    startsAt: time('starts_at').notNull(),
    /** Null is for good. A ban ends at this instant whether or not anything runs. */
    endsAt: time('ends_at'),
    policy: text('policy').notNull(),
    policyVersion: integer('policy_version').notNull(),
    reason: text('reason').notNull().default(''),
    source: text('source', { enum: ['operator', 'report', 'api', 'import'] }).notNull(),
    /** An https link to what shows why. */
    evidence: text('evidence'),
    decisionId: uuid('decision_id'),
    createdById: text('created_by_id').notNull(),
    createdByName: text('created_by_name').notNull(),
    liftedAt: time('lifted_at'),
    liftedById: text('lifted_by_id'),
    liftedByName: text('lifted_by_name'),
    liftReason: text('lift_reason'),
    enforcedCount: integer('enforced_count').notNull().default(0),
    lastEnforcedAt: time('last_enforced_at'),
    /** The meeting in which Daily was told: it may refuse the person until that meeting ends. */
    toldMeetingId: text('told_meeting_id'),
    toldAt: time('told_at'),
  },
  (table) => [
    index('bans_by_user').on(table.userId).where(sql`lifted_at is null`),
    index('bans_newest').on(table.startsAt, table.id),
    index('bans_of_scope')
      .on(table.scopeKind, table.scopeValue, table.startsAt)
      .where(sql`lifted_at is null`),
    index('bans_ending').on(table.endsAt).where(sql`lifted_at is null`),
    index('bans_of_decision').on(table.decisionId),
  ],
)

/** What a backend shows to use the machine API. Only a digest is kept: the token itself is shown once. */
export const apiTokens = pgTable('api_tokens', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  /** SHA-256 of the token, in hex. */
  digest: text('digest').notNull().unique(),
  scopes: jsonb('scopes').$type<string[]>().notNull(),
  /** Room patterns; null covers all rooms. */
  patterns: jsonb('patterns').$type<string[]>(),
  expiresAt: time('expires_at'),
  createdAt: time('created_at').notNull().defaultNow(),
  createdByName: text('created_by_name').notNull(),
  /** Written at most once a minute. */
  lastUsedAt: time('last_used_at'),
  revokedAt: time('revoked_at'),
  revokedByName: text('revoked_by_name'),
})

/** Bans that wait for a second admin, as they were asked for. */
export const banProposals = pgTable('ban_proposals', {
  id: uuid('id').primaryKey(),
  input: jsonb('input').$type<Record<string, unknown>>().notNull(),
  people: integer('people').notNull(),
  askedAt: time('asked_at').notNull().defaultNow(),
  askedById: text('asked_by_id').notNull(),
  askedByName: text('asked_by_name').notNull(),
  state: text('state', { enum: ['open', 'approved', 'declined', 'withdrawn'] })
    .notNull()
    .default('open'),
  decidedAt: time('decided_at'),
  decidedById: text('decided_by_id'),
  decidedByName: text('decided_by_name'),
})

export const auditHead = pgTable('audit_head', {
  id: integer('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})

export const auditEvents = pgTable(
  'audit_events',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: time('at').notNull(),
    actorKind: text('actor_kind', { enum: ['operator', 'token', 'system'] }).notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name').notNull(),
    verb: text('verb').notNull(),
    result: text('result').notNull(),
    room: text('room'),
    decisionId: uuid('decision_id'),
    /** Codes and counts; nothing that names a person. */
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    subjectCount: integer('subject_count').notNull(),
    subjectsDigest: text('subjects_digest').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index('audit_of_room').on(table.room, table.seq),
    index('audit_of_decision').on(table.decisionId),
  ],
)

/** Personal text of an event. Erasing a person empties salt and text; the digest and so the chain stay true. */
export const auditSubjects = pgTable(
  'audit_subjects',
  {
    seq: bigint('seq', { mode: 'number' }).notNull(),
    position: integer('position').notNull(),
    digest: text('digest').notNull(),
    salt: text('salt'),
    personal: jsonb('personal').$type<Record<string, unknown>>(),
  },
  (table) => [
    primaryKey({ columns: [table.seq, table.position] }),
    index('audit_subjects_by_user').on(sql`(personal ->> 'userId')`),
  ],
)

/** Who has whom in an open confirmation dialog, for the colleague who is about to do the same. */
export const attention = pgTable(
  'attention',
  {
    operatorId: text('operator_id').notNull(),
    room: text('room').notNull(),
    operatorName: text('operator_name').notNull(),
    ids: jsonb('ids').$type<string[]>().notNull(),
    until: time('until').notNull(),
  },
  (table) => [primaryKey({ columns: [table.operatorId, table.room] })],
)
