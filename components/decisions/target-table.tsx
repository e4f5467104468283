import { PersonName, ShortId, UserId } from '#components/rooms/person'
import { serverNow, toDuration } from '#components/ui/clock'
import { Icon, type IconName } from '#components/ui/icon'
import { useMore } from '#components/ui/more'
import { Note, Tag } from '#components/ui/tag'
import { Time } from '#components/ui/time'
import type { PreFlightTarget } from '#lib/decisions/pre-flight'
import type { Ban } from './confirmation.ts'
import { type KindChoice, KindOfOne } from './kind-of-unknown.tsx'
import { durationWords } from './words.tsx'

const START = 200
const CELL = 'py-1.5 pr-4 align-top max-desk:p-0'

type TableProps = { targets: readonly PreFlightTarget[]; ban: Ban; choice: KindChoice }

export function TargetTable({ targets, ban, choice }: TableProps) {
  const [shown, more] = useMore(targets, START)
  return (
    <>
      <table className="w-full max-desk:block">
        <thead className="bg-surface-2 text-left text-xs text-fg-3 max-desk:sr-only">
          <tr>
            {['Name', 'User ID', 'ID', 'Now', 'Then'].map((heading) => (
              <th key={heading} scope="col" className="py-1.5 pr-4 font-normal first:pl-6">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-desk:block">
          {shown.map((target) => (
            <tr
              key={`${target.kind} ${target.id}`}
              className="border-t border-line-1 first:border-0 max-desk:grid max-desk:grid-cols-2 max-desk:gap-x-3 max-desk:px-4 max-desk:py-2"
            >
              <td className={`${CELL} text-md first:pl-6 max-desk:first:p-0`}>
                <p className="line-clamp-2">
                  {isKnown(target) ? (
                    <PersonName name={target.name} />
                  ) : (
                    <span className="text-fg-3">not seen</span>
                  )}
                </p>
                {target.decidingBy !== null && (
                  <Note icon="person">
                    <bdi>{target.decidingBy}</bdi> is deciding
                  </Note>
                )}
              </td>
              <td className={CELL}>
                <UserId userId={target.userId} />
              </td>
              <td className={CELL}>
                {choice.unknown.has(target.id) ? (
                  <span className="grid justify-items-start gap-1">
                    <bdi className="font-mono text-xs">{target.id}</bdi>
                    <KindOfOne id={target.id} {...choice} />
                  </span>
                ) : (
                  target.participantId !== null && <ShortId id={target.participantId} />
                )}
              </td>
              <td className={CELL}>
                <Now target={target} />
              </td>
              <td className={`${CELL} max-desk:col-span-2`}>
                <Then target={target} ban={ban} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more !== null && <div className="border-t border-line-1 p-3 text-center">{more}</div>}
    </>
  )
}

function isKnown({ name, sessions, leftAt }: PreFlightTarget): boolean {
  return name !== null || sessions.length > 0 || leftAt !== null
}

function Now({ target }: { target: PreFlightTarget }) {
  if (target.protected) return <Line icon="shield">Protected, left out</Line>
  if (target.here && target.sessions.length > 1)
    return <Line icon="out">Ejected, {target.sessions.length} sessions</Line>
  if (target.here) return <Line icon="out">Ejected</Line>
  if (target.leftAt !== null)
    return <Line icon="dash">Left {toDuration(serverNow() - target.leftAt)} ago</Line>
  return <Line icon="dash">Not here now</Line>
}

function Then({ target, ban }: { target: PreFlightTarget; ban: Ban }) {
  if (target.protected) return <Line icon="dash">Nothing changes</Line>
  if (!ban.on && target.banned !== null) return <BannedAlready banned={target.banned} />
  if (!ban.on) return <Line icon="undo">Can come back</Line>
  if (target.canBan === 'no_user_id') return <CannotBan why="no user ID" />
  if (target.canBan === 'unknown_participant') return <CannotBan why="not known" />
  if (target.banned !== null) return <BannedAlready banned={target.banned} />
  return <Line icon="ban">Banned {durationWords(ban.seconds)}</Line>
}

function CannotBan({ why }: { why: string }) {
  return (
    <Tag icon="alert" look="ink">
      Cannot be banned: {why}
    </Tag>
  )
}

function BannedAlready({ banned }: { banned: NonNullable<PreFlightTarget['banned']> }) {
  return (
    <Line icon="ban">
      Banned already{' '}
      {banned.until === null ? (
        'for good'
      ) : (
        <>
          until <Time at={banned.until} />
        </>
      )}
    </Line>
  )
}

function Line({ icon, children }: { icon: IconName; children: React.ReactNode }) {
  return (
    <span className="flex items-start gap-1.5 whitespace-nowrap max-desk:whitespace-normal">
      <Icon name={icon} className="mt-0.5 size-4" />
      <span>{children}</span>
    </span>
  )
}
