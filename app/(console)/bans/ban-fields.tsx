'use client'

import { PolicySelect } from '#components/policies/policy-select'
import { describedBy, Field, Input, Select, TextareaField } from '#components/ui/field'
import { useReaderZone } from '#components/ui/time'
import { type Draft, toLocal, type Until } from './draft.ts'

const HOUR = 3_600
const DURATIONS = [
  [HOUR, 'for 1 hour'],
  [24 * HOUR, 'for 1 day'],
  [7 * 24 * HOUR, 'for 7 days'],
  [30 * 24 * HOUR, 'for 30 days'],
] as const

type FieldsProps = { draft: Draft; onDraft: (draft: Draft) => void; mayBanWide: boolean }

/** Where, when and why. */
export function BanFields(props: FieldsProps) {
  return (
    <fieldset className="grid gap-3 desk:grid-cols-2 desk:items-start">
      <legend className="mb-2 font-semibold">Where, when and why</legend>
      <ScopeFields {...props} />
      <StartField {...props} />
      <UntilField {...props} />
      <PolicyField {...props} />
      <WhyFields {...props} />
    </fieldset>
  )
}

const WHERE_HINTS = {
  room: 'Its name as Daily knows it.',
  pattern: '* stands for anything.',
  all: 'Every room, also those to come.',
} as const
const PLACEHOLDERS = { room: 'class-7b', pattern: 'class-*', all: '' } as const

function ScopeFields({ draft, onDraft, mayBanWide }: FieldsProps) {
  const { scopeKind, scopeValue } = draft
  return (
    <>
      <Field id="ban-scope" label="From">
        <Select
          id="ban-scope"
          value={scopeKind}
          onChange={({ target }) => onDraft({ ...draft, scopeKind: toKind(target.value) })}
        >
          <option value="room">one room</option>
          <option value="pattern" disabled={!mayBanWide}>
            {mayBanWide ? 'rooms like…' : 'rooms like…: admins only'}
          </option>
          <option value="all" disabled={!mayBanWide}>
            {mayBanWide ? 'all rooms' : 'all rooms: admins only'}
          </option>
        </Select>
      </Field>
      <Field
        id="ban-where"
        label={scopeKind === 'pattern' ? 'Room pattern' : 'Room'}
        hint={WHERE_HINTS[scopeKind]}
      >
        <Input
          id="ban-where"
          spellCheck={false}
          autoCapitalize="off"
          disabled={scopeKind === 'all'}
          required={scopeKind !== 'all'}
          pattern={scopeKind === 'pattern' ? '[A-Za-z0-9_*\\-]{1,128}' : '[A-Za-z0-9_\\-]{1,128}'}
          title="Letters, digits, - and _; in a pattern also *"
          placeholder={PLACEHOLDERS[scopeKind]}
          value={scopeKind === 'all' ? '' : scopeValue}
          aria-describedby={describedBy('ban-where')}
          onChange={({ target }) => onDraft({ ...draft, scopeValue: target.value })}
        />
      </Field>
    </>
  )
}

function toKind(value: string): Draft['scopeKind'] {
  if (value === 'all') return 'all'
  return value === 'pattern' ? 'pattern' : 'room'
}

function StartField({ draft, onDraft }: FieldsProps) {
  const zone = useReaderZone()
  const later = draft.starts === 'date'
  return (
    <Field id="ban-starts" label="Begins">
      <Select
        id="ban-starts"
        value={draft.starts}
        onChange={({ target }) =>
          onDraft({
            ...draft,
            starts: target.value === 'date' ? 'date' : 'now',
            startsAt: draft.startsAt || toLocal(Date.now() + HOUR * 1_000),
          })
        }
      >
        <option value="now">now</option>
        <option value="date">later…</option>
      </Select>
      {later && (
        <Input
          type="datetime-local"
          aria-label={`Start, in ${zone}`}
          required
          value={draft.startsAt}
          onChange={({ target }) => onDraft({ ...draft, startsAt: target.value })}
        />
      )}
    </Field>
  )
}

function UntilField({ draft, onDraft, mayBanWide }: FieldsProps) {
  const zone = useReaderZone()
  return (
    <Field
      id="ban-until"
      label="Holds"
      hint={mayBanWide ? `Times in ${zone}.` : `Times in ${zone}. At most 30 days.`}
    >
      <Select
        id="ban-until"
        value={String(draft.until)}
        aria-describedby={describedBy('ban-until')}
        onChange={({ target }) =>
          onDraft({
            ...draft,
            until: toUntil(target.value),
            untilChosen: true,
            endsAt: draft.endsAt || toLocal(Date.now() + 24 * HOUR * 1_000),
          })
        }
      >
        {DURATIONS.map(([seconds, words]) => (
          <option key={seconds} value={seconds}>
            {words}
          </option>
        ))}
        <option value="date">until…</option>
        <option value="good" disabled={!mayBanWide}>
          {mayBanWide ? 'for good' : 'for good: admins only'}
        </option>
      </Select>
      {draft.until === 'date' && (
        <Input
          type="datetime-local"
          aria-label={`End, in ${zone}`}
          required
          value={draft.endsAt}
          onChange={({ target }) => onDraft({ ...draft, endsAt: target.value })}
        />
      )}
    </Field>
  )
}

function toUntil(value: string): Until {
  if (value === 'good' || value === 'date') return value
  return Number(value)
}

function PolicyField({ draft, onDraft }: FieldsProps) {
  return (
    <Field id="ban-policy" label="Policy">
      <PolicySelect
        id="ban-policy"
        chosen={draft.policy}
        onPolicy={(policy) => onDraft({ ...draft, policy })}
      />
    </Field>
  )
}

function WhyFields({ draft, onDraft }: FieldsProps) {
  return (
    <>
      <Field id="ban-evidence" label="Evidence" hint="A link that begins with https://, or nothing.">
        <Input
          id="ban-evidence"
          type="url"
          pattern="https://.+"
          title="A link that begins with https://"
          maxLength={2_000}
          placeholder="https://"
          value={draft.evidence}
          aria-describedby={describedBy('ban-evidence')}
          onChange={({ target }) => onDraft({ ...draft, evidence: target.value })}
        />
      </Field>
      <div className="desk:col-span-2">
        <TextareaField
          id="ban-reason"
          label="Reason"
          dir="auto"
          rows={2}
          maxLength={1_000}
          value={draft.reason}
          onChange={({ target }) => onDraft({ ...draft, reason: target.value })}
        />
      </div>
    </>
  )
}
