'use client'

import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import type { DecisionActions } from '#components/decisions/actions-type'
import { DecidePanel } from '#components/decisions/decide-panel'
import { buttonClass } from '#components/ui/button'
import { Field, Select } from '#components/ui/field'
import type { PersonView } from '#lib/people/view'

type ActProps = {
  person: PersonView
  actions: DecisionActions
  /** Rooms in which it may be done. */
  may: { eject: string[]; ban: string[]; banWide: boolean; banAtAll: boolean; seeAudit: boolean }
}

/** Ejecting somebody from where they are, or banning who is nowhere now. */
export function Act({ person, actions, may }: ActProps) {
  const router = useRouter()
  const [chosen, choose] = useState<string | null>(null)
  const { userId, participantId, name } = person
  const people = useMemo(
    () =>
      userId === null
        ? [{ kind: 'participant' as const, id: participantId ?? '', name }]
        : [{ kind: 'user' as const, id: userId, name }],
    [userId, participantId, name],
  )
  const room = person.rooms.find((one) => one.room === chosen)?.room ?? person.rooms[0]?.room
  // Who has been ejected is in no room any more; the result stays.
  const [decidedIn, setDecidedIn] = useState<string | null>(null)
  const shown = room ?? decidedIn
  if (shown === null) return <NotHere userId={userId} mayBan={may.banAtAll} />
  return (
    <section aria-labelledby="decide" className="grid gap-3 px-4 py-4 desk:px-5">
      <h2 id="decide" className="text-md font-semibold">
        Decision
      </h2>
      {person.rooms.length > 1 && (
        <Field id="decide-room" label="In">
          <Select id="decide-room" value={shown} onChange={({ target }) => choose(target.value)}>
            {person.rooms.map((one) => (
              <option key={one.room} value={one.room}>
                {one.room}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <DecidePanel
        key={shown}
        room={shown}
        people={people}
        may={{
          eject: may.eject.includes(shown) || decidedIn === shown,
          ban: may.ban.includes(shown),
          banWide: may.banWide,
          seeAudit: may.seeAudit,
        }}
        actions={actions}
        defaults={{ policy: 'other', reason: '', banOn: false }}
        onStored={() => {
          setDecidedIn(shown)
          router.refresh()
        }}
      />
    </section>
  )
}

function NotHere({ userId, mayBan }: { userId: string | null; mayBan: boolean }) {
  return (
    <section aria-label="Decision" className="grid justify-items-start gap-3 px-4 py-4 desk:px-5">
      <p className="text-fg-2">In none of your rooms now: there is nobody to eject.</p>
      {userId !== null && mayBan && (
        <a href={`/bans?ban=${encodeURIComponent(userId)}`} className={buttonClass()}>
          Ban…
        </a>
      )}
    </section>
  )
}
