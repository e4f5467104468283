import Link from 'next/link'
import { durationWords } from '#components/decisions/words'
import { URGENCY_WORDS } from '#components/policies/words'
import { Time } from '#components/ui/time'
import type { PolicyVersion } from '#lib/policies/policies'

const HEAD = 'px-2 py-2 text-left font-normal text-fg-3 first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const CELL = 'px-2 py-1.5 align-top first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const WIDE = 'max-desk:hidden'

export function PolicyTable({ policies }: { policies: readonly PolicyVersion[] }) {
  return (
    <table className="w-full">
      <caption className="sr-only">Policies in force</caption>
      <thead className="border-b border-line-2">
        <tr>
          <th scope="col" className={HEAD}>
            Title
          </th>
          <th scope="col" className={`${HEAD} ${WIDE}`}>
            Code
          </th>
          <th scope="col" className={HEAD}>
            Urgency
          </th>
          <th scope="col" className={`${HEAD} ${WIDE}`}>
            Proposed ban
          </th>
          <th scope="col" className={HEAD}>
            Version
          </th>
          <th scope="col" className={`${HEAD} ${WIDE}`}>
            Since
          </th>
          <th scope="col" className={HEAD}>
            <span className="sr-only">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {policies.map((policy) => (
          <PolicyRow key={policy.code} policy={policy} />
        ))}
      </tbody>
    </table>
  )
}

function PolicyRow({ policy }: { policy: PolicyVersion }) {
  const { code, version, title, urgency, banSeconds, offered, since } = policy
  return (
    <tr className="border-b border-line-1 hover:bg-surface-2">
      <th scope="row" className={`${CELL} max-w-80 text-left font-normal break-words`}>
        <bdi>{title}</bdi>
        {!offered && <span className="text-fg-2"> · not offered</span>}
      </th>
      <td className={`${CELL} ${WIDE} font-mono text-xs`}>{code}</td>
      <td className={CELL}>{URGENCY_WORDS[urgency]}</td>
      <td className={`${CELL} ${WIDE}`}>{durationWords(banSeconds)}</td>
      <td className={CELL}>
        <Link
          href={`/policies/${code}/${version}`}
          prefetch={false}
          aria-label={`Version ${version} of ${title}`}
          className="text-accent hover:underline"
        >
          {version.toLocaleString('en')}
        </Link>
      </td>
      <td className={`${CELL} ${WIDE} whitespace-nowrap text-fg-2`}>
        <Time at={since} format="dated" />
      </td>
      <td className={`${CELL} text-right`}>
        <Link
          href={`/settings/policies/${code}`}
          prefetch={false}
          aria-label={`Change ${title}`}
          className="text-accent hover:underline"
        >
          Change
        </Link>
      </td>
    </tr>
  )
}
