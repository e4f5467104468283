import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failed } from '#components/failed'
import { orThrow } from '#components/or-throw'
import { usePolicyTitle } from '#components/policies/policies'
import { PolicyLink } from '#components/policies/policy-link'
import { Button } from '#components/ui/button'
import { Textarea } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import { type DecisionView, isNotDone } from '#lib/decisions/status'
import { toTargetText } from '#lib/decisions/targets'
import type { DecisionActions } from './actions-type.ts'
import { deedOf, OutcomeList, summary } from './outcome.tsx'
import { decisionQuery } from './query-options.ts'

type ResultProps = {
  decision: DecisionView
  actions: DecisionActions
  error: Error | null
  /** Absent where the ban's terms are not known any more. */
  onRetry?: ((decision: DecisionView) => void) | undefined
}

/** One decision as the server has it, told in the words of the outcome table. */
export function Result({ decision, actions, error, onRetry }: ResultProps) {
  return (
    <div className="grid gap-2">
      <div className="flex items-baseline gap-2">
        {decision.status === 'open' && <Icon name="spin" className="size-4 self-center" />}
        <h3 className="text-md font-semibold">{deedOf(decision)}</h3>
        <span className="ml-auto text-fg-2">
          <Time at={decision.askedAt} format="time" />
        </span>
      </div>
      {decision.status === 'open' && <Progress decision={decision} actions={actions} />}
      <p className="text-fg-2">{summary(decision)}</p>
      <UnderPolicy decision={decision} />
      {decision.note !== null && <p className="rounded-2 bg-surface-3 p-2">{decision.note}</p>}
      {error !== null && (
        <p className="rounded-2 bg-surface-3 p-2">
          <Failed error={error} /> This result may be out of date.
        </p>
      )}
      <NextSteps decision={decision} actions={actions} onRetry={onRetry} />
      <OutcomeList targets={decision.targets} />
    </div>
  )
}

function UnderPolicy({ decision: { policy, policyVersion } }: Pick<ResultProps, 'decision'>) {
  const titleOf = usePolicyTitle()
  return (
    <p className="text-xs text-fg-2">
      Policy: <PolicyLink code={policy} version={policyVersion} title={titleOf(policy)} />
    </p>
  )
}

function Progress({ decision, actions }: Pick<ResultProps, 'decision' | 'actions'>) {
  const stop = useDecisionMutation(actions.stop)
  const { counts, calls, stopping } = decision
  const done = counts.total - counts.open
  if (calls.planned <= 1) return null
  return (
    <div className="grid gap-1">
      <progress
        aria-label="Progress"
        className="h-1.5 w-full overflow-hidden rounded-full"
        max={counts.total}
        value={done}
      />
      <div className="flex flex-wrap items-center gap-2">
        <p>
          <b>
            {done.toLocaleString('en')} of {counts.total.toLocaleString('en')}
          </b>{' '}
          · call {Math.min(calls.done + 1, calls.planned)} of {calls.planned}
        </p>
        <Button
          size="sm"
          className="ml-auto"
          disabled={stopping || stop.isPending}
          onClick={() => stop.mutate({ decisionId: decision.id })}
        >
          {stopping ? 'Stopping…' : 'Stop'}
        </Button>
      </div>
      {stop.error !== null && (
        <p role="alert">
          <Failed error={stop.error} />
        </p>
      )}
    </div>
  )
}

function NextSteps({ decision, actions, onRetry }: Omit<ResultProps, 'error'>) {
  const undo = useDecisionMutation(actions.undoBan)
  const rest = decision.status === 'settled' ? decision.targets.filter(isNotDone) : []
  if (rest.length === 0 && !decision.canUndoBan && undo.error === null) return null
  return (
    <div className="flex flex-wrap gap-2">
      {rest.length > 0 && onRetry !== undefined && (
        <Button size="sm" onClick={() => onRetry(decision)}>
          <Icon name="refresh" className="size-3.5" />
          Retry {rest.length.toLocaleString('en')}
        </Button>
      )}
      {rest.length > 0 && <CopyRest text={toTargetText(rest.map(({ id }) => id))} count={rest.length} />}
      {decision.canUndoBan && (
        <Button size="sm" disabled={undo.isPending} onClick={() => undo.mutate({ decisionId: decision.id })}>
          <Icon name="undo" className="size-3.5" />
          Undo ban
        </Button>
      )}
      {undo.error !== null && (
        <p role="alert" className="basis-full">
          <Failed error={undo.error} />
        </p>
      )}
    </div>
  )
}

function CopyRest({ text, count }: { text: string; count: number }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      setState('refused')
    }
  }

  return (
    <>
      <Button size="sm" onClick={copy}>
        <Icon name="copy" className="size-3.5" />
        Copy the rest
      </Button>
      <span role="status" className={state === 'refused' ? 'basis-full' : 'self-center text-xs text-fg-2'}>
        {state === 'copied' && `${count.toLocaleString('en')} copied`}
        {state === 'refused' && 'The browser refused. Copy from here:'}
      </span>
      {state === 'refused' && (
        <Textarea
          aria-label="The rest"
          readOnly
          rows={3}
          value={text}
          className="font-mono"
          onFocus={({ target }) => target.select()}
        />
      )}
    </>
  )
}

function useDecisionMutation(action: DecisionActions['stop']) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: orThrow(action),
    onSuccess: (decision: DecisionView) => {
      client.setQueryData(decisionQuery(decision.id).queryKey, decision)
      return client.invalidateQueries({ queryKey: ['rooms', decision.room] })
    },
  })
}

export function AuditLink({ decisionId }: { decisionId: string }) {
  return (
    <a href={`/audit?decision=${decisionId}`} className="ml-auto text-accent hover:underline">
      In the audit log
    </a>
  )
}
