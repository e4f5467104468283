import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { BanFields, isComplete } from '#components/decisions/ban-fields'
import { type Ban, type DraftTarget, toPreFlightRequest } from '#components/decisions/confirmation'
import { Consequences } from '#components/decisions/consequences'
import { preFlightQuery } from '#components/decisions/query-options'
import { counted, deed } from '#components/decisions/words'
import { Failed } from '#components/failed'
import { Button } from '#components/ui/button'
import { Field, Select, Textarea } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { MAX_TARGETS } from '#lib/decisions/targets'
import { POLICIES } from '#lib/policies/policies'
import type { RosterParticipant } from '#lib/presence/roster'
import type { Draft } from './draft-store.ts'
import { PickedChips } from './picked-chips.tsx'

const MAX_REASON_LENGTH = 1_000

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
  onBan: (ban: Ban) => void
  onDraft: (patch: Partial<Draft>) => void
  onEject: () => void
}

export function DecisionPanel(props: PanelProps) {
  const { room, draft, picked, targets, ban, may, ready, pasteBox, onBan, onDraft, onEject } = props
  const [request, serial] = useMemo(() => {
    const asked = toPreFlightRequest(targets, ban)
    return [asked, JSON.stringify(asked)] as const
  }, [targets, ban])
  const tooMany = targets.length - MAX_TARGETS
  const canAsk = ready && may.eject && isComplete(ban) && tooMany <= 0
  const { data, error } = useQuery({
    ...preFlightQuery({ room, request, serial }),
    ...(!canAsk && { enabled: false }),
  })
  const preFlight = targets.length === 0 || tooMany > 0 ? undefined : data
  const count = preFlight?.ejects ?? targets.length

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
        <BanFields ban={ban} mayBan={may.ban} mayBanWide={may.banWide} onBan={onBan} />
        <Field id="policy" label="Policy">
          <Select
            id="policy"
            value={draft.policy}
            onChange={({ target }) => {
              const policy = POLICIES.find(({ code }) => code === target.value)
              if (policy !== undefined) onDraft({ policy: policy.code })
            }}
          >
            {POLICIES.map(({ code, title }) => (
              <option key={code} value={code}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="reason" label="Reason">
          <Textarea
            id="reason"
            rows={2}
            dir="auto"
            maxLength={MAX_REASON_LENGTH}
            value={draft.reason}
            className="field-sizing-content max-h-32 min-h-14"
            onChange={({ target }) => onDraft({ reason: target.value })}
          />
        </Field>
      </div>
      <div className="grid shrink-0 gap-3 border-y border-line-2 bg-surface-2 px-4 py-3 max-desk:sticky max-desk:bottom-0 desk:px-5">
        {/* Room for the usual sentences: the button must not move from under the pointer when they come. */}
        <div
          className={`max-h-44 overflow-y-auto max-desk:max-h-24 ${ban.on ? 'desk:min-h-28' : 'desk:min-h-14'}`}
        >
          {targets.length === 0 && <p className="text-fg-3">Tick people in the list or paste IDs.</p>}
          {preFlight !== undefined && <Consequences preFlight={preFlight} ban={ban} detailed={false} />}
          {tooMany > 0 && (
            <p>
              One decision holds {MAX_TARGETS.toLocaleString('en')} people. Leave out{' '}
              {tooMany.toLocaleString('en')}.
            </p>
          )}
          {targets.length > 0 && tooMany <= 0 && preFlight === undefined && (
            <p className="flex gap-2">
              <Icon name={error === null ? 'spin' : 'alert'} className="mt-0.5 size-4" />
              <span>
                {counted(targets.length, 'person', 'people')}.{' '}
                {error === null ? 'Checking what an eject will do…' : <Failed error={error} />}
              </span>
            </p>
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
