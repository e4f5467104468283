import { useQuery } from '@tanstack/react-query'
import { type MouseEvent, useState } from 'react'
import { FailedAlert } from '#components/failed'
import { usePolicy } from '#components/policies/policies'
import { Button } from '#components/ui/button'
import { Dialog, DialogBody, DialogFoot } from '#components/ui/dialog'
import { Icon } from '#components/ui/icon'
import { Kbd } from '#components/ui/kbd'
import type { PreFlight } from '#lib/decisions/pre-flight'
import {
  type Ban,
  type Confirmation,
  type Confirmed,
  toConfirmed,
  toPreFlightRequest,
} from './confirmation.ts'
import { Consequences } from './consequences.tsx'
import { type IdKind, KindOfUnknown } from './kind-of-unknown.tsx'
import { decidingQuery } from './query-options.ts'
import { TargetTable } from './target-table.tsx'
import { deed, scopeWords, useUntil } from './words.tsx'

/** So few that what follows from them is seen below them without scrolling. */
const FEW = 8

type DialogProps = {
  room: string
  confirmation: Confirmation
  sending: boolean
  error: Error | null
  onCancel: () => void
  onConfirm: (confirmed: Confirmed) => void
}

export function EjectDialog({ room, confirmation, sending, error, onCancel, onConfirm }: DialogProps) {
  const { ban, policy, reason } = confirmation
  const [opened] = useState(() => crypto.randomUUID())
  const [kinds, setKinds] = useState<ReadonlyMap<string, IdKind>>(new Map())
  const targets = confirmation.targets.map(({ kind, id }) => ({ kind: kinds.get(id) ?? kind, id }))
  const {
    data: preFlight,
    isPlaceholderData,
    error: preFlightError,
    refetch,
  } = useQuery(
    decidingQuery({
      room,
      request: toPreFlightRequest(targets, ban),
      serial: opened + JSON.stringify([...kinds]),
    }),
  )
  const unknown = useUnknown(preFlight)
  const count = preFlight?.ejects ?? targets.length
  const isReady = preFlight !== undefined && !isPlaceholderData && preFlight.ejects > 0 && !sending
  const until = useUntil(ban.seconds)

  function confirm(event: MouseEvent) {
    // The second half of a double click may be the one that opened the dialog.
    if (!isReady || event.detail > 1) return
    onConfirm(
      toConfirmed(
        room,
        confirmation,
        preFlight.targets.map(({ kind, id }) => ({ kind, id })),
      ),
    )
  }

  return (
    <Dialog
      className="max-w-4xl"
      title={
        <>
          {deed(ban.on, count)} from <bdi>{room}</bdi>?
        </>
      }
      intro={toIntro(preFlight, ban, { room, until })}
      onCancel={() => {
        if (!sending) onCancel()
      }}
    >
      <DialogBody>
        {unknown.size > 0 && (
          <KindOfUnknown unknown={unknown} kinds={kinds} disabled={sending} onKinds={setKinds} />
        )}
        {preFlight === undefined ? (
          <p className="flex min-h-40 items-center justify-center gap-2 text-fg-2">
            {preFlightError === null && <Icon name="spin" />}
            {preFlightError === null ? 'Checking who is here…' : 'Who is here could not be checked.'}
          </p>
        ) : (
          <div className={`flex ${preFlight.targets.length > FEW ? 'flex-col-reverse' : 'flex-col'}`}>
            <div>
              <TargetTable
                targets={preFlight.targets}
                ban={ban}
                choice={{ unknown, kinds, disabled: sending, onKinds: setKinds }}
              />
            </div>
            <div className="border-y border-line-2 px-4 py-3 desk:px-6">
              <Consequences preFlight={preFlight} ban={ban} detailed />
            </div>
          </div>
        )}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 py-3 desk:px-6">
          <dt className="text-fg-3">Policy</dt>
          <dd>
            <PolicyInForce code={policy} />
          </dd>
          <dt className="text-fg-3">Reason</dt>
          <dd dir="auto" className="max-h-32 overflow-y-auto whitespace-pre-wrap">
            {reason.trim() === '' ? 'none given' : reason}
          </dd>
        </dl>
      </DialogBody>
      <DialogFoot>
        <p className="mr-auto flex items-center gap-2 text-xs text-fg-2 max-desk:hidden">
          <Kbd>Esc</Kbd> cancel <Kbd>Enter</Kbd> {ban.on ? 'eject and ban' : 'eject'}
        </p>
        {(error ?? preFlightError) !== null && (
          <FailedAlert error={error ?? preFlightError ?? new Error()} className="order-first basis-full">
            {error === null && (
              <button type="button" className="ml-1 text-accent underline" onClick={() => refetch()}>
                Check again
              </button>
            )}
          </FailedAlert>
        )}
        <Button size="lg" disabled={sending} onClick={onCancel}>
          Cancel
        </Button>
        <Button
          look="danger"
          size="lg"
          data-autofocus=""
          className="focus:outline-2 focus:outline-offset-2 focus:outline-accent"
          aria-disabled={!isReady}
          onClick={confirm}
          onKeyDown={(event) => {
            // A key held down since before the dialog opened confirms nothing.
            if (event.repeat) event.preventDefault()
          }}
        >
          {sending && <Icon name="spin" />}
          {deed(ban.on, count)}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}

/** In a tab of its own: what was picked and typed here must stay. */
function PolicyInForce({ code }: { code: string }) {
  const policy = usePolicy(code)
  if (policy === undefined) return code
  return (
    <a
      href={`/policies/${code}/${policy.version}`}
      target="_blank"
      rel="noopener"
      className="text-accent hover:underline"
    >
      {policy.title}, version {policy.version}
    </a>
  )
}

function toIntro(preFlight: PreFlight | undefined, ban: Ban, words: { room: string; until: string }): string {
  const unsent = 'Nothing has been sent yet.'
  if (!ban.on) return `No ban: they can come back at once. ${unsent}`
  if (preFlight === undefined) return unsent
  const { ejects, bans } = preFlight
  return `Ejects ${ejects.toLocaleString('en')}. Bans ${bans.toLocaleString('en')} of them from ${scopeWords(ban.scope, words.room)} ${words.until}. ${unsent}`
}

/** IDs once found unknown stay on offer for a change of mind, also when they were given a kind. */
function useUnknown(preFlight: PreFlight | undefined): ReadonlySet<string> {
  const [unknown, setUnknown] = useState<ReadonlySet<string>>(new Set())
  const found = preFlight?.targets.filter(({ id, unknownUuid }) => unknownUuid && !unknown.has(id)) ?? []
  if (found.length > 0) setUnknown(new Set([...unknown, ...found.map(({ id }) => id)]))
  return unknown
}
