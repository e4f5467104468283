import { Icon } from './ui/icon.tsx'

export function NotHere() {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 px-6 py-16 text-center">
      <Icon name="search" className="size-6 text-fg-3" />
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="text-fg-2">
        The address may be mistyped or out of date. Room names have only letters, digits, - and _, and letter
        case counts.
      </p>
      <a href="/" className="inline-flex min-h-8 items-center text-accent underline max-desk:min-h-11">
        Go to the rooms
      </a>
    </div>
  )
}
