import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Icon } from '#components/ui/icon'
import { findOperator } from '#lib/auth/session'
import { env } from '#lib/env'
import { signInAction } from './actions.ts'
import { toOwnRoute } from './own-route.ts'
import { SignInForm } from './sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { return: given } = await searchParams
  const returnTo = toOwnRoute(typeof given === 'string' ? given : null)
  if ((await findOperator()) !== null) redirect(returnTo)
  return (
    <div className="flex min-h-dvh flex-col items-center gap-5 bg-bg px-4 pt-[min(16dvh,9rem)] pb-6">
      <main className="grid w-full max-w-90 gap-5">
        <p className="flex items-center justify-center gap-2 text-xl font-semibold">
          <Icon name="brand" className="size-7 text-accent" />
          Roomwarden
        </p>
        <div className="grid gap-5 rounded-4 border border-line-2 bg-surface p-6 shadow-1">
          <div className="grid gap-2">
            <h1 className="text-xl font-semibold">Sign in</h1>
            <p className="text-fg-2">
              to <strong className="font-semibold text-fg">{new URL(env().APP_URL).host}</strong>
            </p>
          </div>
          <SignInForm action={signInAction} returnTo={returnTo} />
        </div>
        <p className="text-center text-xs text-balance text-fg-3">
          No account? An admin of this console makes them. Forgotten the password? An admin can reset it.
        </p>
      </main>
      <footer className="mt-auto text-xs text-fg-3">Everything done here is on record.</footer>
    </div>
  )
}
