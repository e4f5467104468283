'use client'

import { useSyncExternalStore } from 'react'

const UTC_ZONE = 'UTC'

/** UTC in the server's HTML and while the page comes alive, then the reader's own zone. */
export function useReaderZone(): string {
  return useSyncExternalStore(neverChanges, readerZone, () => UTC_ZONE)
}

const MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const SECOND = { ...MINUTE, second: '2-digit' } as const
const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const

const FORMATS = {
  time: SECOND,
  minute: MINUTE,
  day: { day: 'numeric', month: 'short', ...MINUTE },
  date: DATE,
  dated: { ...DATE, ...MINUTE },
  exact: { ...DATE, ...SECOND },
  moment: { weekday: 'short', ...DATE, ...MINUTE, timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

type TimeFormat = keyof typeof FORMATS

/** `moment` names the zone; the shorter ones are for places where the page names it once. */
export function Time({ at, format = 'moment' }: { at: number; format?: TimeFormat }) {
  const zone = useReaderZone()
  return <time dateTime={new Date(at).toISOString()}>{formatTime(at, format, zone)}</time>
}

export function formatTime(at: number, format: TimeFormat, zone: string): string {
  const key = `${format} ${zone}`
  const formatter =
    formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...FORMATS[format], timeZone: zone })
  formatters.set(key, formatter)
  return formatter.format(at)
}

/** "Times in CET, Europe/Berlin" */
export function ZoneNote() {
  const zone = useReaderZone()
  const short = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts()
    .find((part) => part.type === 'timeZoneName')?.value
  return <span>Times in {short === zone || short === undefined ? zone : `${short}, ${zone}`}</span>
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function neverChanges() {
  return () => {}
}

let zoneRead: string | undefined

/** Asking the browser takes longer than drawing the row that asks. */
function readerZone(): string {
  zoneRead ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return zoneRead
}
