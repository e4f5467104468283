import { UserId } from '#components/rooms/person'
import { Time } from '#components/ui/time'
import type { ProtectedUserId } from '#lib/protection/queries'
import { UnprotectButton } from './unprotect-desk.tsx'

const HEAD = 'px-2 py-2 text-left font-normal text-fg-3 first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const CELL = 'px-2 py-1.5 align-top first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'

export function ProtectedTable({ rows }: { rows: readonly ProtectedUserId[] }) {
  return (
    <table className="w-full">
      <caption className="sr-only">Protected user IDs, newest first</caption>
      <thead className="border-b border-line-2">
        <tr>
          <th scope="col" className={HEAD}>
            User ID
          </th>
          <th scope="col" className={HEAD}>
            Note
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            By
          </th>
          <th scope="col" className={`${HEAD} max-desk:hidden`}>
            Since
          </th>
          <th scope="col" className={HEAD}>
            <span className="sr-only">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ userId, note, by, at }) => (
          <tr key={userId} className="border-b border-line-1 hover:bg-surface-2">
            <th scope="row" className={`${CELL} max-w-60 text-left font-normal`}>
              <UserId userId={userId} />
            </th>
            <td dir="auto" className={`${CELL} max-w-80`}>
              {note}
            </td>
            <td className={`${CELL} text-fg-2 max-desk:hidden`}>
              <bdi>{by}</bdi>
            </td>
            <td className={`${CELL} whitespace-nowrap text-fg-2 max-desk:hidden`}>
              <Time at={at} format="dated" />
            </td>
            <td className={`${CELL} text-right whitespace-nowrap`}>
              <UnprotectButton userId={userId} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
