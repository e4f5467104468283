'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { rosterQuery } from '#components/rooms/query-options'
import { useLive } from '#components/ui/clock'
import { EmptyState } from '#components/ui/empty-state'
import { Kbd } from '#components/ui/kbd'
import { ZoneNote } from '#components/ui/time'
import { parseTargets } from '#lib/decisions/targets'
import type { RoomActions } from './actions-type.ts'
import { isComplete } from './ban-fields.tsx'
import { type Ban, type Confirmation, NO_BAN } from './confirmation.ts'
import { DecisionPanel } from './decision-panel.tsx'
import { DecisionSheet } from './decision-sheet.tsx'
import { useDraft } from './draft-store.ts'
import { toDraftTargets } from './draft-targets.ts'
import { EjectDialog } from './eject-dialog.tsx'
import { KeysHelp } from './keys-help.tsx'
import { ListTools } from './list-tools.tsx'
import { ParticipantList } from './participant-list.tsx'
import { PasteBox } from './paste-box.tsx'
import { RecentDecisions } from './recent-decisions.tsx'
import { ResultRegion } from './result-region.tsx'
import { toRetry } from './retry.ts'
import { RoomBanners } from './room-banners.tsx'
import { RoomHead } from './room-head.tsx'
import { filterRows, toLeft } from './roster-view.ts'
import { useEject } from './use-eject.ts'
import { useHeldRows } from './use-held-rows.ts'
import { useRoomKeys } from './use-room-keys.ts'
import { counted } from './words.tsx'

type ScreenProps = {
  room: string
  operatorId: string
  may: { eject: boolean; ban: boolean; banWide: boolean; seeAudit: boolean }
  actions: RoomActions
}

export function RoomScreen({ room, operatorId, may, actions }: ScreenProps) {
  const isLive = useLive()
  const { data: roster, error, dataUpdatedAt } = useQuery(rosterQuery(room))
  const { draft, change, clear } = useDraft(room, operatorId)
  const [ban, setBan] = useState<Ban>(NO_BAN)
  const [search, setSearch] = useState('')
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const [overlay, setOverlay] = useState<'sheet' | 'keys' | null>(null)
  const [hasKeys, setHasKeys] = useState(true)
  const searchBox = useRef<HTMLInputElement>(null)

  const pasted = useDeferredValue(draft.pasted)
  const parsed = useMemo(() => parseTargets(pasted), [pasted])
  const { rows, heldBack, hold, release } = useHeldRows(roster, draft.picks.size > 0)
  const shown = useMemo(() => filterRows(rows, search), [rows, search])
  const picked = useMemo(() => {
    const byId = new Map(rows.map((row) => [row.participantId, row]))
    return [...draft.picks.values()].map((row) => byId.get(row.participantId) ?? toLeft(row, roster))
  }, [draft.picks, rows, roster])
  const targets = useMemo(
    () => toDraftTargets({ picks: draft.picks, accepted: parsed.accepted, rows: roster?.participants ?? [] }),
    [draft.picks, parsed, roster],
  )

  const eject = useEject({
    room,
    actions,
    draft,
    onKey: (intent) => change({ intent }),
    onStored: (confirmed) => {
      setAsked(null)
      setBan(NO_BAN)
      if (confirmed.retryOf === undefined) clear()
    },
  })
  const isReady = isLive && !eject.isPending
  const canEject = isReady && may.eject && targets.length > 0 && pasted === draft.pasted && isComplete(ban)

  function ask(confirmation: Confirmation) {
    eject.reset()
    setAsked(confirmation)
  }

  function askDraft() {
    if (canEject) ask({ targets, ban, policy: draft.policy, reason: draft.reason, retryOf: null })
  }

  useRoomKeys(
    {
      onSearch: () => searchBox.current?.focus(),
      onEject: askDraft,
      onBan: () => {
        if (isReady && may.eject && may.ban) setBan({ ...ban, on: !ban.on })
      },
      onHelp: () => setOverlay('keys'),
      onList: () => document.querySelector<HTMLElement>('[data-list] [tabindex="0"]')?.focus(),
    },
    hasKeys,
  )

  return (
    <div className="flex h-[calc(100dvh-3rem)] min-h-105 flex-col">
      <RoomHead room={room} roster={roster} />
      <RoomBanners roster={roster} error={error} askedAt={dataUpdatedAt} />
      <div className="relative flex min-h-0 flex-1 flex-col desk:flex-row">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <ListTools
            search={search}
            searchBox={searchBox}
            shown={shown.length}
            left={shown.filter((row) => row.state === 'left').length}
            heldBack={heldBack}
            live={isLive}
            onSearch={setSearch}
            onRelease={release}
          />
          <ParticipantList
            rows={shown}
            picks={draft.picks}
            onPicks={(picks) => isReady && change({ picks })}
            onHold={hold}
          />
          <Nobody room={room} known={roster?.known} people={rows.length} shown={shown.length} error={error} />
          <KeysLine onHelp={() => setOverlay('keys')} />
        </div>
        <DecisionSheet
          people={targets.length === 0 ? 'nobody picked' : counted(targets.length, 'person', 'people')}
          open={overlay === 'sheet'}
          clearable={isReady && (draft.picks.size > 0 || draft.pasted !== '')}
          onOpen={(open) => setOverlay(open ? 'sheet' : null)}
          onClear={() => change({ picks: new Map(), pasted: '', cleared: draft.cleared + 1 })}
        >
          <DecisionPanel
            room={room}
            draft={draft}
            picked={picked}
            targets={targets}
            ban={ban}
            may={may}
            ready={isReady}
            pasteBox={
              <PasteBox
                key={`${isLive} ${draft.cleared}`}
                parsed={parsed}
                initial={draft.pasted}
                rows={roster?.participants ?? []}
                onPasted={(text) => text !== draft.pasted && change({ pasted: text })}
              />
            }
            onBan={setBan}
            onDraft={change}
            onEject={askDraft}
          />
          <div className="min-h-0 flex-1 divide-y divide-line-2 overflow-y-auto bg-surface">
            {eject.stored !== null && (
              <ResultRegion
                key={eject.stored.decisionId}
                decisionId={eject.stored.decisionId}
                actions={actions}
                seeAudit={may.seeAudit}
                onRetry={(decision) => eject.stored && ask(toRetry(decision, eject.stored.confirmed))}
              />
            )}
            <RecentDecisions room={room} except={eject.stored?.decisionId ?? null} actions={actions} />
          </div>
        </DecisionSheet>
      </div>
      {asked !== null && (
        <EjectDialog
          room={room}
          confirmation={asked}
          sending={eject.isPending}
          error={eject.error}
          onCancel={() => setAsked(null)}
          onConfirm={eject.confirm}
        />
      )}
      {overlay === 'keys' && asked === null && (
        <KeysHelp single={hasKeys} onSingle={setHasKeys} onClose={() => setOverlay(null)} />
      )}
    </div>
  )
}

type NobodyProps = {
  room: string
  known: boolean | undefined
  people: number
  shown: number
  error: Error | null
}

function Nobody({ room, known, people, shown, error }: NobodyProps) {
  if (shown > 0) return null
  if (known === undefined)
    return error === null ? (
      <EmptyState icon="spin" title="Loading who is here…" />
    ) : (
      <EmptyState icon="alert" title="Who is here is not known">
        <p>The box still takes IDs. Trying again every few seconds.</p>
      </EmptyState>
    )
  if (people > 0) return <EmptyState icon="search" title="Nobody matches the search" />
  return (
    <EmptyState
      icon="users"
      title={
        <>
          Nobody in <bdi>{room}</bdi>
        </>
      }
    >
      <p>
        {known
          ? 'People show here within 15 s of joining. You can still ban by pasting user IDs.'
          : 'Daily knows no room of this name. Check the address; you can still ban by pasting user IDs.'}
      </p>
    </EmptyState>
  )
}

function KeysLine({ onHelp }: { onHelp: () => void }) {
  return (
    <div className="flex min-h-8 shrink-0 items-center gap-4 border-t border-line-2 bg-surface-2 px-6 text-xs text-fg-2 max-desk:hidden">
      <span>
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> move
      </span>
      <span>
        <Kbd>Space</Kbd> pick
      </span>
      <span>
        <Kbd>E</Kbd> eject
      </span>
      <span>
        <Kbd>B</Kbd> ban on or off
      </span>
      <button type="button" onClick={onHelp} className="hover:text-fg">
        <Kbd>?</Kbd> all keys
      </button>
      <span className="ml-auto">
        <ZoneNote />
      </span>
    </div>
  )
}
