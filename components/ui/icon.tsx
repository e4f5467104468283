const PATHS = {
  alert: 'M8 2.75 14 13.25H2L8 2.75ZM8 6.75V9.5M8 11.5h.01',
  ban: 'M8 2.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5M4 4l8 8',
  brand: 'M3.25 13.75V2.25h9.5v11.5M1.5 13.75h13M6.25 13.75V5.5L10 4.25v9.5M8.25 9h.01',
  check: 'm3.25 8.5 3 3 6.5-7',
  clock: 'M8 2.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5M8 4.75V8l2.25 1.5',
  copy: 'M5.75 5.75h7.5v7.5h-7.5zM10.25 5.5V2.75h-7.5v7.5H5.5',
  dash: 'M4 8h8',
  door: 'M3.25 13.75V2.25h9.5v11.5M1.5 13.75h13M10 8.25h.01',
  down: 'm4.5 6.25 3.5 3.5 3.5-3.5',
  globe:
    'M8 2.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5M2.25 8h11.5M8 2.25c3.25 3 3.25 8.5 0 11.5-3.25-3-3.25-8.5 0-11.5',
  info: 'M8 2.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5M8 7.5v3.25M8 5.25h.01',
  left: 'M9.75 4.5 6.25 8l3.5 3.5',
  live: 'M8 7a1 1 0 1 0 0 2 1 1 0 0 0 0-2M4.25 4.25a5.25 5.25 0 0 0 0 7.5M11.75 4.25a5.25 5.25 0 0 1 0 7.5',
  lock: 'M3.25 7h9.5v6.75h-9.5zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2',
  noId: 'M4.75 3.75h9.25v8M11.5 12.25H2v-8M2.25 2.25l11.5 11.5',
  out: 'M6.5 2.75H3.25v10.5H6.5M9.75 4.75 13 8l-3.25 3.25M12.75 8h-6',
  person:
    'M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8M2.75 13.75c0-2.5 2.25-3.75 5.25-3.75s5.25 1.25 5.25 3.75',
  plus: 'M8 3.5v9M3.5 8h9',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5L13.25 6M13.25 2.75V6H10',
  right: 'M6.25 4.5 9.75 8l-3.5 3.5',
  search: 'M7 2.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5m3.25 7.5 3.25 3.25',
  send: 'M2.75 8h10.5M9.25 4l4 4-4 4',
  shield: 'm8 2 5 1.75v4C13 10.75 11 13 8 14c-3-1-5-3.25-5-6.25v-4Z',
  spin: 'M8 2.25A5.75 5.75 0 1 1 2.25 8',
  twins:
    'M6 4.25a3.75 3.75 0 1 0 0 7.5 3.75 3.75 0 0 0 0-7.5m4 0a3.75 3.75 0 1 0 0 7.5 3.75 3.75 0 0 0 0-7.5',
  undo: 'M6 5.25 2.75 8.5 6 11.75M3 8.5h7a3.25 3.25 0 0 0 3.25-3.25V4',
  up: 'M8 12.75v-9.5M4.25 7 8 3.25 11.75 7',
  users:
    'M6 7.75a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M1.5 13.25c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.75 3a2.5 2.5 0 0 1 0 4.5M12 9.5c1.5.5 2.5 2 2.5 3.75',
  x: 'm4.25 4.25 7.5 7.5m0-7.5-7.5 7.5',
} as const

export type IconName = keyof typeof PATHS

/** Always beside a word or inside a labelled button, so it says nothing itself. */
export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      className={`shrink-0 fill-none stroke-current stroke-[1.4] ${name === 'spin' ? 'animate-spin text-accent' : ''} ${className}`}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
