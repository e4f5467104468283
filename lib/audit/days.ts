const DAY_MS = 86_400_000

/** Days of the calendar, both included, as they are in a zone. */
export type Days = { since?: string | undefined; until?: string | undefined; zone: string }

/** The moment a calendar day begins in a zone, in milliseconds since 1970. */
export function startOfDay(day: string, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const guess = midnight - offsetAt(midnight, zone)
  // The offset may have changed between the guess and midnight itself.
  return midnight - offsetAt(guess, zone)
}

/** From the first moment of the first day up to, and without, the first one after the last. Null is no bound. */
export function toMoments({ since, until, zone }: Days): { from: Date | null; before: Date | null } {
  return {
    from: since === undefined ? null : new Date(startOfDay(since, zone)),
    before: until === undefined ? null : new Date(startOfDay(nextDay(until), zone)),
  }
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

/** How far a zone's clocks are ahead of UTC at a moment. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const shown = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  )
  return shown - Math.floor(at / 1_000) * 1_000
}
