import { listTokens } from '#lib/auth/token-commands'
import type { Operator } from '#lib/permissions/permissions'
import { Section } from './section.tsx'
import { createTokenAction, revokeTokenAction } from './token-actions.ts'
import { TokenForm } from './token-form.tsx'
import { RevokeDesk } from './token-revoke-desk.tsx'
import { TokenTable } from './token-table.tsx'

export async function TokenSection({ operator }: { operator: Operator }) {
  const tokens = await listTokens(operator)
  return (
    <Section
      id="tokens"
      title="API tokens"
      about="A backend of yours shows one to ask who may enter, to ban, or to get meeting tokens made. Give each backend its own, and only what it needs."
    >
      <TokenForm action={createTokenAction} />
      <div className="-mx-4 desk:-mx-6">
        <RevokeDesk revoke={revokeTokenAction}>
          {tokens.length === 0 ? (
            <p className="px-4 text-fg-2 desk:px-6">There is no API token yet.</p>
          ) : (
            <TokenTable tokens={tokens} />
          )}
        </RevokeDesk>
      </div>
    </Section>
  )
}
