import { Icon } from './ui/icon.tsx'

/** Whatever was thrown, in words: no message and no stack of it reaches the page, only the number the log has. */
export function WentWrong({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = referenceOf(error)
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 px-6 py-16 text-center">
      <Icon name="alert" className="size-6 text-fg-3" />
      <h1 className="text-xl font-semibold">This page could not be shown</h1>
      <p className="text-fg-2">
        Something went wrong on the server or on the way. Try again; if it stays so, tell whoever runs this
        console
        {reference === null ? '.' : ' the reference number.'}
      </p>
      {reference !== null && (
        <p>
          Reference <code className="font-mono">{reference}</code>
        </p>
      )}
      <div className="flex flex-wrap justify-center gap-3">
        <button
          type="button"
          className="min-h-8 rounded-2 bg-accent-fill px-3 font-semibold text-on-accent hover:bg-accent-fill-hover max-desk:min-h-11"
          onClick={retry}
        >
          Try again
        </button>
        <a href="/" className="inline-flex min-h-8 items-center px-3 text-accent underline max-desk:min-h-11">
          Go to the rooms
        </a>
      </div>
    </div>
  )
}

function referenceOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}
