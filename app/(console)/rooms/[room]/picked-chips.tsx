import { PersonName, ShortId, visibleName } from '#components/rooms/person'
import { Icon } from '#components/ui/icon'
import { Note } from '#components/ui/tag'
import type { RosterParticipant } from '#lib/presence/roster'
import { shortId } from './roster-view.ts'

const MAX_CHIPS = 40

type ChipsProps = {
  picked: readonly RosterParticipant[]
  ban: boolean
  onRemove: (participantId: string) => void
}

export function PickedChips({ picked, ban, onRemove }: ChipsProps) {
  if (picked.length === 0) return null
  return (
    <ul
      aria-label="Picked people"
      className="flex max-h-27 flex-wrap gap-1.5 overflow-y-auto max-desk:max-h-40"
    >
      {picked.slice(0, MAX_CHIPS).map((row) => (
        <li
          key={row.participantId}
          className="flex max-w-full items-center gap-2 rounded-2 border border-line-2 bg-surface pl-2"
        >
          <PersonName name={row.name} className="max-w-36 truncate" />
          <ShortId id={row.participantId} />
          {row.state === 'left' && <Note icon="out">left</Note>}
          {ban && row.userId === null && <Note icon="ban">no ban</Note>}
          <button
            type="button"
            aria-label={`Remove ${visibleName(row.name) ?? '(no name)'} ${shortId(row.participantId)}`}
            className="grid size-6.5 place-items-center rounded-2 hover:bg-surface-3 max-desk:size-11"
            onClick={() => onRemove(row.participantId)}
          >
            <Icon name="x" className="size-3.5" />
          </button>
        </li>
      ))}
      {picked.length > MAX_CHIPS && (
        <li className="self-center text-fg-2">
          and {(picked.length - MAX_CHIPS).toLocaleString('en')} more, all named before you confirm
        </li>
      )}
    </ul>
  )
}
