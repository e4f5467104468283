import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NotYourRoom } from '#components/rooms/not-your-room'
import { requireOperator } from '#lib/auth/session'
import { can } from '#lib/permissions/permissions'
import { getFirstRoster, noteOpened } from '#lib/presence/queries'
import { roomNameInput } from '#lib/rooms/schemas'
import { fileReportAction } from '../../reports/work-actions.ts'
import { ejectAction, stopDecisionAction, undoBanAction } from './actions.ts'
import { KeysHelp } from './keys-help.tsx'
import { PrivacyNotes } from './privacy-notes.tsx'
import { RoomScreen } from './room-screen.tsx'

const ACTIONS = {
  eject: ejectAction,
  undoBan: undoBanAction,
  stop: stopDecisionAction,
  fileReport: fileReportAction,
}

export async function generateMetadata({ params }: PageProps<'/rooms/[room]'>): Promise<Metadata> {
  return { title: toRoomName((await params).room) }
}

export default async function RoomPage({ params }: PageProps<'/rooms/[room]'>) {
  const room = toRoomName((await params).room)
  const operator = await requireOperator()
  if (!can(operator, 'room.see', { room }))
    return (
      <NotYourRoom room={room}>
        <p>An admin decides which rooms you look after.</p>
      </NotYourRoom>
    )

  await noteOpened(operator, { room })
  const may = {
    eject: can(operator, 'participant.eject', { room }),
    ban: can(operator, 'ban.room', { room }),
    banWide: can(operator, 'ban.wide', { room }),
    seeAudit: can(operator, 'audit.see', { room }),
    report: can(operator, 'report.work', { room }),
  }
  const { roster, expected } = await getFirstRoster(operator, { room })
  return (
    <RoomScreen
      key={room}
      room={room}
      initialRoster={roster}
      expected={expected}
      operatorId={operator.id}
      may={may}
      actions={ACTIONS}
      help={
        <>
          <KeysHelp />
          <PrivacyNotes />
        </>
      }
    />
  )
}

/** A page's parameter arrives as it stands in the address. */
function toRoomName(param: string): string {
  const name = roomNameInput.safeParse(decoded(param))
  return name.success ? name.data : notFound()
}

function decoded(param: string): string | null {
  try {
    return decodeURIComponent(param)
  } catch {
    return null
  }
}
