import Form from 'next/form'
import Link from 'next/link'
import { Pager, withQuery } from '#components/pager'
import { Button } from '#components/ui/button'
import { EmptyState } from '#components/ui/empty-state'
import { describedBy, Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { PageHead } from '#components/ui/page-head'
import { listAudit } from '#lib/audit/queries'
import type { ListAuditInput } from '#lib/audit/schemas'
import { coversRoom, type Operator } from '#lib/permissions/permissions'
import { AuditTable } from './audit-table.tsx'

type ListProps = { operator: Operator; query: ListAuditInput; typedRoom: string; roomError?: string }

export async function AuditList({ operator, query, typedRoom, roomError }: ListProps) {
  const { room, decisionId } = query
  return (
    <>
      <PageHead title="Audit" />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line-2 px-4 py-2 desk:px-6">
        <RoomFilter key={typedRoom} room={typedRoom} error={roomError} />
        {decisionId !== undefined && (
          <p className="flex min-h-8 flex-wrap items-center gap-x-2">
            Decision <code className="font-mono text-xs">{decisionId}</code>
            <Link href={withQuery('/audit', { room })} prefetch={false} className="text-accent underline">
              Show all
            </Link>
          </p>
        )}
        <p className="ml-auto flex min-h-8 items-center gap-1.5 text-xs text-fg-3">
          <Icon name="lock" className="size-3.5" />
          Each record carries the hash of the one before it.
        </p>
      </div>
      {room !== undefined && !coversRoom(operator, room) ? (
        <EmptyState
          icon="lock"
          title={
            <>
              <bdi>{room}</bdi> is not among your rooms
            </>
          }
        />
      ) : (
        roomError === undefined && <Events operator={operator} query={query} />
      )}
    </>
  )
}

async function Events({ operator, query }: { operator: Operator; query: ListAuditInput }) {
  const { rows, newer, older } = await listAudit(operator, query)
  const { room, decisionId } = query
  const href = (cursor: string | null) =>
    cursor === null ? null : withQuery('/audit', { room, decision: decisionId, cursor })
  if (rows.length === 0) {
    return (
      <EmptyState icon="clock" title="Nothing on record here">
        {room === undefined && decisionId === undefined ? (
          <p>What is done in your rooms is written here as it happens.</p>
        ) : (
          <Link href="/audit" prefetch={false} className="text-accent underline">
            Show the whole record
          </Link>
        )}
      </EmptyState>
    )
  }
  return (
    <>
      <AuditTable events={rows} />
      <Pager newer={href(newer)} older={href(older)}>
        Records {rows[0]?.seq.toLocaleString('en')} to {rows.at(-1)?.seq.toLocaleString('en')}
      </Pager>
    </>
  )
}

function RoomFilter({ room, error }: { room: string; error: string | undefined }) {
  return (
    <Form action="/audit" role="search" className="grid w-full max-w-80 gap-1">
      <span className="flex gap-2">
        <Input
          type="search"
          name="room"
          aria-label="Room, exactly"
          placeholder="Room, exactly"
          defaultValue={room}
          maxLength={128}
          {...(error !== undefined && { 'aria-invalid': true, 'aria-describedby': describedBy('room') })}
        />
        <Button type="submit">Show</Button>
      </span>
      {error !== undefined && (
        <span id={describedBy('room')} className="text-xs font-semibold">
          {error}
        </span>
      )}
    </Form>
  )
}
