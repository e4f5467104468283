import { formatTime, useReaderZone } from '#components/ui/time'
import type { Stay } from '#lib/reports/view'

const MINUTE_MS = 60_000
const AROUND_MS = 15 * MINUTE_MS
const TOP = 26
/** Half of a time's width, so that the first and the last are whole. */
const EDGE = 16
const MOST_CHARACTERS = 20

/** In units of the drawing, which fills the width there is: on a phone letters would become too small beside long bars. */
type Shape = { width: number; names: number; row: number; tickMs: number; className: string }

const WIDE: Shape = { width: 640, names: 140, row: 24, tickMs: 5 * MINUTE_MS, className: 'max-desk:hidden' }
const NARROW: Shape = { width: 360, names: 0, row: 42, tickMs: 10 * MINUTE_MS, className: 'desk:hidden' }

type Plotted = { stays: readonly Stay[]; at: number; now: number }

/** Who of the two was in the room when, a quarter of an hour around the report. */
export function StaysPlot(plotted: Plotted) {
  return (
    <>
      <Plot {...plotted} shape={WIDE} />
      <Plot {...plotted} shape={NARROW} />
    </>
  )
}

function Plot({ stays, at, now, shape }: Plotted & { shape: Shape }) {
  const { width, names, row: rowHeight, tickMs } = shape
  const zone = useReaderZone()
  const from = at - AROUND_MS
  const until = at + AROUND_MS
  const people = [...Map.groupBy(stays, ({ who, name }) => `${who}${name}`).values()]
  const height = TOP + people.length * rowHeight + 20
  const start = names + EDGE
  const x = (time: number) =>
    start + ((Math.min(until, Math.max(from, time)) - from) / (until - from)) * (width - EDGE - start)
  /** The name stands beside its bar, or above it. */
  const nameY = (row: number) => TOP + row * rowHeight + 12
  const barY = (row: number) => TOP + row * rowHeight + (names === 0 ? 20 : 2)
  const ticks = Array.from({ length: 7 }, (_, index) => (Math.ceil(from / tickMs) + index) * tickMs)
  const minute = (time: number) => formatTime(time, 'minute', zone)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      className={`w-full max-w-3xl text-[11px] ${shape.className}`}
    >
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
          <text x={0} y={nameY(row)} className="fill-fg">
            {shorten(own[0]?.name ?? '(no name)')}
          </text>
          {own.map((stay) => (
            <rect
              key={stay.from}
              x={x(stay.from)}
              width={Math.max(2, x(stay.until ?? now) - x(stay.from))}
              y={barY(row)}
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
