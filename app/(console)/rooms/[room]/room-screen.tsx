'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import { rosterQuery } from '#components/rooms/query-options'
import { useLive } from '#components/ui/clock'
import { EmptyState } from '#components/ui/empty-state'
import { MAX_TARGETS, parseTargets } from '#lib/decisions/targets'
import type { Roster } from '#lib/presence/roster'
import type { RoomActions } from './actions-type.ts'
import { isComplete } from './ban-fields.tsx'
import { type Ban, type Confirmation, NO_BAN } from './confirmation.ts'
import { DecisionPanel } from './decision-panel.tsx'
import { DecisionSheet } from './decision-sheet.tsx'
import { useDraft } from './draft-store.ts'
import { toDraftTargets } from './draft-targets.ts'
import { EjectDialog } from './eject-dialog.tsx'
import { ListTools } from './list-tools.tsx'
import { ParticipantList } from './participant-list.tsx'
import { PasteBox } from './paste-box.tsx'
import { RecentDecisions } from './recent-decisions.tsx'
import { Announcement, ResultRegion } from './result-region.tsx'
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
  initialRoster: Roster
  operatorId: string
  may: { eject: boolean; ban: boolean; banWide: boolean; seeAudit: boolean }
  actions: RoomActions
  help: ReactNode
}

export function RoomScreen({ room, initialRoster, operatorId, may, actions, help }: ScreenProps) {
  const isLive = useLive()
  const {
    data: roster,
    error,
    dataUpdatedAt,
  } = useQuery({ ...rosterQuery(room), initialData: initialRoster })
  const { draft, change, clear } = useDraft(room, operatorId)
  const [ban, setBan] = useState<Ban>(NO_BAN)
  const [search, setSearch] = useState('')
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const [isSheetOpen, openSheet] = useState(false)
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
    () => toDraftTargets({ picks: draft.picks, accepted: parsed.accepted, rows: roster.participants }),
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
  const canEject =
    isReady &&
    may.eject &&
    targets.length > 0 &&
    targets.length <= MAX_TARGETS &&
    pasted === draft.pasted &&
    isComplete(ban)

  function ask(confirmation: Confirmation) {
    eject.reset()
    setAsked(confirmation)
  }

  function askDraft() {
    if (canEject) ask({ targets, ban, policy: draft.policy, reason: draft.reason, retryOf: null })
  }

  useRoomKeys({
    onSearch: () => searchBox.current?.focus(),
    onEject: askDraft,
    onBan: () => {
      if (isReady && may.eject && may.ban) setBan({ ...ban, on: !ban.on })
    },
    onList: () => document.querySelector<HTMLElement>('[data-list] [tabindex="0"]')?.focus(),
  })

  return (
    <div className="flex h-[calc(100dvh-3rem)] min-h-96 flex-col">
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
            canPick={isReady && may.eject}
            onPicks={(picks) => change({ picks })}
            onHold={hold}
          />
          <Nobody room={room} known={roster.known} people={rows.length} shown={shown.length} />
          {help}
        </div>
        <DecisionSheet
          people={targets.length === 0 ? 'nobody picked' : counted(targets.length, 'person', 'people')}
          open={isSheetOpen}
          clearable={isReady && (draft.picks.size > 0 || draft.pasted !== '')}
          onOpen={openSheet}
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
                rows={roster.participants}
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
      <Announcement decisionId={eject.stored?.decisionId ?? null} />
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
    </div>
  )
}

type NobodyProps = { room: string; known: boolean; people: number; shown: number }

function Nobody({ room, known, people, shown }: NobodyProps) {
  if (shown > 0) return null
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
