import { Checkbox } from '#components/ui/checkbox'
import { SCOPE_WORDS } from '#lib/auth/token-view'
import { SCOPES } from '#lib/permissions/api-caller'

type ScopesProps = { chosen: readonly string[]; error: string | undefined }

export function TokenScopes({ chosen, error }: ScopesProps) {
  return (
    <fieldset
      aria-describedby={error === undefined ? undefined : 'token-scopes-error'}
      className="grid gap-1"
    >
      <legend className="mb-1">May</legend>
      {SCOPES.map((scope) => (
        <div key={scope} className="flex w-fit items-center gap-2 max-desk:min-h-11">
          <Checkbox id={idOf(scope)} name="scopes" value={scope} defaultChecked={chosen.includes(scope)} />
          <label htmlFor={idOf(scope)}>
            {SCOPE_WORDS[scope]} <code className="font-mono text-xs text-fg-2">{scope}</code>
          </label>
        </div>
      ))}
      {error !== undefined && (
        <p id="token-scopes-error" className="text-xs font-semibold text-fg">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function idOf(scope: string): string {
  return `token-scope-${scope.replace(':', '-')}`
}
