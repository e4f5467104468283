import type { ReactNode } from 'react'
import { PoliciesProvider } from '#components/policies/policies'
import { QueryProvider } from '#components/query-provider'
import { MainNav, type PageAddress } from '#components/shell/main-nav'
import { OperatorMenu } from '#components/shell/operator-menu'
import { PaletteButton } from '#components/shell/palette-button'
import { Icon } from '#components/ui/icon'
import { requireOperator } from '#lib/auth/session'
import { can, type Operator } from '#lib/permissions/permissions'
import { listPolicyChoices } from '#lib/policies/queries'
import { signOutAction } from '../(public)/sign-in/actions.ts'
import { EnforcementAlarm } from './enforcement-alarm.tsx'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const operator = await requireOperator()
  const pages = pagesOf(operator)
  return (
    <QueryProvider>
      <PoliciesProvider initial={await listPolicyChoices(operator)}>
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:rounded-2 focus:bg-raised focus:p-2"
        >
          Skip to the page
        </a>
        <div className="flex min-h-dvh flex-col">
          <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line-2 px-3 desk:gap-6 desk:px-6">
            <a
              href="/"
              className="flex shrink-0 items-center gap-2 text-md font-semibold whitespace-nowrap max-desk:min-h-11"
            >
              <Icon name="brand" className="size-5 text-accent" />
              <span className="max-desk:sr-only">Roomwarden</span>
            </a>
            <MainNav pages={pages} />
            <PaletteButton pages={pages} signOut={signOutAction} />
            <OperatorMenu name={operator.name} role={operator.role} signOut={signOutAction} />
          </header>
          <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
            <EnforcementAlarm operator={operator} />
            {children}
          </main>
        </div>
      </PoliciesProvider>
    </QueryProvider>
  )
}

function pagesOf(operator: Operator): PageAddress[] {
  return [
    '/',
    '/reports',
    '/bans',
    ...(can(operator, 'audit.see') ? (['/audit'] as const) : []),
    ...(can(operator, 'settings.manage') ? (['/settings'] as const) : []),
  ]
}
