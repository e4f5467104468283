import type { ReactNode } from 'react'
import { isComplete } from '#components/decisions/ban-fields'
import type { Ban, DraftTarget } from '#components/decisions/confirmation'
import { DecisionFields } from '#components/decisions/decision-fields'
import { Foreseen, useForeseen } from '#components/decisions/foreseen'
import { deed } from '#components/decisions/words'
import { Button } from '#components/ui/button'
import { MAX_TARGETS } from '#lib/decisions/targets'
import type { RosterParticipant } from '#lib/presence/roster'
import type { Draft } from './draft-store.ts'
import { PickedChips } from './picked-chips.tsx'

type PanelProps = {
  room: string
  draft: Draft
  picked: readonly RosterParticipant[]
  targets: readonly DraftTarget[]
  ban: Ban
  may: { eject: boolean; ban: boolean; banWide: boolean }
  /** False until the page answers, and while a decision is on its way. */
  ready: boolean
  pasteBox: ReactNode
  /** Where exactly one person is picked, what reports them. */
  report: ReactNode
  onBan: (ban: Ban) => void
  onDraft: (patch: Partial<Draft>) => void
  onEject: () => void
}

export function DecisionPanel(props: PanelProps) {
  const { room, draft, picked, targets, ban, may, ready, pasteBox, report, onBan, onDraft, onEject } = props
  const tooMany = targets.length - MAX_TARGETS
  const enabled = ready && may.eject && isComplete(ban) && tooMany <= 0
  const { preFlight, error } = useForeseen({ room, targets, ban, enabled })
  const count = (tooMany > 0 ? undefined : preFlight)?.ejects ?? targets.length

  return (
    <fieldset
      disabled={!ready || !may.eject}
      className="flex min-h-0 min-w-0 flex-col desk:max-h-[calc(100%-9rem)] desk:shrink-0"
    >
      <legend className="sr-only">Decision</legend>
      <div className="flex min-h-0 flex-col gap-3 px-4 pt-1 pb-3 *:shrink-0 desk:overflow-y-auto desk:px-5">
        {!may.eject && <p className="rounded-2 bg-surface-3 p-2">You may look, not eject, in this room.</p>}
        {pasteBox}
        <PickedChips
          picked={picked}
          ban={ban.on}
          onRemove={(participantId) => {
            const picks = new Map(draft.picks)
            picks.delete(participantId)
            onDraft({ picks })
          }}
        />
        {report}
        <DecisionFields ban={ban} why={draft} may={may} onBan={onBan} onWhy={onDraft} />
      </div>
      <div className="grid shrink-0 gap-3 border-y border-line-2 bg-surface-2 px-4 py-3 max-desk:sticky max-desk:bottom-0 desk:px-5">
        {/* Room for the usual sentences: the button must not move from under the pointer when they come. */}
        <div
          className={`max-h-44 overflow-y-auto max-desk:max-h-24 ${ban.on ? 'desk:min-h-28' : 'desk:min-h-14'}`}
        >
          {targets.length === 0 && <p className="text-fg-3">Tick people in the list or paste IDs.</p>}
          {tooMany > 0 && (
            <p>
              One decision holds {MAX_TARGETS.toLocaleString('en')} people. Leave out{' '}
              {tooMany.toLocaleString('en')}.
            </p>
          )}
          {targets.length > 0 && tooMany <= 0 && (
            <Foreseen preFlight={preFlight} error={error} targets={targets.length} ban={ban} />
          )}
        </div>
        <Button
          look="danger"
          size="lg"
          className="w-full"
          disabled={targets.length === 0 || tooMany > 0 || !isComplete(ban)}
          onClick={onEject}
        >
          {deed(ban.on, count)}
        </Button>
      </div>
    </fieldset>
  )
}
