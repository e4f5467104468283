import { useRef } from 'react'
import { counted } from '#components/counted'
import { Textarea } from '#components/ui/field'
import { useMore } from '#components/ui/more'
import { type ParsedTargets, REJECT_REASONS } from '#lib/decisions/targets'
import type { RosterParticipant } from '#lib/presence/roster'
import { isPresent } from '#lib/presence/roster-list'

const SMALL_UNITS = 20_000
const LARGE_DELAY_MS = 300
const FIRST_REJECTED = 50

type BoxProps = {
  parsed: ParsedTargets
  initial: string
  rows: readonly RosterParticipant[]
  onPasted: (text: string) => void
}

/** The browser keeps the text: megabytes of it would make every keystroke slow if React did. */
export function PasteBox({ parsed, initial, rows, onPasted }: BoxProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  function later(text: string) {
    clearTimeout(timer.current)
    if (text.length <= SMALL_UNITS) onPasted(text)
    else timer.current = setTimeout(onPasted, LARGE_DELAY_MS, text)
  }

  return (
    <div className="grid gap-1">
      <label htmlFor="pasted">Participant or user IDs</label>
      <Textarea
        id="pasted"
        rows={2}
        defaultValue={initial}
        placeholder="Paste any list: lines, commas, JSON"
        spellCheck={false}
        autoCapitalize="off"
        aria-describedby="pasted-report"
        className="max-h-48 min-h-14 resize-y font-mono placeholder:font-sans placeholder:text-sm desk:text-xs"
        onChange={(event) => later(event.target.value)}
        onBlur={(event) => {
          clearTimeout(timer.current)
          onPasted(event.target.value)
        }}
      />
      <div id="pasted-report">{parsed.total > 0 && <Report parsed={parsed} rows={rows} />}</div>
    </div>
  )
}

function Report({ parsed, rows }: { parsed: ParsedTargets; rows: readonly RosterParticipant[] }) {
  const { accepted, duplicates, rejected, splitLines, total } = parsed
  const present = new Set(rows.filter(isPresent).flatMap((row) => [row.participantId, row.userId]))
  const here = accepted.filter(({ id }) => present.has(id)).length
  return (
    <div className="grid gap-0.5 text-xs text-fg-2">
      <p>
        <b className="text-fg">{counted(accepted.length, 'ID', 'IDs')} taken</b>: {here.toLocaleString('en')}{' '}
        here now.
        {duplicates.length > 0 && ` ${counted(duplicates.length, 'duplicate', 'duplicates')}, counted once.`}
        {splitLines.length > 0 &&
          ` Spaces split ${counted(splitLines.length, 'line', 'lines')}, first line ${splitLines[0]?.line}.`}
      </p>
      {rejected.length > 0 && <Rejected rejected={rejected} />}
      <p>
        {total.toLocaleString('en')} pasted = {accepted.length.toLocaleString('en')} taken +{' '}
        {rejected.length.toLocaleString('en')} left out +{' '}
        {counted(duplicates.length, 'duplicate', 'duplicates')}. Names are never matched.
      </p>
    </div>
  )
}

function Rejected({ rejected }: Pick<ParsedTargets, 'rejected'>) {
  const [shown, more] = useMore(rejected, FIRST_REJECTED)
  return (
    <details>
      <summary className="font-semibold text-fg">
        {counted(rejected.length, 'entry', 'entries')} left out
      </summary>
      <ul className="my-1 grid max-h-40 gap-1 overflow-y-auto border-l-2 border-line-2 pl-2">
        {shown.map(({ line, text, reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand twice in one line.
          <li key={index}>
            Line {line}: <bdi className="font-mono text-fg">{text.slice(0, 60)}</bdi> {REJECT_REASONS[reason]}
          </li>
        ))}
        {more !== null && <li>{more}</li>}
      </ul>
    </details>
  )
}
