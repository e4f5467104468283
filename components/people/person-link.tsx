import type { ReactNode } from 'react'

/** The address of somebody's page: by user ID, or by the one session of somebody without. */
export function personHref(userId: string | null, participantId: string | null = null) {
  return userId === null
    ? (`/people/session/${encodeURIComponent(participantId ?? '')}` as const)
    : (`/people/${toSegment(userId)}` as const)
}

/** A browser takes `.` and `..` for steps in the path, however they are encoded: a `~` before them holds them. */
function toSegment(userId: string): string {
  return encodeURIComponent(/^(~|\.\.?$)/.test(userId) ? `~${userId}` : userId)
}

export function PersonLink({ userId, children }: { userId: string; children: ReactNode }) {
  return (
    <a href={personHref(userId)} className="hover:underline">
      {children}
    </a>
  )
}
