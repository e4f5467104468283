import { trimInvisible } from '#lib/decisions/targets-entry'

/** Names and IDs come from strangers: text only, in their own direction, never empty to the eye. */
export function PersonName({ name, className = '' }: { name: string | null; className?: string }) {
  const isVisible = name !== null && trimInvisible(name) !== ''
  return (
    <bdi className={isVisible ? className : `${className} text-fg-2`}>{isVisible ? name : '(no name)'}</bdi>
  )
}

export function ShortId({ id }: { id: string }) {
  return (
    <bdi title={id} className="font-mono text-xs">
      {id.length > 9 ? `${id.slice(0, 8)}…` : id}
    </bdi>
  )
}

const MAX_UNBROKEN = 20

export function UserId({ userId }: { userId: string | null }) {
  if (userId === null) return <span className="text-fg-3">none</span>
  return (
    <bdi
      title={userId}
      className={`font-mono text-xs ${userId.length > MAX_UNBROKEN ? 'break-all' : 'whitespace-nowrap'}`}
    >
      {userId}
    </bdi>
  )
}
