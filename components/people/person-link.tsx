import type { ReactNode } from 'react'

/** The address of somebody's page: by user ID, or by the one session of somebody without. */
export function personHref(userId: string | null, participantId: string | null = null) {
  return userId === null
    ? (`/people/session/${encodeURIComponent(participantId ?? '')}` as const)
    : (`/people/${encodeURIComponent(userId)}` as const)
}

export function PersonLink({ userId, children }: { userId: string; children: ReactNode }) {
  return (
    <a href={personHref(userId)} className="hover:underline">
      {children}
    </a>
  )
}
