'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, use, useState } from 'react'
import type { ProposalView } from '#lib/bans/proposals'
import type { BanView } from '#lib/bans/view'
import { toTargetText } from '#lib/decisions/targets'
import { BanDialog } from './ban-dialog.tsx'
import { type Draft, EMPTY_DRAFT } from './draft.ts'
import { EndDialog } from './end-dialog.tsx'
import { LiftDialog } from './lift-dialog.tsx'
import { type Deed, ProposalDialog } from './proposal-dialog.tsx'

export type ChosenBan = Pick<
  BanView,
  'banId' | 'userId' | 'name' | 'scopeKind' | 'scopeValue' | 'startsAt' | 'endsAt' | 'toldDaily'
>

type Asked =
  | { kind: 'ban' }
  | { kind: 'lift'; bans: readonly ChosenBan[] }
  | { kind: 'end'; ban: ChosenBan }
  | { kind: 'proposal'; deed: Deed; proposal: ProposalView }

type Desk = {
  ask: (asked: Asked) => void
  picked: ReadonlyMap<string, ChosenBan>
  pick: (bans: readonly ChosenBan[], on: boolean) => void
  news: ReactNode
}

const DeskContext = createContext<Desk>({ ask: () => {}, picked: new Map(), pick: () => {}, news: null })

export function useDesk(): Desk {
  return use(DeskContext)
}

type DeskProps = {
  mayBanWide: boolean
  /** Whom a link from elsewhere asks to ban. */
  banFirst: string | null
  children: ReactNode
}

/** Holds the one dialog, who is picked, and what came of it, above the rows, which go when their ban does. */
export function BansDesk({ mayBanWide, banFirst, children }: DeskProps) {
  const router = useRouter()
  const [asked, ask] = useState<Asked | null>(banFirst === null ? null : { kind: 'ban' })
  const [picked, setPicked] = useState<ReadonlyMap<string, ChosenBan>>(new Map())
  const [draft, setDraft] = useState<Draft>(
    banFirst === null ? EMPTY_DRAFT : { ...EMPTY_DRAFT, pasted: toTargetText([banFirst]) },
  )
  const [news, setNews] = useState<ReactNode>(null)

  function pick(bans: readonly ChosenBan[], on: boolean) {
    const next = new Map(picked)
    for (const ban of bans) {
      if (on) next.set(ban.banId, ban)
      else next.delete(ban.banId)
    }
    setPicked(next)
  }

  function conclude(told: ReactNode) {
    if (asked?.kind === 'lift') setPicked(new Map())
    if (asked?.kind === 'ban') setDraft(EMPTY_DRAFT)
    ask(null)
    setNews(told)
    router.refresh()
  }

  const dialog = { onCancel: () => ask(null), onDone: conclude }
  return (
    <DeskContext value={{ ask, picked, pick, news }}>
      {children}
      {asked?.kind === 'ban' && (
        <BanDialog draft={draft} onDraft={setDraft} mayBanWide={mayBanWide} {...dialog} />
      )}
      {asked?.kind === 'lift' && <LiftDialog bans={asked.bans} {...dialog} />}
      {asked?.kind === 'end' && <EndDialog ban={asked.ban} mayBanWide={mayBanWide} {...dialog} />}
      {asked?.kind === 'proposal' && (
        <ProposalDialog deed={asked.deed} proposal={asked.proposal} {...dialog} />
      )}
    </DeskContext>
  )
}

export type DialogProps = { onCancel: () => void; onDone: (told: ReactNode) => void }
