import { counted } from '#components/counted'
import { PersonName, ShortId, UserId } from '#components/rooms/person'
import { Icon, type IconName } from '#components/ui/icon'
import { useMore } from '#components/ui/more'
import { Time } from '#components/ui/time'
import {
  type DecisionSummary,
  type DecisionTargetView,
  isNotDone,
  OUTCOME_WORDS,
  REASON_SENTENCES,
  TARGET_OUTCOMES,
} from '#lib/decisions/status'
import { deed } from './words.tsx'

const START = 30

/** "2 ejected, 1 not in the room · gone within 14 s" */
export function summary({ counts, goneWithin }: DecisionSummary): string {
  const parts = TARGET_OUTCOMES.filter((outcome) => counts[outcome] > 0).map(
    (outcome) => `${counts[outcome].toLocaleString('en')} ${OUTCOME_WORDS[outcome].toLowerCase()}`,
  )
  const outcomes = parts.length === 0 ? 'sent, no answer yet' : parts.join(', ')
  return goneWithin === null ? outcomes : `${outcomes} · gone within ${goneWithin} s`
}

export function deedOf({ ban, counts }: DecisionSummary): string {
  return deed(ban, counts.total)
}

export function OutcomeList({ targets }: { targets: readonly DecisionTargetView[] }) {
  const [shown, more] = useMore([...targets].sort(byUrgency), START)
  return (
    <>
      <ul className="divide-y divide-line-1">
        {shown.map((target) => (
          <li
            key={target.position}
            className="flex gap-2 py-2 [contain-intrinsic-size:auto_3.5rem] [content-visibility:auto]"
          >
            <Icon
              name={iconOf(target)}
              className={`mt-0.5 size-4 ${iconOf(target) === 'check' ? 'text-accent' : ''}`}
            />
            <div className="min-w-0">
              <p className="flex flex-wrap items-baseline gap-x-2">
                {target.kind === 'participant' && (
                  <PersonName name={target.name} className="line-clamp-1 font-semibold" />
                )}
                {target.kind === 'user' && target.name !== null && (
                  <PersonName name={target.name} className="line-clamp-1 font-semibold" />
                )}
                {target.kind === 'participant' && <ShortId id={target.id} />}
                {target.userId !== null && <UserId userId={target.userId} />}
                {target.userId === null && target.kind === 'user' && <UserId userId={target.id} />}
              </p>
              <p>
                <Outcome target={target} />
              </p>
            </div>
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}

function Outcome({ target }: { target: DecisionTargetView }) {
  const { outcome, reason, unlisted } = target
  return (
    <>
      <b className="font-semibold">{outcome === null ? 'Sending…' : OUTCOME_WORDS[outcome]}</b>
      <Finding target={target} />
      <BanState target={target} />
      {reason !== null && ` · ${REASON_SENTENCES[reason]}`}
      {unlisted.length > 0 && (
        <>
          {' '}
          · also ejected, not listed before: {counted(unlisted.length, 'session', 'sessions')}{' '}
          {unlisted.slice(0, 5).map((participantId) => (
            <span key={participantId}>
              <ShortId id={participantId} />{' '}
            </span>
          ))}
        </>
      )}
    </>
  )
}

function Finding({ target: { finding, outcome } }: { target: DecisionTargetView }) {
  if (finding === null) return outcome === 'unconfirmed' ? ' · checking' : null
  if (finding.kind === 'gone') return ` · gone within ${finding.seconds} s`
  return finding.kind === 'still_there'
    ? ` · still there after ${finding.seconds} s`
    : ` · came back after ${finding.seconds} s`
}

function BanState({ target: { ban, outcome } }: { target: DecisionTargetView }) {
  const until =
    ban.until === null ? (
      'for good'
    ) : (
      <>
        until <Time at={ban.until} format="day" />
      </>
    )
  if (ban.state === 'stored')
    return outcome === 'ejected' ? <> · banned {until}</> : <> · ban stored {until}, holds at the next join</>
  if (ban.state === 'kept') return <> · banned already {until}, that ban is kept</>
  if (ban.state === 'no_user_id') return ' · no ban: no user ID'
  return ban.state === 'lifted' ? ' · ban lifted' : null
}

function iconOf(target: DecisionTargetView): IconName {
  if (isNotDone(target) || target.finding?.kind === 'came_back')
    return target.outcome === 'unconfirmed' ? 'spin' : 'alert'
  if (target.outcome === null) return 'spin'
  return target.outcome === 'ejected' || target.finding?.kind === 'gone' ? 'check' : 'dash'
}

function byUrgency(a: DecisionTargetView, b: DecisionTargetView): number {
  return urgency(a) - urgency(b) || a.position - b.position
}

function urgency(target: DecisionTargetView): number {
  if (isNotDone(target)) return target.outcome === 'unconfirmed' ? 1 : 0
  if (target.finding?.kind === 'came_back') return 0
  if (target.outcome === 'ejected') return 2
  return target.outcome === null ? 3 : 4
}
