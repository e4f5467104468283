import type { AuditFilters } from '#lib/audit/schemas'

/** What stands in the fields. */
export type TypedFilters = Partial<
  Record<'room' | 'who' | 'person' | 'group' | 'since' | 'until' | 'zone', string | undefined>
>

export type FilterErrors = Partial<Record<'room' | 'since', string>>

/** The filters as they stand in an address; what says nothing is left out by whoever writes it. */
export function toQuery({ room, who, person, group, since, until, zone, decisionId }: AuditFilters) {
  const isDated = since !== undefined || until !== undefined
  return { room, who, person, group, since, until, zone: isDated ? zone : undefined, decision: decisionId }
}

export function toExportAddress(
  format: 'csv' | 'jsonl',
  { decision, ...same }: ReturnType<typeof toQuery>,
): string {
  const query = Object.entries({ format, ...same, decisionId: decision }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return `/api/audit/export?${new URLSearchParams(query)}`
}

export function isNarrowed(query: ReturnType<typeof toQuery>): boolean {
  return Object.values(query).some((value) => value !== undefined)
}

/** What was typed and cannot be used stays in the fields. */
export function toTyped(asked: Record<string, string | string[] | undefined>): TypedFilters {
  const text = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined)
  return {
    room: text('room'),
    who: text('who'),
    person: text('person'),
    group: text('group'),
    since: text('since'),
    until: text('until'),
    zone: text('zone'),
  }
}

export function toErrors(issues: readonly { path: PropertyKey[]; message: string }[]): FilterErrors {
  const of = (name: string) => issues.find(({ path }) => path[0] === name)?.message
  const [room, since] = [of('room'), of('since')]
  return { ...(room !== undefined && { room }), ...(since !== undefined && { since }) }
}
