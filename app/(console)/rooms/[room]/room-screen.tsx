'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import { counted } from '#components/counted'
import type { DecisionActions } from '#components/decisions/actions-type'
import { isComplete } from '#components/decisions/ban-fields'
import { type Confirmation, NO_BAN } from '#components/decisions/confirmation'
import { EjectDialog } from '#components/decisions/eject-dialog'
import { Announcement, ResultRegion } from '#components/decisions/result-region'
import { toRetry } from '#components/decisions/retry'
import { useBan } from '#components/decisions/use-ban'
import { useEject } from '#components/decisions/use-eject'
import type { FileReport } from '#components/reports/report-dialog'
import { ReportPerson } from '#components/reports/report-person'
import { rosterQuery } from '#components/rooms/query-options'
import { useLive } from '#components/ui/clock'
import { MAX_TARGETS, parseTargets } from '#lib/decisions/targets'
import type { Roster } from '#lib/presence/roster'
import { DecisionPanel } from './decision-panel.tsx'
import { DecisionSheet } from './decision-sheet.tsx'
import { useDraft } from './draft-store.ts'
import { toDraftTargets } from './draft-targets.ts'
import { FilterRow } from './filter-row.tsx'
import { ListStatus } from './list-status.tsx'
import { Nobody } from './nobody.tsx'
import { ParticipantList } from './participant-list.tsx'
import { PasteBox } from './paste-box.tsx'
import { pickedNow, pickReturn, tallyShown, toggleShown } from './picks.ts'
import { RecentDecisions } from './recent-decisions.tsx'
import { RoomBanners } from './room-banners.tsx'
import { RoomHead } from './room-head.tsx'
import { SearchBox } from './search-box.tsx'
import { useComings } from './use-comings.ts'
import { useRoomKeys } from './use-room-keys.ts'
import { useRoomList } from './use-room-list.ts'

type ScreenProps = {
  room: string
  initialRoster: Roster
  /** How many people the room has when they are too many to come with the page, else 0. */
  expected: number
  operatorId: string
  may: { eject: boolean; ban: boolean; banWide: boolean; seeAudit: boolean; report: boolean }
  actions: DecisionActions & { fileReport: FileReport }
  help: ReactNode
}

const NOBODY: Roster['participants'] = []

export function RoomScreen({ room, initialRoster, expected, operatorId, may, actions, help }: ScreenProps) {
  const isLive = useLive()
  const { data, error, dataUpdatedAt } = useQuery({
    ...rosterQuery(room),
    initialData: initialRoster,
    ...(expected > 0 && { initialDataUpdatedAt: 0 }),
  })
  // An answer of a large room must not keep a keystroke waiting.
  const roster = useDeferredValue(data)
  const { draft, change, clear } = useDraft(room, operatorId)
  const [ban, setBan] = useBan(draft.policy, may.banWide)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const [isSheetOpen, openSheet] = useState(false)
  const searchBox = useRef<HTMLInputElement>(null)

  const pasted = useDeferredValue(draft.pasted)
  const parsed = useMemo(() => parseTargets(pasted), [pasted])
  const isLoading = roster.cursor === ''
  const { view, counts, narrow, hold, release } = useRoomList(roster, draft.picks.size > 0)
  const { rows, shown, heldBack, looks, narrowing } = view
  const tally = useMemo(() => tallyShown(shown, draft.picks), [shown, draft.picks])
  const picked = useMemo(() => pickedNow(draft.picks, rows, roster), [draft.picks, rows, roster])
  const participants = parsed.accepted.length === 0 ? NOBODY : roster.participants
  const targets = useMemo(
    () => toDraftTargets({ picks: draft.picks, accepted: parsed.accepted, rows: participants }),
    [draft.picks, parsed, participants],
  )
  const only = may.report && picked.length === 1 && targets.length === 1 ? picked[0] : undefined
  const comings = useComings(roster, !isLoading)

  const eject = useEject({
    room,
    eject: actions.eject,
    lastIntent: draft.intent,
    onKey: (intent) => change({ intent }),
    onStored: (confirmed) => {
      setAsked(null)
      setBan(NO_BAN)
      if (confirmed.retryOf === undefined) clear()
    },
  })
  const isReady = isLive && !eject.isPending
  const canPick = isReady && may.eject
  const canEject =
    canPick &&
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

  function pickShown() {
    if (canPick && tally.pickable > 0) change({ picks: toggleShown(shown, draft.picks) })
  }

  useRoomKeys({
    onPickShown: pickShown,
    onPickReturn: () => canPick && change({ picks: pickReturn(shown, draft.picks) }),
    onSearch: () => searchBox.current?.focus(),
    onEject: askDraft,
    onBan: () => {
      if (isReady && may.eject && may.ban) setBan({ ...ban, on: !ban.on })
    },
    onList: () => document.querySelector<HTMLElement>('[data-list] [tabindex="0"]')?.focus(),
  })

  return (
    <div className="flex h-[calc(100dvh-3rem)] min-h-96 flex-col">
      <RoomHead room={room} roster={roster} expected={isLoading ? expected : null} />
      <RoomBanners roster={roster} error={error} askedAt={dataUpdatedAt} />
      <div className="relative flex min-h-0 flex-1 flex-col desk:flex-row">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line-1 px-4 py-2 desk:px-6">
            <SearchBox
              box={searchBox}
              live={isLive}
              onSearch={(search) => narrow((now) => ({ ...now, search }))}
            />
            <FilterRow
              filters={narrowing.filters}
              counts={counts}
              live={isLive && !isLoading}
              onFilters={(filters) => narrow((now) => ({ ...now, filters }))}
            />
          </div>
          <ListStatus
            shown={shown.length}
            tally={tally}
            heldBack={heldBack}
            live={isLive && !isLoading}
            canPick={canPick}
            onRelease={release}
            onPickShown={pickShown}
          />
          <ParticipantList
            rows={shown}
            expected={expected}
            looks={looks}
            picks={draft.picks}
            tally={tally}
            canPick={canPick}
            onPicks={(picks) => change({ picks })}
            onPickShown={pickShown}
            onHold={hold}
          />
          <Nobody
            room={room}
            known={roster.known}
            people={rows.length}
            shown={shown.length}
            coming={isLoading ? expected : 0}
          />
          {help}
        </div>
        <DecisionSheet
          people={targets.length === 0 ? 'nobody picked' : counted(targets.length, 'person', 'people')}
          notShown={tally.notShown}
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
                rows={participants}
                onPasted={(text) => text !== draft.pasted && change({ pasted: text })}
              />
            }
            report={
              only !== undefined && (
                <ReportPerson
                  key={only.participantId}
                  room={room}
                  person={only}
                  policy={draft.policy}
                  fileReport={actions.fileReport}
                />
              )
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
      <p aria-live="polite" className="sr-only">
        {comings}
      </p>
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
