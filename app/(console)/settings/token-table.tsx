import { Time } from '#components/ui/time'
import type { TokenView } from '#lib/auth/token-view'
import { RevokeButton } from './token-revoke-desk.tsx'

const HEAD = 'px-2 py-2 text-left font-normal text-fg-3 first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const CELL = 'px-2 py-1.5 align-top first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'
const WIDE = 'max-desk:hidden'

export function TokenTable({ tokens }: { tokens: readonly TokenView[] }) {
  return (
    <table className="w-full">
      <caption className="sr-only">API tokens, newest first</caption>
      <thead className="border-b border-line-2">
        <tr>
          <th scope="col" className={HEAD}>
            Name
          </th>
          <th scope="col" className={`${HEAD} ${WIDE}`}>
            May
          </th>
          <th scope="col" className={`${HEAD} ${WIDE}`}>
            Rooms
          </th>
          <th scope="col" className={HEAD}>
            Expires
          </th>
          <th scope="col" className={`${HEAD} ${WIDE}`}>
            Last used
          </th>
          <th scope="col" className={`${HEAD} ${WIDE}`}>
            By
          </th>
          <th scope="col" className={HEAD}>
            <span className="sr-only">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <TokenRow key={token.tokenId} token={token} />
        ))}
      </tbody>
    </table>
  )
}

function TokenRow({ token }: { token: TokenView }) {
  const { tokenId, name, scopes, patterns, expiresAt, isExpired, lastUsedAt, by } = token
  return (
    <tr className="border-b border-line-1 hover:bg-surface-2">
      <th scope="row" dir="auto" className={`${CELL} max-w-60 text-left font-normal break-words`}>
        {name}
      </th>
      <td className={`${CELL} ${WIDE} font-mono text-xs`}>{scopes.join(' ')}</td>
      <td className={`${CELL} ${WIDE} max-w-60 break-words`}>
        {patterns === null ? 'all' : <code className="font-mono text-xs">{patterns.join(', ')}</code>}
      </td>
      <td className={`${CELL} text-fg-2`}>
        {isExpired && 'expired '}
        {expiresAt === null ? 'never' : <Time at={expiresAt} format="dated" />}
      </td>
      <td className={`${CELL} ${WIDE} whitespace-nowrap text-fg-2`}>
        {lastUsedAt === null ? 'never' : <Time at={lastUsedAt} format="dated" />}
      </td>
      <td className={`${CELL} ${WIDE} text-fg-2`}>
        <bdi>{by}</bdi>
      </td>
      <td className={`${CELL} text-right whitespace-nowrap`}>
        <RevokeButton tokenId={tokenId} name={name} />
      </td>
    </tr>
  )
}
