'use client'

import { useMemo, useState } from 'react'
import { Button } from '#components/ui/button'
import { useLive } from '#components/ui/clock'
import type { DecisionView } from '#lib/decisions/status'
import type { DecisionActions } from './actions-type.ts'
import { isComplete } from './ban-fields.tsx'
import { type Confirmation, NO_BAN } from './confirmation.ts'
import { DecisionFields, type Why } from './decision-fields.tsx'
import { EjectDialog } from './eject-dialog.tsx'
import { Foreseen, useForeseen } from './foreseen.tsx'
import { Announcement, ResultRegion } from './result-region.tsx'
import { toRetry } from './retry.ts'
import { useBan } from './use-ban.ts'
import { type IntentKey, useEject } from './use-eject.ts'
import { deed } from './words.tsx'

export type Decidable = { kind: 'participant' | 'user'; id: string; name: string | null }

type PanelProps = {
  room: string
  people: readonly Decidable[]
  may: { eject: boolean; ban: boolean; banWide: boolean; seeAudit: boolean }
  /** Why nobody can decide here just now, if so. */
  locked?: string | null
  actions: DecisionActions
  /** The dialog opens: what is shown now is what is decided on. */
  onAsk?: () => void
  defaults: Why & { banOn: boolean }
  onStored?: (decision: DecisionView) => void
}

/** Ejecting, and banning, known people from a page other than their room's: everything filled in, asked once more. */
export function DecidePanel({
  room,
  people,
  may,
  locked = null,
  actions,
  defaults,
  onAsk,
  onStored,
}: PanelProps) {
  const isLive = useLive()
  const targets = useMemo(() => people.map(({ kind, id }) => ({ kind, id })), [people])
  const [why, setWhy] = useState<Why>({ policy: defaults.policy, reason: defaults.reason })
  const [ban, setBan] = useBan(why.policy, may.banWide, { ...NO_BAN, on: defaults.banOn && may.ban })
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const [lastIntent, setLastIntent] = useState<IntentKey | null>(null)
  const lockedBecause = may.eject ? locked : 'You may look, not eject, in this room.'
  const isOpen = isLive && lockedBecause === null
  const enabled = isOpen && isComplete(ban)
  const { preFlight, error } = useForeseen({ room, targets, ban, enabled })
  const eject = useEject({
    room,
    eject: actions.eject,
    lastIntent,
    onKey: setLastIntent,
    onStored: (_, decision) => {
      setAsked(null)
      setBan(NO_BAN)
      onStored?.(decision)
    },
  })

  function ask(confirmation: Confirmation) {
    eject.reset()
    onAsk?.()
    setAsked(confirmation)
  }

  return (
    <>
      <fieldset disabled={!isOpen || eject.isPending} className="grid min-w-0 gap-3">
        <legend className="sr-only">Decision</legend>
        {lockedBecause !== null && <p className="rounded-2 bg-surface-3 p-2">{lockedBecause}</p>}
        <DecisionFields
          ban={ban}
          why={why}
          may={may}
          onBan={setBan}
          onWhy={(patch) => setWhy((now) => ({ ...now, ...patch }))}
        />
        <div className={ban.on ? 'min-h-20' : 'min-h-10'}>
          {lockedBecause === null && (
            <Foreseen preFlight={preFlight} error={error} targets={targets.length} ban={ban} />
          )}
        </div>
        <Button
          look="danger"
          size="lg"
          data-decide=""
          className="w-full"
          disabled={!isComplete(ban)}
          onClick={() => ask({ targets, ban, ...why, retryOf: null })}
        >
          {deed(ban.on, preFlight?.ejects ?? targets.length)}
        </Button>
      </fieldset>
      {eject.stored !== null && (
        <ResultRegion
          key={eject.stored.decisionId}
          decisionId={eject.stored.decisionId}
          actions={actions}
          seeAudit={may.seeAudit}
          onRetry={(decision) => eject.stored && ask(toRetry(decision, eject.stored.confirmed))}
        />
      )}
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
    </>
  )
}
