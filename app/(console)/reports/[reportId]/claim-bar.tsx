import { FailedAlert } from '#components/failed'
import { toSearch } from '#components/reports/query-options'
import { endingWords } from '#components/reports/words'
import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import { KeyHint } from '#components/ui/kbd'
import { Time } from '#components/ui/time'
import type { Role } from '#lib/permissions/permissions'
import type { ReportView } from '#lib/reports/view'
import type { Work } from './use-work.ts'

export type State = { report: ReportView; canWork: boolean; mayWork: boolean; role: Role; work: Work }

/** Who holds the report, and what follows from that. */
export function ClaimBar({ report, canWork, mayWork, work }: State) {
  const isMine = report.claim?.mine === true
  return (
    <div
      className={`flex min-h-11 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line-2 px-4 py-1.5 desk:px-6 ${isMine ? 'bg-accent-soft' : 'bg-surface-2'}`}
    >
      <a href={`/reports${toSearch(work.asked)}`} className="flex items-center gap-1 text-accent wide:hidden">
        <Icon name="left" />
        All reports
      </a>
      <p role="status" className="flex min-w-0 items-center gap-2">
        <Icon name={report.ending === null ? 'person' : 'check'} className="size-4 text-fg-2" />
        <span>
          <Standing report={report} mayWork={mayWork} />
        </span>
      </p>
      {report.ending === null && report.claim === null && mayWork && (
        <Button
          look="primary"
          className="ml-auto"
          disabled={!canWork}
          onClick={() => work.carryOut({ kind: 'claim' })}
        >
          Claim <KeyHint>C</KeyHint>
        </Button>
      )}
      {report.ending === null && isMine && (
        <span className="ml-auto flex gap-1">
          <Button look="link" disabled={!canWork} onClick={() => work.ask('hand-over')}>
            Hand over…
          </Button>
          <Button look="link" disabled={!canWork} onClick={() => work.carryOut({ kind: 'release' })}>
            Release
          </Button>
        </span>
      )}
      {work.error !== null && work.dialog === null && (
        <FailedAlert error={work.error} className="basis-full font-semibold" />
      )}
    </div>
  )
}

function Standing({ report, mayWork }: { report: ReportView; mayWork: boolean }) {
  const { ending, claim, raised, escalatedTo } = report
  if (ending !== null)
    return (
      <>
        <b className="font-semibold">Resolved</b> by <bdi>{ending.by}</bdi>,{' '}
        <Time at={ending.at} format="dated" />: {endingWords(ending)}
      </>
    )
  if (claim?.mine === true)
    return (
      <>
        <b className="font-semibold">Claimed by you</b> at <Time at={claim.at} format="minute" /> · released
        at <Time at={claim.until} format="minute" /> unless you go on
      </>
    )
  if (claim !== null)
    return (
      <>
        <b className="font-semibold">
          Claimed by <bdi>{claim.by}</bdi>
        </b>{' '}
        at <Time at={claim.at} format="minute" /> · you can read along and write notes
      </>
    )
  if (raised) return <>Escalated to {escalatedTo}s: you can read along and write notes</>
  const free =
    escalatedTo === null ? 'Nobody works on this' : `Escalated to ${escalatedTo}s, nobody works on it`
  return <>{mayWork ? free : 'You may look at reports, not work on them'}</>
}
