import { formatTime, useReaderZone } from '#components/ui/time'
import type { Stay } from '#lib/reports/view'

const AROUND_MS = 15 * 60_000
const TICK_MS = 5 * 60_000
const WIDTH = 640
const NAMES = 150
const ROW = 24
const TOP = 26
const MOST_CHARACTERS = 20

/** Who of the two was in the room when, a quarter of an hour around the report. */
export function StaysPlot({ stays, at, now }: { stays: readonly Stay[]; at: number; now: number }) {
  const zone = useReaderZone()
  const from = at - AROUND_MS
  const until = at + AROUND_MS
  const people = [...Map.groupBy(stays, ({ who, name }) => `${who}${name}`).values()]
  const height = TOP + people.length * ROW + 20
  const x = (time: number) =>
    NAMES + ((Math.min(until, Math.max(from, time)) - from) / (until - from)) * (WIDTH - NAMES - 8)
  const ticks = Array.from({ length: 7 }, (_, index) => Math.ceil(from / TICK_MS) * TICK_MS + index * TICK_MS)
  const minute = (time: number) => formatTime(time, 'minute', zone)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" className="w-full max-w-3xl text-[11px]">
      <title>{toSentence(stays, minute)}</title>
      {ticks
        .filter((time) => time <= until)
        .map((time) => (
          <g key={time}>
            <path d={`M${x(time)} ${TOP - 4}V${height - 18}`} className="stroke-line-1" />
            <text x={x(time)} y={height - 4} textAnchor="middle" className="fill-fg-3">
              {minute(time)}
            </text>
          </g>
        ))}
      {people.map((own, row) => (
        <g key={`${own[0]?.who}${own[0]?.name}`}>
          <text x={0} y={TOP + row * ROW + 12} className="fill-fg">
            {shorten(own[0]?.name ?? '(no name)')}
          </text>
          {own.map((stay) => (
            <rect
              key={stay.from}
              x={x(stay.from)}
              width={Math.max(2, x(stay.until ?? now) - x(stay.from))}
              y={TOP + row * ROW + 2}
              height={13}
              rx={2}
              className={stay.who === 'reported' ? 'fill-accent-fill' : 'fill-line-control'}
            />
          ))}
        </g>
      ))}
      <path d={`M${x(at)} 16V${height - 18}`} className="stroke-ink" strokeWidth={2} />
      <text x={x(at)} y={11} textAnchor="middle" className="fill-fg font-semibold">
        report {minute(at)}
      </text>
    </svg>
  )
}

function shorten(name: string): string {
  const characters = [...name]
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : name
}

function toSentence(stays: readonly Stay[], minute: (time: number) => string): string {
  const parts = stays.map(({ who, name, from, until }) => {
    const whom = `${who === 'reported' ? 'Reported' : 'Reporter'} ${name ?? '(no name)'}`
    return `${whom}: from ${minute(from)} ${until === null ? 'on' : `until ${minute(until)}`}`
  })
  return parts.join('. ')
}
