import Link from 'next/link'
import { Time } from '#components/ui/time'
import type { PolicyVersion } from '#lib/policies/policies'

const HEAD = 'px-2 py-2 text-left font-normal text-fg-3 first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const CELL = 'px-2 py-1.5 align-top first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'

type TableProps = { versions: readonly PolicyVersion[]; shown: number | null }

/** All versions of a policy, newest first, each at an address of its own. */
export function VersionTable({ versions, shown }: TableProps) {
  return (
    <table className="w-full">
      <caption className="sr-only">Versions, newest first</caption>
      <thead className="border-b border-line-2">
        <tr>
          <th scope="col" className={HEAD}>
            Version
          </th>
          <th scope="col" className={HEAD}>
            Title
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            By
          </th>
          <th scope="col" className={HEAD}>
            In force since
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ code, version, title, offered, by, since }) => (
          <tr key={version} className="border-b border-line-1 hover:bg-surface-2">
            <th scope="row" className={`${CELL} text-left font-normal`}>
              <Link
                href={`/policies/${code}/${version}`}
                prefetch={false}
                aria-label={`Version ${version}`}
                aria-current={version === shown ? 'page' : undefined}
                className="text-accent hover:underline aria-[current]:font-semibold"
              >
                {version.toLocaleString('en')}
              </Link>
            </th>
            <td className={`${CELL} max-w-80 break-words`}>
              <bdi>{title}</bdi>
              {!offered && <span className="text-fg-2"> · not offered</span>}
            </td>
            <td className={`${CELL} text-fg-2 max-desk:hidden`}>
              <bdi>{by}</bdi>
            </td>
            <td className={`${CELL} text-fg-2`}>
              <Time at={since} format="dated" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
