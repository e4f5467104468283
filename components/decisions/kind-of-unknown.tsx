import { counted } from '#components/counted'

export type IdKind = 'participant' | 'user'

export type KindChoice = {
  unknown: ReadonlySet<string>
  kinds: ReadonlyMap<string, IdKind>
  disabled: boolean
  onKinds: (kinds: ReadonlyMap<string, IdKind>) => void
}

const KINDS = [
  { kind: 'participant', words: 'participant IDs' },
  { kind: 'user', words: 'user IDs' },
] as const

/** One answer for all; each can still be changed in its row. */
export function KindOfUnknown({ unknown, kinds, disabled, onKinds }: KindChoice) {
  const ids = [...unknown]
  return (
    <fieldset
      disabled={disabled}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line-2 bg-surface-3 px-4 py-3 desk:px-6"
    >
      <legend className="float-left basis-full">
        {counted(unknown.size, 'ID looks like a participant ID', 'IDs look like participant IDs')}, but nobody
        is known by {unknown.size === 1 ? 'it' : 'them'}. Treat {unknown.size === 1 ? 'it' : 'them'} as:
      </legend>
      {KINDS.map(({ kind, words }) => (
        <label key={kind} className="flex min-h-8 items-center gap-2 font-semibold max-desk:min-h-11">
          <input
            type="radio"
            name="kind-of-unknown"
            className="size-4 accent-accent-fill"
            checked={ids.every((id) => (kinds.get(id) ?? 'participant') === kind)}
            onChange={() => onKinds(new Map(ids.map((id) => [id, kind])))}
          />
          {words}
        </label>
      ))}
    </fieldset>
  )
}

export function KindOfOne({ id, kinds, disabled, onKinds }: KindChoice & { id: string }) {
  return (
    <select
      aria-label={`${id} is a`}
      disabled={disabled}
      value={kinds.get(id) ?? 'participant'}
      onChange={({ target }) =>
        onKinds(new Map([...kinds, [id, target.value === 'user' ? 'user' : 'participant']]))
      }
      className="min-h-6.5 rounded-1 border border-line-control bg-surface px-1 max-desk:min-h-11"
    >
      <option value="participant">participant ID</option>
      <option value="user">user ID</option>
    </select>
  )
}
