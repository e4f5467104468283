import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-1 border border-line-2 bg-surface px-1 font-sans text-xs text-fg-2">
      {children}
    </kbd>
  )
}

/** Beside what a button does; small screens have no keys to press. */
export function KeyHint({ children }: { children: ReactNode }) {
  return (
    <span className="max-desk:hidden">
      <Kbd>{children}</Kbd>
    </span>
  )
}

export function Keys({ keys }: { keys: readonly string[] }) {
  return keys.map((key) => <Kbd key={key}>{key}</Kbd>)
}

/** What each key does, line by line. */
export function KeyList({ lines }: { lines: readonly { keys: readonly string[]; does: string }[] }) {
  return (
    <ul className="grid gap-2">
      {lines.map(({ keys, does }) => (
        <li key={does} className="flex gap-4">
          <span className="flex w-36 shrink-0 flex-wrap gap-1">
            <Keys keys={keys} />
          </span>
          {does}
        </li>
      ))}
    </ul>
  )
}
