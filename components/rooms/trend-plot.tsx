import { changeOf, toChangeText } from '#lib/rooms/trend'

const WIDTH = 72
const HEIGHT = 18
const PAD = 2
/** The plot's height is at least that many people, and a tenth of them: one joining a thousand is no cliff. */
const MIN_SPAN = 4

/** "+4 in 10 min" and, beside it, how it came about. */
export function Trend({ trend }: { trend: readonly number[] }) {
  const change = changeOf(trend)
  return (
    <span className="flex items-center justify-end gap-2.5">
      <span className={`whitespace-nowrap ${change === 0 ? 'text-fg-3' : 'text-fg'}`}>
        {toChangeText(change)}
        <span className="desk:sr-only"> in 10 min</span>
      </span>
      <Plot trend={trend} />
    </span>
  )
}

function Plot({ trend }: { trend: readonly number[] }) {
  const points = toPoints(trend)
  const last = points.at(-1)
  return (
    <svg
      aria-hidden="true"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="shrink-0"
      fill="none"
    >
      <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} className="stroke-line-2" />
      {last !== undefined && (
        <>
          <polyline
            points={points.join(' ')}
            className="stroke-fg-3"
            strokeWidth="1.25"
            strokeLinejoin="round"
          />
          <circle cx={last[0]} cy={last[1]} r="2" className="fill-accent" />
        </>
      )}
    </svg>
  )
}

function toPoints(trend: readonly number[]): (readonly [x: number, y: number])[] {
  const top = Math.max(...trend)
  const bottom = Math.min(...trend)
  const span = Math.max(top - bottom, MIN_SPAN, top / 10)
  const stepPx = (WIDTH - 2 * PAD) / (trend.length - 1)
  const heightPx = HEIGHT - 2 * PAD - 2
  return trend.map((people, index) => [
    round(PAD + index * stepPx),
    round(PAD + heightPx - ((people - bottom) / span) * heightPx),
  ])
}

function round(px: number): number {
  return Math.round(px * 10) / 10
}
