import { ShownOnce } from './shown-once.tsx'
import type { NewToken } from './token-state.ts'

export function TokenShown({ name, token }: NewToken) {
  return (
    <ShownOnce
      id="new-token"
      label={`API token ${name}`}
      hint="Keep it now where the backend finds it: it is not shown again."
      secret={token}
    />
  )
}
