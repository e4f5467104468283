'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, use, useState } from 'react'
import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import type { LiftBanInput } from '#lib/bans/schemas'
import type { BanView } from '#lib/bans/view'
import type { ActionResult } from '#lib/errors'
import { LiftDialog } from './lift-dialog.tsx'

export type LiftableBan = Pick<
  BanView,
  'banId' | 'userId' | 'name' | 'scopeKind' | 'scopeValue' | 'toldDaily'
>
export type LiftAction = (input: LiftBanInput) => Promise<ActionResult<{ banId: string }>>

const AskToLift = createContext<(ban: LiftableBan) => void>(() => {})

type DeskProps = { lift: LiftAction; tools: ReactNode; hint: string; children: ReactNode }

/** Holds the one dialog and what came of it, above the rows, which go when their ban does. */
export function LiftDesk({ lift, tools, hint, children }: DeskProps) {
  const router = useRouter()
  const [asked, setAsked] = useState<LiftableBan | null>(null)
  const [news, setNews] = useState<ReactNode>(null)

  function conclude(told: ReactNode) {
    setAsked(null)
    setNews(told)
    router.refresh()
  }

  return (
    <AskToLift value={setAsked}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line-2 px-4 py-2 desk:px-6">
        {tools}
        <div role="status" className="ml-auto min-h-5 text-right">
          {news === null ? <span className="text-xs text-fg-3">{hint}</span> : news}
        </div>
      </div>
      {children}
      {asked !== null && (
        <LiftDialog ban={asked} lift={lift} onCancel={() => setAsked(null)} onDone={conclude} />
      )}
    </AskToLift>
  )
}

export function LiftButton({ ban }: { ban: LiftableBan }) {
  const ask = use(AskToLift)
  return (
    <Button size="sm" aria-label={`Lift the ban on ${ban.userId}`} onClick={() => ask(ban)}>
      <Icon name="undo" className="size-3.5" />
      Lift…
    </Button>
  )
}
