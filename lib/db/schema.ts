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
    index('participants_of_user').on(table.userId, table.joinedAt),
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
    /** The group of reports this decision was made on. */
    reportId: uuid('report_id'),
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
    index('decisions_of_report').on(table.reportId).where(sql`report_id is not null`),
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
    index('bans_of_user').on(table.userId, table.startsAt),
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
    index('audit_subjects_by_participant').on(sql`coalesce(personal ->> 'participantId', personal ->> 'id')`),
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

/** The rules people can break, every version of them. The newest version of a code is the one in force. */
export const policies = pgTable(
  'policies',
  {
    code: text('code').notNull(),
    version: integer('version').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    urgency: text('urgency', { enum: ['low', 'normal', 'high', 'urgent'] }).notNull(),
    /** The length that the Ban switch begins with; null is for good. */
    banSeconds: integer('ban_seconds'),
    /** False: still readable, and no longer offered. */
    offered: boolean('offered').notNull().default(true),
    createdAt: time('created_at').notNull().defaultNow(),
    createdByName: text('created_by_name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.code, table.version] })],
)

export type SeenPerson = {
  participantId: string
  userId: string | null
  name: string | null
  joinedAt: number
}

/** Who was in a room at the moment of a report. Reports of the same seconds share one. */
export const reportScenes = pgTable(
  'report_scenes',
  {
    id: uuid('id').primaryKey(),
    room: text('room').notNull(),
    at: time('at').notNull(),
    meetingId: text('meeting_id'),
    /** Everybody present, also those who do not fit into `people`. */
    count: integer('count').notNull(),
    people: jsonb('people').$type<SeenPerson[]>().notNull(),
  },
  (table) => [index('report_scenes_of_room').on(table.room, table.at)],
)

/**
 * What operators work on: all open reports about one person in one room, or a flood from one reporter. Its ID is that of
 * its first report.
 */
export const reportGroups = pgTable(
  'report_groups',
  {
    id: uuid('id').primaryKey(),
    room: text('room').notNull(),
    kind: text('kind', { enum: ['target', 'reporter'] }).notNull(),
    /** What a further report must have in common to join, while this group is open. */
    key: text('key').notNull(),
    /** Whom it is about; all null for a room, and for a flood. */
    userId: text('user_id'),
    participantId: text('participant_id'),
    name: text('name'),
    /** The heaviest of its reports' policies, and how heavy: 0 to 3. */
    category: text('category').notNull(),
    weight: integer('weight').notNull(),
    /** Whether whom it is about is in the room, as presence last told. */
    here: boolean('here').notNull(),
    reports: integer('reports').notNull(),
    reporters: integer('reporters').notNull(),
    firstMs: bigint('first_ms', { mode: 'number' }).notNull(),
    lastAt: time('last_at').notNull(),
    /** The queue's order, highest first: here, weight, reporters, age. */
    rank: bigint('rank', { mode: 'number' })
      .notNull()
      .generatedAlwaysAs(
        sql`((case when here then 400 else 0 end) + weight * 100 + least(reporters, 99))::bigint * 10000000000000 + (10000000000000 - first_ms)`,
      ),
    /** Of the first report's text. */
    firstWords: text('first_words').notNull(),
    /** What the queue is searched by, in lower case, each on a line of its own: to look through many reports must be quick. */
    searchText: text('search_text')
      .notNull()
      .generatedAlwaysAs(
        sql`lower(coalesce(user_id, '') || chr(10) || coalesce(participant_id, '') || chr(10) || coalesce(name, '') || chr(10) || first_words)`,
      ),
    state: text('state', { enum: ['open', 'resolved'] })
      .notNull()
      .default('open'),
    /** Counts claims, hand-overs, escalations, decisions and endings: what somebody looked at may be old. */
    version: integer('version').notNull().default(1),
    escalatedTo: text('escalated_to', { enum: ['moderator', 'admin'] }),
    claimedById: text('claimed_by_id'),
    claimedByName: text('claimed_by_name'),
    claimedAt: time('claimed_at'),
    claimUntil: time('claim_until'),
    resolution: text('resolution', { enum: ['acted_on', 'dismissed'] }),
    badFaith: boolean('bad_faith').notNull().default(false),
    resolvedAt: time('resolved_at'),
    resolvedById: text('resolved_by_id'),
    resolvedByName: text('resolved_by_name'),
    /** For the team. */
    resolvedReason: text('resolved_reason').notNull().default(''),
    /** For the reporters. */
    answer: text('answer').notNull().default(''),
  },
  (table) => [
    uniqueIndex('one_open_group').on(table.key).where(sql`state = 'open'`),
    index('report_groups_of_key').on(table.key),
    index('report_queue').on(table.rank, table.id).where(sql`state = 'open'`),
    index('report_groups_oldest').on(table.firstMs).where(sql`state = 'open'`),
    index('report_groups_resolved').on(table.resolvedAt, table.id).where(sql`state = 'resolved'`),
    index('report_groups_claimed')
      .on(table.claimedById)
      .where(sql`state = 'open' and claimed_by_id is not null`),
    index('report_groups_escalated')
      .on(table.escalatedTo)
      .where(sql`state = 'open' and escalated_to is not null`),
    index('report_groups_of_user').on(table.userId, table.firstMs),
    index('report_groups_of_participant').on(table.participantId, table.firstMs),
    index('report_groups_of_room').on(table.room, table.state),
  ],
)

/** One complaint as it came in; never changed afterwards, but for erasure. */
export const reports = pgTable(
  'reports',
  {
    id: uuid('id').primaryKey(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => reportGroups.id),
    receivedAt: time('received_at').notNull(),
    occurredAt: time('occurred_at'),
    source: text('source', { enum: ['api', 'form', 'operator'] }).notNull(),
    /** The API token's or the operator's name; of a form the token's that made its link. */
    sourceName: text('source_name').notNull(),
    room: text('room').notNull(),
    userId: text('user_id'),
    participantId: text('participant_id'),
    /** Of the reported person, as known at that time. */
    name: text('name'),
    category: text('category').notNull(),
    policyVersion: integer('policy_version').notNull(),
    text: text('text').notNull(),
    reporterUserId: text('reporter_user_id'),
    /** The operator who filed it, or the reporter's name as known at that time. */
    reporterName: text('reporter_name'),
    evidence: jsonb('evidence').$type<string[]>().notNull().default([]),
    meetingId: text('meeting_id'),
    sceneId: uuid('scene_id'),
    /** Token and `Idempotency-Key`; null where none was given. */
    intakeKey: text('intake_key').unique(),
    /** SHA-256 of everything said: the same again within the hour is the same report. */
    contentDigest: text('content_digest').notNull(),
    erasedAt: time('erased_at'),
  },
  (table) => [
    index('reports_of_group').on(table.groupId, table.receivedAt),
    index('reports_of_group_by').on(table.groupId, table.reporterUserId),
    index('reports_about').on(table.userId, table.receivedAt),
    index('reports_about_participant').on(table.participantId, table.receivedAt),
    index('reports_by').on(table.reporterUserId, table.receivedAt),
    index('reports_by_content').on(table.contentDigest, table.receivedAt),
  ],
)

/** What was done with a group of reports, oldest first, and the team's notes on it. */
export const reportEvents = pgTable(
  'report_events',
  {
    id: uuid('id').primaryKey(),
    groupId: uuid('group_id')
      .notNull()
      .references(() => reportGroups.id),
    at: time('at').notNull(),
    /** The group's version after it; notes leave it as it is. */
    version: integer('version').notNull(),
    kind: text('kind', {
      enum: ['claimed', 'released', 'handed_over', 'escalated', 'decided', 'resolved', 'reopened', 'note'],
    }).notNull(),
    byId: text('by_id').notNull(),
    byName: text('by_name').notNull(),
    /** A person handed over to, a role escalated to, or a resolution. */
    to: text('to'),
    /** A note, or why. */
    text: text('text').notNull().default(''),
    decisionId: uuid('decision_id'),
  },
  (table) => [
    index('report_events_of_group').on(table.groupId, table.at, table.id),
    index('report_events_decided').on(table.at).where(sql`kind = 'decided'`),
  ],
)

/** What the team keeps in mind about a person. With a room it is for those who cover that room. */
export const personNotes = pgTable(
  'person_notes',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id'),
    participantId: text('participant_id'),
    room: text('room'),
    text: text('text').notNull(),
    at: time('at').notNull(),
    byId: text('by_id').notNull(),
    byName: text('by_name').notNull(),
  },
  (table) => [
    index('person_notes_of_user').on(table.userId, table.at),
    index('person_notes_of_participant').on(table.participantId, table.at),
  ],
)

/** People whose personal text was deleted on legal request. */
export const erasures = pgTable('erasures', {
  id: uuid('id').primaryKey(),
  at: time('at').notNull(),
  byId: text('by_id').notNull(),
  byName: text('by_name').notNull(),
  /** Stands where the user ID stood. */
  pseudonym: text('pseudonym').notNull(),
  /** Kept until everything is done, and as long as a ban in force still needs it. */
  userId: text('user_id'),
  participantId: text('participant_id'),
  finishedAt: time('finished_at'),
  counts: jsonb('counts').$type<Record<string, number>>().notNull(),
})

/** Where others want to be told. */
export const outgoingWebhooks = pgTable('outgoing_webhooks', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  url: text('url').notNull(),
  format: text('format', { enum: ['json', 'slack', 'discord'] }).notNull(),
  events: jsonb('events').$type<string[]>().notNull(),
  /** Room patterns; null covers all rooms. */
  patterns: jsonb('patterns').$type<string[]>(),
  state: text('state', { enum: ['on', 'off'] }).notNull(),
  /** The signing secret is derived from `AUTH_SECRET`, the ID and this number: a new number is a new secret. */
  secretNumber: integer('secret_number').notNull().default(1),
  createdAt: time('created_at').notNull().defaultNow(),
  createdByName: text('created_by_name').notNull(),
})

/** What happened and must be told, stored with what happened. Only what somebody wants to hear is kept. */
export const outboxEvents = pgTable(
  'outbox_events',
  {
    id: uuid('id').primaryKey(),
    type: text('type').notNull(),
    room: text('room'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: time('at').notNull(),
  },
  (table) => [index('outbox_events_at').on(table.at)],
)

/** One event on its way to one webhook. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    eventId: uuid('event_id')
      .notNull()
      .references(() => outboxEvents.id, { onDelete: 'cascade' }),
    webhookId: uuid('webhook_id')
      .notNull()
      .references(() => outgoingWebhooks.id, { onDelete: 'cascade' }),
    state: text('state', { enum: ['waiting', 'delivered', 'given_up'] })
      .notNull()
      .default('waiting'),
    /** When the event was told: where it stands in the log. */
    at: time('at').notNull().defaultNow(),
    /** Since it was told or last asked for again, the one under way included. */
    attempts: integer('attempts').notNull().default(0),
    nextAt: time('next_at').notNull(),
    /** While it is under way, until when nobody else takes it. */
    sendingUntil: time('sending_until'),
    lastAt: time('last_at'),
    lastStatus: integer('last_status'),
    /** Why the last attempt failed, in code. */
    lastFault: text('last_fault'),
  },
  (table) => [
    index('deliveries_due').on(table.webhookId, table.nextAt).where(sql`state = 'waiting'`),
    index('deliveries_given_up').on(table.webhookId).where(sql`state = 'given_up'`),
    index('deliveries_log').on(table.webhookId, table.at, table.id),
    index('deliveries_of_webhook').on(table.webhookId, table.lastAt),
    index('deliveries_of_event').on(table.eventId),
  ],
)
