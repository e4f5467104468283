'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failed } from '#components/failed'
import { Banner } from '#components/ui/banner'
import { useLive } from '#components/ui/clock'
import { EmptyState } from '#components/ui/empty-state'
import { Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import { Fact, PageHead } from '#components/ui/page-head'
import { Time, ZoneNote } from '#components/ui/time'
import type { RoomOverview, RoomOverviewRow } from '#lib/presence/roster'
import { AsOf } from './as-of.tsx'
import { roomsQuery } from './query-options.ts'

export function RoomOverviewScreen({ initialOverview }: { initialOverview: RoomOverview }) {
  const { data, error } = useQuery({ ...roomsQuery, initialData: initialOverview })
  const [search, setSearch] = useState('')
  const isLive = useLive()
  const rooms = data.rooms.filter(({ room }) => room.toLowerCase().includes(search.trim().toLowerCase()))

  return (
    <>
      <PageHead title="Rooms">
        <Facts overview={data} />
      </PageHead>
      {error !== null && (
        <Banner>
          <Failed error={error} />
        </Banner>
      )}
      {data.stale && (
        <Banner>
          {data.trouble ?? 'Daily has not told who is where for a while.'} The numbers below may be old.
        </Banner>
      )}
      <div className="flex min-h-12 flex-wrap items-center gap-3 border-b border-line-1 px-4 py-2 desk:px-6">
        <span className="relative block w-full desk:max-w-72">
          <Icon
            name="search"
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-fg-3"
          />
          <Input
            type="search"
            aria-label="Search rooms"
            placeholder="Search rooms"
            className="pl-8"
            disabled={!isLive}
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </span>
        <span className="ml-auto text-xs text-fg-2 max-desk:hidden">Fullest first</span>
      </div>
      {rooms.length > 0 ? (
        <RoomTable rooms={rooms} />
      ) : (
        <Nothing searching={search.trim() !== '' && data.rooms.length > 0} />
      )}
      <p className="mt-auto px-4 py-3 text-right text-xs text-fg-2 desk:px-6">
        <ZoneNote />
      </p>
    </>
  )
}

function Facts({ overview: { rooms, asOf } }: { overview: RoomOverview }) {
  const people = rooms.reduce((sum, room) => sum + room.people, 0)
  return (
    <>
      <Fact icon="live">
        <b className="font-semibold text-fg">{rooms.length.toLocaleString('en')} live</b>
      </Fact>
      <Fact icon="users">
        <b className="font-semibold text-fg">
          {people.toLocaleString('en')} {people === 1 ? 'person' : 'people'}
        </b>
      </Fact>
      <Fact icon="clock">{asOf === null ? 'Not asked yet' : <AsOf at={asOf} />}</Fact>
    </>
  )
}

const CELL = 'px-2 py-2 first:pl-4 last:pr-4 desk:first:pl-6 desk:last:pr-6'

function RoomTable({ rooms }: { rooms: readonly RoomOverviewRow[] }) {
  return (
    <table aria-label="Rooms" className="w-full table-fixed border-b border-line-1">
      <thead className="border-b border-line-2 text-left text-xs text-fg-3">
        <tr>
          <th scope="col" className={`font-normal ${CELL}`}>
            Room
          </th>
          <th scope="col" className={`w-20 text-right font-normal text-fg desk:w-32 ${CELL}`}>
            People
          </th>
          <th scope="col" className={`w-44 font-normal max-desk:hidden desk:pl-8 ${CELL}`}>
            Live since
          </th>
          <th scope="col" className={`w-[38%] font-normal ${CELL}`}>
            Last decision
          </th>
        </tr>
      </thead>
      <tbody>
        {rooms.map((row) => (
          <tr key={row.room} className="border-b border-line-1 last:border-0 hover:bg-surface-3">
            <td className={CELL}>
              <a
                href={`/rooms/${encodeURIComponent(row.room)}`}
                className="flex min-h-6 items-center gap-2 text-md hover:text-accent max-desk:min-h-11"
              >
                <Icon name={row.privacy === 'public' ? 'globe' : 'door'} className="size-4 text-fg-3" />
                <bdi className="min-w-0">{row.room}</bdi>
                {row.privacy !== null && <span className="sr-only">{row.privacy}</span>}
              </a>
            </td>
            <td className={`text-right text-md font-semibold ${CELL}`}>
              {row.people.toLocaleString('en')}
              {row.partial && <span className="block text-xs font-normal text-fg-2">at least</span>}
            </td>
            <td className={`text-fg-2 max-desk:hidden desk:pl-8 ${CELL}`}>
              {row.liveSince !== null && <Time at={row.liveSince} format="minute" />}
            </td>
            <td className={`text-fg-2 ${CELL}`}>
              <LastDecision decision={row.lastDecision} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LastDecision({ decision }: { decision: RoomOverviewRow['lastDecision'] }) {
  if (decision === null) return <span className="text-fg-3">none yet</span>
  return (
    <>
      <Time at={decision.at} format="minute" />{' '}
      <span className="text-fg">
        <bdi>{decision.by}</bdi> {decision.ban ? 'ejected and banned' : 'ejected'}{' '}
        {decision.targets.toLocaleString('en')}
      </span>
    </>
  )
}

function Nothing({ searching }: { searching: boolean }) {
  if (searching)
    return (
      <EmptyState icon="search" title="No live room matches">
        <p>Only rooms with people in them are listed.</p>
      </EmptyState>
    )
  return (
    <EmptyState icon="door" title="No room has people in it">
      <p>Rooms show here within 15 s of the first person joining.</p>
    </EmptyState>
  )
}
