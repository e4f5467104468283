import { KeyList, Keys } from '#components/ui/kbd'
import { SingleKeysBox } from '#components/ui/single-keys'
import { ZoneNote } from '#components/ui/time'

const KEYS = [
  { keys: ['/'], does: 'search participants' },
  { keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'], does: 'move in the list' },
  { keys: ['Space'], does: 'pick or unpick' },
  { keys: ['Shift', 'Space'], does: 'pick everybody from the last pick to here' },
  { keys: ['Shift', 'click'], does: 'the same with the pointer' },
  { keys: ['A'], does: 'pick all shown; again, unpick them' },
  { keys: ['R'], does: 'pick the newest possible return' },
  { keys: ['B'], does: 'ban on or off' },
  { keys: ['E'], does: 'open the confirmation; Enter confirms, Esc cancels' },
  { keys: ['?'], does: 'these keys' },
]

const LINE = [
  { keys: ['↑', '↓'], does: 'move' },
  { keys: ['Space'], does: 'pick' },
  { keys: ['A'], does: 'pick all shown' },
  { keys: ['E'], does: 'eject' },
  { keys: ['B'], does: 'ban on or off' },
]

/** The line under the list and the list of all keys. `use-room-keys` opens it, by its ID. */
export function KeysHelp() {
  return (
    <>
      <div className="flex h-8 shrink-0 items-center gap-4 border-t border-line-2 bg-surface-2 px-6 text-xs whitespace-nowrap text-fg-2 max-desk:hidden">
        {/* What has no room goes out of sight; the button tells all of it. */}
        <span className="flex h-4.5 min-w-0 flex-wrap gap-x-4 gap-y-2 overflow-hidden">
          {LINE.map(({ keys, does }) => (
            <span key={does} className="flex gap-1">
              <Keys keys={keys} /> {does}
            </span>
          ))}
        </span>
        <button type="button" popoverTarget="all-keys" className="flex gap-1 hover:text-fg">
          <Keys keys={['?']} /> all keys
        </button>
        <span className="ml-auto">
          <ZoneNote />
        </span>
      </div>
      <div
        id="all-keys"
        popover="auto"
        className="m-auto w-full max-w-md rounded-4 border border-line-2 bg-raised p-5 text-fg shadow-3 backdrop:bg-scrim"
      >
        <h2 className="mb-3 text-lg font-semibold">Keys</h2>
        <KeyList lines={KEYS} />
        <div className="mt-4">
          <SingleKeysBox />
        </div>
      </div>
    </>
  )
}
