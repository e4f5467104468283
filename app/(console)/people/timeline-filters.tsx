import type { Route } from 'next'
import { Button } from '#components/ui/button'
import { Input } from '#components/ui/field'
import { TabNav, tabClass } from '#components/ui/tabs'
import type { TimelineInput } from '#lib/people/schemas'
import { TIMELINE_KINDS, type TimelineKind } from '#lib/people/view'

const WORDS: Record<TimelineKind, string> = {
  all: 'Everything',
  sessions: 'Sessions',
  reports: 'Reports',
  decisions: 'Decisions',
  bans: 'Bans',
  notes: 'Notes',
}

/** A person's address with only those parts of the query that say something. */
export function withTimelineQuery(href: string, { kind, room, cursor }: TimelineInput): Route {
  const search = new URLSearchParams()
  if (kind !== 'all') search.set('kind', kind)
  if (room !== undefined) search.set('room', room)
  if (cursor !== undefined) search.set('cursor', cursor)
  return (search.size === 0 ? href : `${href}?${search}`) as Route
}

export function TimelineFilters({ href, asked }: { href: string; asked: TimelineInput }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line-2 px-4 py-2 desk:px-6">
      <TabNav label="Timeline by kind">
        {TIMELINE_KINDS.map((kind) => (
          <a
            key={kind}
            href={withTimelineQuery(href, { ...asked, kind, cursor: undefined })}
            aria-current={asked.kind === kind ? 'page' : undefined}
            className={tabClass()}
          >
            {WORDS[kind]}
          </a>
        ))}
      </TabNav>
      <search>
        <form action={href} className="flex gap-2">
          {asked.kind !== 'all' && <input type="hidden" name="kind" value={asked.kind} />}
          <Input
            name="room"
            aria-label="Room, exactly"
            placeholder="Room, exactly"
            defaultValue={asked.room ?? ''}
            maxLength={128}
            className="w-40!"
          />
          <Button type="submit">Show</Button>
        </form>
      </search>
    </div>
  )
}
