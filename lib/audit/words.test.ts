import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditWords } from './words.ts'

type Event = Parameters<typeof auditWords>[0]

const event = (chosen: Partial<Event>): Event => ({
  actorKind: 'operator',
  verb: 'participant.eject',
  result: 'done',
  details: {},
  subjectCount: 0,
  ...chosen,
})

const SENTENCES: [Partial<Event>, string][] = [
  [{ result: 'asked', details: { ban: true, targets: 3 } }, 'asked to eject and ban 3'],
  [{ result: 'asked', details: { ban: false, targets: 1_200 } }, 'asked to eject 1,200'],
  [{ result: 'asked', details: { ban: false, targets: 2, retryOf: 'x' } }, 'asked again to eject 2'],
  [
    { result: 'asked', actorKind: 'system', details: { ban: true, targets: 2 } },
    'puts bans into effect: ejects 2',
  ],
  [{ details: { call: 1, ejected: 2, not_in_room: 1 } }, 'Daily: 2 ejected, 1 not in the room'],
  [{ result: 'failed', details: { failed: 3, status: 403 } }, 'Daily: 3 failed (403)'],
  [{ result: 'failed', details: { interrupted: true, unconfirmed: 2 } }, 'interrupted: 2 unconfirmed'],
  [{ details: { again: true, ejected: 1 } }, 'sent again: 1 ejected'],
  [{ details: { stopped: true } }, 'stopped the decision: nothing more is sent'],
  [{ result: 'found', details: { gone: 2, came_back: 1 } }, 'presence: 2 gone, 1 came back'],
  [{ result: 'found', details: { attributed: 1, open: 0 } }, 'presence: 1 session matched to user IDs'],
  [
    { verb: 'ban.create', details: { bans: 2, kept: 1, endsAt: '2026-12-01T10:30:00.000Z' } },
    'banned 2, until 2026-12-01 10:30 UTC, 1 banned as long already',
  ],
  [{ verb: 'ban.create', details: { bans: 1_000, kept: 0, endsAt: null } }, 'banned 1,000, for good'],
  [{ verb: 'ban.change', details: { endsAt: null } }, 'changed the end of a ban: for good'],
  [{ verb: 'ban.propose', result: 'asked', details: { bans: 60 } }, 'asked a second admin for 60 bans'],
  [{ verb: 'ban.approve', details: { bans: 60 } }, 'approved 60 bans a colleague asked for'],
  [{ verb: 'ban.decline', details: { bans: 1 } }, 'declined 1 ban a colleague asked for'],
  [{ verb: 'ban.withdraw', details: { bans: 60 } }, 'withdrew 60 bans asked for'],
  [
    { verb: 'settings.manage', details: { banApproval: true, before: false } },
    'made large bans wait for a second admin',
  ],
  [{ verb: 'ban.lift', details: { bans: 2 } }, 'lifted 2 bans'],
  [{ verb: 'ban.lift', details: { bans: 1 } }, 'lifted 1 ban'],
  [{ verb: 'session.start' }, 'signed in'],
  [{ verb: 'session.start', result: 'failed' }, 'failed to sign in'],
  [{ verb: 'ban.room', result: 'refused' }, 'refused: ban.room'],
  [{ verb: 'token.create' }, 'created an API token'],
  [{ verb: 'token.revoke' }, 'revoked an API token'],
  [
    { verb: 'meeting_token.mint', result: 'asked', details: { owner: true } },
    'asked Daily for a meeting token with owner powers',
  ],
  [{ verb: 'meeting_token.mint', details: { owner: false } }, 'gave out a meeting token'],
  [
    { verb: 'meeting_token.mint', result: 'failed', details: { code: 'unreachable' } },
    'gave out no meeting token: Daily did not make one',
  ],
  [{ verb: 'operator.role', details: { role: 'admin' } }, 'made an operator admin'],
  [{ verb: 'protection.add', details: { added: 2 } }, 'protected 2 user IDs'],
  [
    { verb: 'settings.manage', details: { callsPerSecond: 20, before: 15 } },
    'set the pace to 20 calls a second',
  ],
  [{ verb: 'settings.manage', details: { joinWave: { joins: 5 } } }, 'changed what counts as a join wave'],
  [{ verb: 'settings.manage', details: { historyDays: 30, before: 365 } }, 'set history to 30 days'],
  [{ verb: 'settings.manage' }, 'settings.manage: done'],
  [{ verb: 'audit.export', details: { format: 'csv' } }, 'exported the record as CSV'],
  [
    { verb: 'audit.export', details: { format: 'jsonl', group: 'bans' } },
    'exported the record as JSON Lines, narrowed down',
  ],
  [{ verb: 'policy.create', details: { code: 'doxxing', version: 1 } }, 'created the policy doxxing'],
  [
    { verb: 'policy.change', details: { code: 'spam', version: 2, changed: ['title'], offered: true } },
    'changed the policy spam: version 2',
  ],
  [
    { verb: 'policy.change', details: { code: 'spam', version: 3, changed: ['offered'], offered: false } },
    'stopped offering the policy spam: version 3',
  ],
  [
    { verb: 'policy.change', details: { code: 'spam', version: 4, changed: ['offered'], offered: true } },
    'offered the policy spam again: version 4',
  ],
  [
    { verb: 'history.purge', actorKind: 'system', details: { participants: 1, webhookEvents: 1_200 } },
    'deleted old history: 1 participant, 1,200 webhook events',
  ],
  [{ verb: 'webhook.create', result: 'asked' }, 'asked Daily to create its webhook'],
  [{ verb: 'webhook.revive' }, 'Daily revived its webhook'],
  [{ verb: 'webhook.remove', result: 'failed' }, 'Daily did not remove its webhook'],
  [
    { verb: 'webhook.remove', result: 'failed', details: { code: 'unclear' } },
    'not known whether Daily removed its webhook',
  ],
  [{ verb: 'something.new' }, 'something.new: done'],
]

for (const [chosen, sentence] of SENTENCES) {
  test(`the record says “${sentence}”`, () => {
    assert.equal(auditWords(event(chosen)), sentence)
  })
}
