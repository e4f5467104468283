import Link from 'next/link'
import type { ReactNode } from 'react'
import { PersonLink } from '#components/people/person-link'
import { PolicyLink } from '#components/policies/policy-link'
import { PersonName, UserId } from '#components/rooms/person'
import { Icon } from '#components/ui/icon'
import { Time } from '#components/ui/time'
import type { BanState, BanView } from '#lib/bans/view'
import { policyTitle } from '#lib/policies/book'
import type { ChosenBan } from './desk.tsx'
import { EndButton, LiftButton, PickAll, PickBan } from './desk-buttons.tsx'
import { TimeLeft } from './time-left.tsx'

const HEAD = 'px-2 py-2 text-left font-normal text-fg-3 first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const CELL = 'px-2 py-1.5 align-top first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const UNDER = 'text-xs text-fg-3'

const CAPTIONS: Record<BanState, string> = {
  active: 'Active bans',
  upcoming: 'Upcoming bans',
  ended: 'Ended bans',
  lifted: 'Lifted bans',
}

type TableProps = { bans: readonly BanView[]; state: BanState; mayLift: boolean }

/** On a phone scope, policy and reason stand under the name, and the rest of the columns goes. */
export function BanTable({ bans, state, mayLift }: TableProps) {
  const liftable = bans.filter((ban) => ban.mayLift).map(toChosen)
  return (
    <table className="w-full">
      <caption className="sr-only">{CAPTIONS[state]}, newest first</caption>
      <thead className="border-b border-line-2">
        <tr>
          {mayLift && (
            <th scope="col" className={`${HEAD} w-8`}>
              <PickAll bans={liftable} />
            </th>
          )}
          <th scope="col" className={HEAD}>
            User ID
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            Scope
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            From
          </th>
          <th scope="col" className={HEAD}>
            Until
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            By
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            Policy and reason
          </th>
          <th scope="col" className={`${HEAD} text-right max-desk:hidden`}>
            Enforced
          </th>
          <th scope="col" className={HEAD}>
            <span className="sr-only">What you may do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {bans.map((ban) => (
          <BanRow key={ban.banId} ban={ban} mayLift={mayLift} />
        ))}
      </tbody>
    </table>
  )
}

function BanRow({ ban, mayLift }: { ban: BanView; mayLift: boolean }) {
  return (
    <tr className="border-b border-line-1 hover:bg-surface-2">
      {mayLift && <td className={CELL}>{ban.mayLift && <PickBan ban={toChosen(ban)} />}</td>}
      <th scope="row" className={`${CELL} max-w-52 text-left font-normal`}>
        <PersonLink userId={ban.userId}>
          <UserId userId={ban.userId} />
        </PersonLink>
        <div className={UNDER}>
          {ban.name === null ? 'name not known' : <PersonName name={ban.name} className="text-fg-2" />}
        </div>
        <div className="grid gap-0.5 pt-1 desk:hidden">
          <Scope ban={ban} />
          <Why ban={ban} />
        </div>
      </th>
      <Wide className="max-w-48">
        <Scope ban={ban} />
      </Wide>
      <Wide className="whitespace-nowrap text-fg-2">
        <Time at={ban.startsAt} format="dated" />
      </Wide>
      <td className={CELL}>
        <Until ban={ban} />
      </td>
      <Wide className="max-w-36 text-fg-2">{ban.mine ? 'you' : <bdi>{ban.by}</bdi>}</Wide>
      <Wide className="max-w-80 min-w-40">
        <Why ban={ban} />
      </Wide>
      <Wide className="whitespace-nowrap text-right">
        <Enforced ban={ban} />
      </Wide>
      <td className={`${CELL} text-right whitespace-nowrap`}>
        <Deeds ban={ban} />
      </td>
    </tr>
  )
}

function Wide({ className, children }: { className: string; children: ReactNode }) {
  return <td className={`${CELL} max-desk:hidden ${className}`}>{children}</td>
}

function Scope({ ban: { scopeKind, scopeValue } }: { ban: BanView }) {
  return (
    <span className="inline-flex items-start gap-1.5">
      <Icon name={scopeKind === 'room' ? 'door' : 'globe'} className="mt-0.5 size-4 text-fg-3" />
      {scopeKind === 'room' && (
        <Link href={`/rooms/${encodeURIComponent(scopeValue)}`} prefetch={false} className="hover:underline">
          <bdi>{scopeValue}</bdi>
        </Link>
      )}
      {scopeKind === 'pattern' && (
        <b className="font-semibold">
          rooms like <bdi>{scopeValue}</bdi>
        </b>
      )}
      {scopeKind === 'all' && <b className="font-semibold">all rooms</b>}
    </span>
  )
}

function Until({ ban: { endsAt, startsAt, state, lifted } }: { ban: BanView }) {
  return (
    <>
      {endsAt === null ? 'for good' : <Time at={endsAt} format="dated" />}
      <div className={UNDER}>
        {lifted !== null && (
          <>
            lifted <Time at={lifted.at} format="dated" /> by <bdi>{lifted.by}</bdi>:{' '}
            <bdi className="line-clamp-2">{lifted.reason}</bdi>
          </>
        )}
        {state === 'ended' && 'has ended'}
        {state === 'upcoming' && (
          <>
            begins <Time at={startsAt} format="dated" />
          </>
        )}
        {state === 'active' && (endsAt === null ? 'no end' : <TimeLeft until={endsAt} asOf={Date.now()} />)}
      </div>
    </>
  )
}

function Why({ ban: { policy, policyVersion, reason, evidence } }: { ban: BanView }) {
  return (
    <div>
      <PolicyLink code={policy} version={policyVersion} title={policyTitle(policy)} />
      {reason !== '' && (
        <p dir="auto" className={`${UNDER} line-clamp-3 whitespace-pre-line`} title={reason}>
          {reason}
        </p>
      )}
      {evidence !== null && (
        <a
          href={evidence}
          target="_blank"
          rel="noreferrer noopener"
          className="text-xs text-accent hover:underline"
          title={evidence}
        >
          Evidence
        </a>
      )}
    </div>
  )
}

function Enforced({ ban: { enforcedCount, lastEnforcedAt } }: { ban: BanView }) {
  return (
    <>
      <span className={enforcedCount === 0 ? 'text-fg-3' : 'font-semibold'}>
        {enforcedCount.toLocaleString('en')}×
      </span>
      <div className={UNDER}>
        {lastEnforcedAt === null ? 'not tried yet' : <Time at={lastEnforcedAt} format="dated" />}
      </div>
    </>
  )
}

function Deeds({ ban }: { ban: BanView }) {
  if (ban.state === 'ended' || ban.state === 'lifted') return null
  if (!ban.mayLift) {
    return (
      <span
        className="inline-flex min-h-6.5 items-center gap-1 text-xs text-fg-3"
        title="Admins lift this ban"
      >
        <Icon name="lock" className="size-3.5" />
        admins
      </span>
    )
  }
  return (
    <span className="inline-flex flex-wrap justify-end gap-1.5">
      <EndButton ban={toChosen(ban)} />
      <LiftButton ban={toChosen(ban)} />
    </span>
  )
}

function toChosen(ban: BanView): ChosenBan {
  const { banId, userId, name, scopeKind, scopeValue, startsAt, endsAt, toldDaily } = ban
  return { banId, userId, name, scopeKind, scopeValue, startsAt, endsAt, toldDaily }
}
