import { EmptyState } from '#components/ui/empty-state'

type NobodyProps = { room: string; known: boolean; people: number; shown: number; coming: number }

/** In place of rows when there are none to show. */
export function Nobody({ room, known, people, shown, coming }: NobodyProps) {
  if (shown > 0) return null
  if (coming > 0) return <EmptyState icon="spin" title={`Loading ${coming.toLocaleString('en')} people…`} />
  if (people > 0)
    return (
      <EmptyState icon="search" title="Nobody matches the search">
        <p>Change the search or take a filter off.</p>
      </EmptyState>
    )
  return (
    <EmptyState
      icon="users"
      title={
        <>
          Nobody in <bdi>{room}</bdi>
        </>
      }
    >
      <p>
        {known
          ? 'People show here within 15 s of joining. You can still ban by pasting user IDs.'
          : 'Daily knows no room of this name. Check the address; you can still ban by pasting user IDs.'}
      </p>
    </EmptyState>
  )
}
