import { readFileSync } from 'node:fs'
import type { Member } from './team.ts'

/** Who may pass a door, when the question is about a room of the tests. `public` asks for no sign-in at all. */
export type Door = { may: readonly Member[] | 'public'; args: (room: string) => unknown[] }

const EVERYBODY = ['admin', 'moderator', 'support', 'viewer', 'elsewhere'] as const
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'

const WORKERS = ['admin', 'moderator', 'support'] as const
/** Stored by the walk, in its room. */
const WALK_REPORT = () => process.env.WALK_REPORT ?? UNKNOWN_ID

const TOKEN_STATE = { result: null, typed: { name: '', scopes: [], patterns: '', expires: '' } }

const WALKED_POLICY = { title: 'Walked', text: 'Walked.', urgency: 'low', banSeconds: null }
const POLICY_STATE = { result: null, typed: { ...WALKED_POLICY, code: '', banSeconds: 'good', seen: '' } }

const OUTGOING_STATE = {
  result: null,
  typed: { name: '', url: '', format: 'json', events: [], patterns: '' },
}

/** For rooms that nobody has: nothing is ever sent to it. */
const walkedOutgoing = () => ({
  name: `walk ${crypto.randomUUID()}`,
  url: 'https://walk.example/',
  format: 'json',
  events: ['ban.created'],
  patterns: ['walk-no-room'],
})

const walkedTerms = (room: string) => ({
  scope: { kind: 'room', room },
  until: { seconds: 60 },
  policy: 'other',
})

/** Every server action of the build by name. An action that is not listed here fails the walk. */
export const ACTION_DOORS: Record<string, Door> = {
  signInAction: { may: 'public', args: () => [{ message: null, email: '' }, {}] },
  signOutAction: { may: 'public', args: () => [] },
  ejectAction: {
    may: ['admin', 'moderator', 'support'],
    args: (room) => [
      { room, intentKey: crypto.randomUUID(), targets: [{ kind: 'user', id: 'nobody-here' }], ban: false },
    ],
  },
  // The decision is the admin’s: a moderator lifts only bans of their own.
  undoBanAction: { may: ['admin'], args: () => [{ decisionId: process.env.WALK_DECISION ?? UNKNOWN_ID }] },
  stopDecisionAction: {
    may: ['admin', 'moderator', 'support'],
    args: () => [{ decisionId: process.env.WALK_DECISION ?? UNKNOWN_ID }],
  },
  liftBanAction: {
    may: ['admin', 'moderator', 'elsewhere'],
    args: () => [{ banId: UNKNOWN_ID, reason: 'walk' }],
  },
  liftChosenAction: {
    may: ['admin', 'moderator', 'elsewhere'],
    args: () => [{ banIds: [UNKNOWN_ID], reason: 'walk' }],
  },
  changeBanEndAction: {
    may: ['admin', 'moderator', 'elsewhere'],
    args: () => [{ banId: UNKNOWN_ID, shownEndsAt: null, endsAt: null }],
  },
  previewBansAction: {
    may: ['admin', 'moderator'],
    args: (room) => [{ userIds: ['walked'], terms: walkedTerms(room) }],
  },
  banPeopleAction: {
    may: ['admin', 'moderator'],
    args: (room) => [{ userIds: [`walked-${Date.now()}`], terms: walkedTerms(room), evenIfBanned: false }],
  },
  // Which rooms a file names is found out row by row: a row of another’s room is left out.
  previewImportAction: {
    may: ['admin', 'moderator', 'elsewhere'],
    args: (room) => [{ text: 'user_id\nwalked', defaults: walkedTerms(room), evenIfBanned: false }],
  },
  importBansAction: {
    may: ['admin', 'moderator', 'elsewhere'],
    args: (room) => [{ text: 'user_id\nwalked', defaults: walkedTerms(room), evenIfBanned: false }],
  },
  approveBansAction: { may: ['admin'], args: () => [{ proposalId: UNKNOWN_ID }] },
  declineBansAction: { may: ['admin'], args: () => [{ proposalId: UNKNOWN_ID }] },
  withdrawBansAction: {
    may: ['admin', 'moderator', 'elsewhere'],
    args: () => [{ proposalId: UNKNOWN_ID }],
  },
  changeBanApprovalAction: {
    may: ['admin'],
    args: () => [{ result: null, on: false }, { secondAdmin: false }],
  },
  changePasswordAction: { may: EVERYBODY, args: () => [null, {}] },
  protectAction: {
    may: ['admin'],
    args: () => [
      { result: null, text: '', note: '' },
      { text: 'walk', note: '' },
    ],
  },
  unprotectAction: { may: ['admin'], args: () => [{ userId: 'walk' }] },
  changeEnforcementCapAction: { may: ['admin'], args: () => [{ result: null, typed: '' }, { people: 200 }] },
  resumeEnforcementAction: { may: ['admin'], args: () => [{ result: null }, { at: 1 }] },
  changePaceAction: { may: ['admin'], args: () => [{ result: null, typed: '' }, { callsPerSecond: 15 }] },
  changeJoinWaveAction: {
    may: ['admin'],
    args: () => [
      { result: null, joins: '', minutes: '' },
      { joins: 10, minutes: 2 },
    ],
  },
  changeHistoryAction: { may: ['admin'], args: () => [{ result: null, typed: '' }, { days: 365 }] },
  // An address that is not the console’s and a webhook that is not there: the walk changes nothing at Daily.
  createWebhookAction: { may: ['admin'], args: () => [{ url: 'https://walk.example' }] },
  reviveWebhookAction: { may: ['admin'], args: () => [{ webhookId: UNKNOWN_ID }] },
  // A code that is taken and a version that is not there: the walk changes no policy that other tests use.
  createPolicyAction: { may: ['admin'], args: () => [POLICY_STATE, { ...WALKED_POLICY, code: 'spam' }] },
  changePolicyAction: {
    may: ['admin'],
    args: () => [POLICY_STATE, { ...WALKED_POLICY, code: 'spam', seen: 9_999 }],
  },
  offerPolicyAction: { may: ['admin'], args: () => [{ code: 'spam', seen: 9_999, offered: false }] },
  createTokenAction: {
    may: ['admin'],
    args: () => [TOKEN_STATE, { name: `walk ${crypto.randomUUID()}`, scopes: ['gate:read'] }],
  },
  revokeTokenAction: { may: ['admin'], args: () => [{ tokenId: UNKNOWN_ID }] },
  writeNoteAction: {
    may: ['admin', 'moderator', 'support', 'elsewhere'],
    args: () => [{ person: { userId: 'walked' }, text: 'walk' }],
  },
  previewErasureAction: { may: ['admin'], args: () => [{ userId: 'walked-away' }] },
  erasePersonAction: {
    may: ['admin'],
    args: () => [{ person: { userId: 'walked-away' }, confirm: 'walked-away' }],
  },
  undoNoteAction: {
    may: ['admin', 'moderator', 'support', 'elsewhere'],
    args: () => [{ noteId: UNKNOWN_ID }],
  },
  fileReportAction: {
    may: ['admin', 'moderator', 'support'],
    args: (room) => [
      {
        room,
        userId: 'walked',
        participantId: null,
        category: 'other',
        text: 'walk',
        intentKey: crypto.randomUUID(),
      },
    ],
  },
  claimReportAction: { may: WORKERS, args: () => [{ reportId: WALK_REPORT(), seen: 1 }] },
  claimNextAction: {
    may: ['admin', 'moderator', 'support', 'elsewhere'],
    args: () => [{ search: 'no report says this' }],
  },
  keepClaimAction: {
    may: ['admin', 'moderator', 'support', 'elsewhere'],
    args: () => [{ reportId: UNKNOWN_ID }],
  },
  releaseReportAction: { may: WORKERS, args: () => [{ reportId: WALK_REPORT(), seen: 1 }] },
  handOverAction: {
    may: WORKERS,
    args: () => [{ reportId: WALK_REPORT(), seen: 1, operatorId: 'nobody' }],
  },
  escalateReportAction: {
    may: WORKERS,
    args: () => [{ reportId: WALK_REPORT(), seen: 1, to: 'admin', reason: 'walk' }],
  },
  noteOnReportAction: { may: WORKERS, args: () => [{ reportId: WALK_REPORT(), text: 'walk' }] },
  resolveReportAction: {
    may: WORKERS,
    args: () => [{ reportId: WALK_REPORT(), seen: 1, resolution: 'dismissed', reason: 'walk' }],
  },
  reopenReportAction: { may: WORKERS, args: () => [{ reportId: WALK_REPORT(), seen: 1, reason: 'walk' }] },
  ejectForReportAction: {
    may: WORKERS,
    args: (room) => [
      {
        room,
        intentKey: crypto.randomUUID(),
        targets: [{ kind: 'user', id: 'nobody-here' }],
        ban: false,
        reportId: WALK_REPORT(),
        seen: 1,
      },
    ],
  },
  addOutgoingAction: { may: ['admin'], args: () => [OUTGOING_STATE, walkedOutgoing()] },
  changeOutgoingAction: {
    may: ['admin'],
    args: () => [OUTGOING_STATE, { ...walkedOutgoing(), webhookId: UNKNOWN_ID }],
  },
  switchOutgoingAction: { may: ['admin'], args: () => [{ webhookId: UNKNOWN_ID, on: false }] },
  renewOutgoingSecretAction: { may: ['admin'], args: () => [{ webhookId: UNKNOWN_ID }] },
  removeOutgoingAction: { may: ['admin'], args: () => [{ webhookId: UNKNOWN_ID }] },
  testOutgoingAction: { may: ['admin'], args: () => [{ webhookId: UNKNOWN_ID }] },
  redeliverAction: { may: ['admin'], args: () => [{ deliveryId: UNKNOWN_ID }] },
  removeWebhookAction: { may: ['admin'], args: () => [{ webhookId: UNKNOWN_ID }] },
}

export type RouteDoor = {
  /** `token` lets in whoever shows an API token; a session counts for nothing there. */
  may: readonly Member[] | 'public' | 'token'
  method: 'GET' | 'POST'
  path: (room: string) => string
  /** What everybody is answered at a public address, unless it is 200. */
  status?: number
  body?: unknown
}

/** Every route handler of the build by its address. */
export const ROUTE_DOORS: Record<string, RouteDoor> = {
  '/api/health/live': { may: 'public', method: 'GET', path: () => '/api/health/live' },
  '/api/health/ready': { may: 'public', method: 'GET', path: () => '/api/health/ready' },
  // Daily signs its calls; only its test call is answered without.
  '/api/webhooks/daily': {
    may: 'public',
    method: 'POST',
    path: () => '/api/webhooks/daily',
    body: { test: 'test' },
  },
  '/api/v1/gate': { may: 'token', method: 'GET', path: (room) => `/api/v1/gate?room=${room}&user_id=u-1` },
  '/api/v1/meeting-tokens': {
    may: 'token',
    method: 'POST',
    path: () => '/api/v1/meeting-tokens',
    body: {},
  },
  '/api/v1/openapi.json': { may: 'public', method: 'GET', path: () => '/api/v1/openapi.json' },
  // What lets a reader in is the token in the link; without one the form says so.
  '/report': { may: 'public', method: 'GET', path: () => '/report', status: 403 },
  '/api/v1/[[...path]]': { may: 'public', method: 'GET', path: () => '/api/v1/nowhere', status: 404 },
  '/api/settings/webhook': { may: ['admin'], method: 'GET', path: () => '/api/settings/webhook' },
  '/api/v1/bans': { may: 'token', method: 'POST', path: () => '/api/v1/bans', body: {} },
  '/api/v1/reports': { may: 'token', method: 'POST', path: () => '/api/v1/reports', body: {} },
  '/api/v1/report-links': { may: 'token', method: 'POST', path: () => '/api/v1/report-links', body: {} },
  '/api/audit/export': {
    may: ['admin', 'moderator', 'elsewhere'],
    method: 'GET',
    path: () => '/api/audit/export?format=jsonl&group=tokens',
  },
  '/api/bans/export': {
    may: ['admin', 'moderator', 'elsewhere'],
    method: 'GET',
    path: () => '/api/bans/export?format=csv',
  },
  '/api/people': { may: EVERYBODY, method: 'GET', path: () => '/api/people?search=walked' },
  '/api/reports': { may: EVERYBODY, method: 'GET', path: () => '/api/reports' },
  '/api/reports/news': { may: EVERYBODY, method: 'GET', path: () => '/api/reports/news' },
  '/api/reports/[reportId]': {
    may: ['admin', 'moderator', 'support', 'viewer'],
    method: 'GET',
    path: () => `/api/reports/${WALK_REPORT()}`,
  },
  '/api/reports/[reportId]/colleagues': {
    may: ['admin', 'moderator', 'support'],
    method: 'GET',
    path: () => `/api/reports/${WALK_REPORT()}/colleagues`,
  },
  '/api/policies': { may: EVERYBODY, method: 'GET', path: () => '/api/policies' },
  '/api/rooms': { may: EVERYBODY, method: 'GET', path: () => '/api/rooms' },
  '/api/rooms/[room]/roster': {
    may: ['admin', 'moderator', 'support', 'viewer'],
    method: 'GET',
    path: (room) => `/api/rooms/${room}/roster`,
  },
  '/api/rooms/[room]/decisions': {
    may: ['admin', 'moderator', 'support', 'viewer'],
    method: 'GET',
    path: (room) => `/api/rooms/${room}/decisions`,
  },
  '/api/rooms/[room]/pre-flight': {
    may: ['admin', 'moderator', 'support'],
    method: 'POST',
    path: (room) => `/api/rooms/${room}/pre-flight`,
    body: { targets: [], ban: false },
  },
  '/api/decisions/[decisionId]': {
    may: ['admin', 'moderator', 'support', 'viewer'],
    method: 'GET',
    path: () => `/api/decisions/${process.env.WALK_DECISION ?? UNKNOWN_ID}`,
  },
}

export type PageDoor = { path: (room: string) => string; isPublic?: true }

/** Every page of the build by its address; each asks for itself whether somebody is signed in. */
export const PAGE_DOORS: Record<string, PageDoor> = {
  '/': { path: () => '/' },
  '/rooms/[room]': { path: (room) => `/rooms/${room}` },
  '/people/[userId]': { path: () => '/people/walked' },
  '/people/session/[participantId]': { path: () => `/people/session/${UNKNOWN_ID}` },
  '/reports': { path: () => '/reports' },
  '/reports/[reportId]': { path: () => `/reports/${WALK_REPORT()}` },
  '/bans': { path: () => '/bans' },
  '/audit': { path: () => '/audit' },
  '/account': { path: () => '/account' },
  '/settings/webhooks/[webhookId]': { path: () => `/settings/webhooks/${UNKNOWN_ID}` },
  '/settings': { path: () => '/settings' },
  '/settings/policies': { path: () => '/settings/policies' },
  '/settings/policies/[code]': { path: () => '/settings/policies/spam' },
  '/policies/[code]/[version]': { path: () => '/policies/spam/1' },
  '/sign-in': { path: () => '/sign-in', isPublic: true },
}

/** Addresses of a build: route handlers and pages, as the framework lists them, without its own two fallback pages. */
export function listAddresses(distDir = '.next'): { routes: string[]; pages: string[] } {
  const manifest: Record<string, string> = JSON.parse(
    readFileSync(`${distDir}/server/app-paths-manifest.json`, 'utf8'),
  )
  const addresses = Object.keys(manifest).map((key) => key.replaceAll(/\/\([^)]+\)/g, ''))
  const ending = (suffix: string) =>
    addresses
      .filter((address) => address.endsWith(suffix))
      .map((address) => address.slice(0, -suffix.length) || '/')
  return { routes: ending('/route'), pages: ending('/page').filter((page) => !page.startsWith('/_')) }
}
