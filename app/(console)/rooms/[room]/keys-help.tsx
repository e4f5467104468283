import { Button } from '#components/ui/button'
import { Dialog, DialogBody, DialogFoot } from '#components/ui/dialog'
import { Kbd } from '#components/ui/kbd'

const KEYS = [
  { keys: ['/'], does: 'search participants' },
  { keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'], does: 'move in the list' },
  { keys: ['Space'], does: 'pick or unpick' },
  { keys: ['Shift', 'Space'], does: 'pick everybody from the last pick to here' },
  { keys: ['B'], does: 'ban on or off' },
  { keys: ['E'], does: 'open the confirmation; Enter confirms, Esc cancels' },
  { keys: ['?'], does: 'these keys' },
]

type HelpProps = { single: boolean; onSingle: (single: boolean) => void; onClose: () => void }

export function KeysHelp({ single, onSingle, onClose }: HelpProps) {
  return (
    <Dialog title="Keys" onCancel={onClose} className="max-w-md">
      <DialogBody>
        <ul className="grid gap-2 px-4 py-3 desk:px-6">
          {KEYS.map(({ keys, does }) => (
            <li key={does} className="flex gap-4">
              <span className="flex w-36 shrink-0 flex-wrap gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </span>
              {does}
            </li>
          ))}
        </ul>
      </DialogBody>
      <DialogFoot>
        <label className="mr-auto flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent-fill"
            checked={single}
            onChange={({ target }) => onSingle(target.checked)}
          />
          Single keys on
        </label>
        <Button data-autofocus="" onClick={onClose}>
          Close
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
