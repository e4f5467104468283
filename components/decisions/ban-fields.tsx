import { Input, Select } from '#components/ui/field'
import { Switch } from '#components/ui/switch'
import { isRoomPattern } from '#lib/permissions/room-pattern'
import { type Ban, type BanScope, NO_BAN } from './confirmation.ts'
import { DURATIONS, useUntil } from './words.tsx'

const FOR_GOOD = 'good'

type FieldsProps = { ban: Ban; mayBan: boolean; mayBanWide: boolean; onBan: (ban: Ban) => void }

export function BanFields({ ban, mayBan, mayBanWide, onBan }: FieldsProps) {
  return (
    <div className="grid gap-1">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 max-desk:min-h-11">
        <span className="flex items-center gap-2">
          <Switch
            id="ban"
            checked={ban.on}
            disabled={!mayBan}
            aria-describedby="ban-hint"
            onChange={({ target }) => onBan({ ...ban, on: target.checked })}
          />
          <label htmlFor="ban">Ban</label>
          <span aria-hidden="true" className="w-6 text-fg-3">
            {ban.on ? 'on' : 'off'}
          </span>
        </span>
        {ban.on && <Extent ban={ban} mayBanWide={mayBanWide} onBan={onBan} />}
      </div>
      {ban.on && ban.scope.kind === 'pattern' && (
        <Input
          aria-label="Room pattern"
          value={ban.scope.pattern}
          placeholder="class-*"
          spellCheck={false}
          aria-invalid={!isRoomPattern(ban.scope.pattern)}
          aria-describedby="ban-hint"
          onChange={({ target }) => onBan({ ...ban, scope: { kind: 'pattern', pattern: target.value } })}
        />
      )}
      <p id="ban-hint" className="min-h-4 text-xs text-fg-3">
        <Hint ban={ban} mayBan={mayBan} />
      </p>
    </div>
  )
}

export function isComplete({ on, scope }: Ban): boolean {
  return !on || scope.kind !== 'pattern' || isRoomPattern(scope.pattern)
}

function Extent({ ban, mayBanWide, onBan }: Omit<FieldsProps, 'mayBan'>) {
  return (
    <span className="grid flex-1 grid-cols-2 gap-2 max-desk:basis-full">
      <Select
        aria-label="Ban scope"
        value={ban.scope.kind}
        onChange={({ target }) => onBan({ ...ban, scope: toScope(target.value) })}
      >
        <option value="room">in this room</option>
        <option value="pattern" disabled={!mayBanWide}>
          {mayBanWide ? 'in rooms like…' : 'in rooms like…: admins only'}
        </option>
        <option value="all" disabled={!mayBanWide}>
          {mayBanWide ? 'in all rooms' : 'in all rooms: admins only'}
        </option>
      </Select>
      <Select
        aria-label="Ban duration"
        value={ban.seconds ?? FOR_GOOD}
        onChange={({ target }) =>
          onBan({
            ...ban,
            seconds: target.value === FOR_GOOD ? null : Number(target.value),
            lengthChosen: true,
          })
        }
      >
        {DURATIONS.map(({ seconds, words }) => (
          <option key={seconds} value={seconds}>
            {words}
          </option>
        ))}
        <option value={FOR_GOOD} disabled={!mayBanWide}>
          {mayBanWide ? 'for good' : 'for good: admins only'}
        </option>
      </Select>
    </span>
  )
}

function toScope(kind: string): BanScope {
  if (kind === 'all') return { kind: 'all' }
  return kind === 'pattern' ? { kind: 'pattern', pattern: '' } : NO_BAN.scope
}

function Hint({ ban, mayBan }: { ban: Ban; mayBan: boolean }) {
  const until = useUntil(ban.seconds)
  if (!mayBan) return 'Bans are for moderators and admins.'
  if (!ban.on) return 'Off: they can come back at once.'
  if (!isComplete(ban)) return 'A pattern has letters, digits, - and _, and * for anything.'
  const holds = 'A ban holds by user ID.'
  return until === '' ? holds : `${until.charAt(0).toUpperCase()}${until.slice(1)}. ${holds}`
}
