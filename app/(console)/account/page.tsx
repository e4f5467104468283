import type { Metadata } from 'next'
import { PageHead } from '#components/ui/page-head'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '#lib/auth/schemas'
import { requireOperator } from '#lib/auth/session'
import type { Operator } from '#lib/permissions/permissions'
import { changePasswordAction } from './actions.ts'
import { PasswordForm } from './password-form.tsx'

export const metadata: Metadata = { title: 'Your account' }

export default async function AccountPage() {
  const operator = await requireOperator()
  return (
    <>
      <PageHead title="Your account" />
      <div className="grid content-start gap-8 px-4 py-6 desk:px-6">
        <dl className="grid max-w-2xl grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
          <dt className="text-fg-3">Name</dt>
          <dd>
            <bdi>{operator.name}</bdi>
          </dd>
          <dt className="text-fg-3">Email</dt>
          <dd>
            <bdi>{operator.email}</bdi>
          </dd>
          <dt className="text-fg-3">Role</dt>
          <dd>{operator.role}</dd>
          <dt className="text-fg-3">Rooms</dt>
          <dd>{roomWords(operator)}</dd>
        </dl>
        <section aria-labelledby="password-title" className="grid gap-4">
          <div className="grid gap-1">
            <h2 id="password-title" className="text-md font-semibold">
              Change your password
            </h2>
            <p className="text-fg-2">Whoever else is signed in with it is signed out.</p>
          </div>
          <PasswordForm
            action={changePasswordAction}
            email={operator.email}
            minLength={MIN_PASSWORD_LENGTH}
            maxLength={MAX_PASSWORD_LENGTH}
          />
        </section>
      </div>
    </>
  )
}

function roomWords({ role, patterns }: Operator) {
  if (role === 'admin' || patterns === null) return 'all rooms'
  if (patterns.length === 0) return 'none yet: an admin decides which'
  return <code className="font-mono text-xs">{patterns.join(', ')}</code>
}
