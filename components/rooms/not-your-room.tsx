import type { ReactNode } from 'react'
import { EmptyState } from '#components/ui/empty-state'

export function NotYourRoom({ room, children }: { room: string | undefined; children?: ReactNode }) {
  return (
    <EmptyState
      icon="lock"
      title={
        <>
          <bdi>{room}</bdi> is not among your rooms
        </>
      }
    >
      {children}
    </EmptyState>
  )
}
