import { Tag } from '#components/ui/tag'
import { Time } from '#components/ui/time'
import type { Standing } from '#lib/reports/view'

type TagsProps = {
  standing: Pick<Standing, 'bans' | 'bannedElsewhere' | 'protected'>
  /** Say so where there is no ban. */
  tellOfNone: boolean
}

/** What stands against somebody, and what protects them. */
export function BanTags({ standing, tellOfNone }: TagsProps) {
  const { bans, bannedElsewhere } = standing
  return (
    <>
      {bans.map(({ id, scope, endsAt, by }) => (
        <Tag key={id} icon="ban" look="ink">
          banned from <bdi>{scope}</bdi>{' '}
          {endsAt === null ? (
            'for good'
          ) : (
            <>
              until <Time at={endsAt} format="dated" />
            </>
          )}{' '}
          by <bdi>{by}</bdi>
        </Tag>
      ))}
      {bannedElsewhere && <Tag icon="ban">banned elsewhere</Tag>}
      {tellOfNone && bans.length === 0 && !bannedElsewhere && <Tag icon="check">no active ban</Tag>}
      {standing.protected && <Tag icon="shield">protected</Tag>}
    </>
  )
}
