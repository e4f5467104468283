import { usePolicyTitle } from '#components/policies/policies'
import { PolicyLink } from '#components/policies/policy-link'
import { PersonName, UserId } from '#components/rooms/person'
import { Time } from '#components/ui/time'
import type { ReportView, Scene } from '#lib/reports/view'
import { StaysPlot } from './stays-plot.tsx'

const ROW = 'grid grid-cols-[9rem_minmax(0,1fr)] gap-x-4 border-t border-line-2 py-2 max-desk:grid-cols-1'

/** What the server knew by itself at that moment. */
export function Evidence({ report }: { report: ReportView }) {
  const titleOf = usePolicyTitle()
  const [first] = report.complaints
  return (
    <section aria-labelledby="evidence" className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h2 id="evidence" className="text-md font-semibold">
          Evidence
        </h2>
        <span className="text-fg-3">attached by the server, cannot be changed</span>
      </div>
      {report.stays.length > 0 && first !== undefined && (
        <StaysPlot stays={report.stays} at={first.occurredAt ?? first.receivedAt} now={report.now} />
      )}
      <dl className="border-b border-line-2">
        {report.scene !== null && (
          <div className={ROW}>
            <dt className="text-fg-3">
              Present at <Time at={report.scene.at} format="minute" />
            </dt>
            <dd>
              <Present scene={report.scene} />
            </dd>
          </div>
        )}
        {first !== undefined && (
          <div className={ROW}>
            <dt className="text-fg-3">Policy named</dt>
            <dd>
              <PolicyLink
                code={first.category}
                version={first.policyVersion}
                title={titleOf(first.category)}
              />
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Present({ scene: { count, people } }: { scene: Scene }) {
  if (count === 0) return <>nobody, as far as known</>
  return (
    <details>
      <summary className="text-accent">
        {count.toLocaleString('en')} {count === 1 ? 'person' : 'people'}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <ul tabIndex={0} aria-label="People present" className="max-h-60 overflow-y-auto py-1">
        {people.map(({ participantId, userId, name }) => (
          <li key={participantId} className="flex flex-wrap gap-x-2">
            <PersonName name={name} />
            <UserId userId={userId} />
          </li>
        ))}
        {people.length < count && <li>{(count - people.length).toLocaleString('en')} more</li>}
      </ul>
    </details>
  )
}
