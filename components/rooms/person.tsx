import { trimInvisible } from '#lib/decisions/targets-entry'

/** Null for a name that nobody could see. */
export function visibleName(name: string | null): string | null {
  return name === null || trimInvisible(name) === '' ? null : name
}

/** Names and IDs come from strangers: text only, in their own direction, never empty to the eye. */
export function PersonName({ name, className = '' }: { name: string | null; className?: string }) {
  const visible = visibleName(name)
  return (
    <bdi className={visible === null ? `${className} text-fg-2` : className}>{visible ?? '(no name)'}</bdi>
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
