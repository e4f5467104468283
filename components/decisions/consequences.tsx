import { Fragment, type ReactNode } from 'react'
import { counted } from '#components/counted'
import { ShortId } from '#components/rooms/person'
import { Icon, type IconName } from '#components/ui/icon'
import type { PreFlight, PreFlightTarget } from '#lib/decisions/pre-flight'
import type { Ban } from './confirmation.ts'
import { durationWords, Named, Names, scopeWords } from './words.tsx'

type Sentence = { key: string; icon: IconName; text: ReactNode }

/** What will happen, in plain sentences, before anything has been sent. */
export function Consequences({
  preFlight,
  ban,
  detailed,
}: {
  preFlight: PreFlight
  ban: Ban
  detailed: boolean
}) {
  const sentences = [
    ...(detailed ? [] : headline(preFlight, ban)),
    ...cautions(preFlight, ban),
    ...(detailed ? details(preFlight) : []),
  ]
  return (
    <ul className="grid gap-1.5">
      {sentences.map(({ key, icon, text }) => (
        <li key={key} className="flex gap-2">
          <Icon name={icon} className="mt-0.5 size-4" />
          <span className="min-w-0">{text}</span>
        </li>
      ))}
    </ul>
  )
}

function headline({ room, targets, ejects, bans, asOf }: PreFlight, ban: Ban): Sentence[] {
  const sent = targets.filter((target) => !target.protected)
  const away = sent.filter((target) => !target.here).length
  const bannable = sent.filter((target) => target.canBan === 'yes')
  // Two sessions of one user ID are one ban.
  const banned = [...new Map(bannable.map((target) => [target.userId ?? target.id, target])).values()]
  const sentences: Sentence[] = [
    {
      key: 'ejects',
      icon: 'out',
      text: (
        <>
          <b>Ejects {ejects.toLocaleString('en')}</b> from {room} now.
          {away > 0 &&
            asOf !== null &&
            ` ${away.toLocaleString('en')} of them ${away === 1 ? 'is' : 'are'} not here at present.`}
        </>
      ),
    },
  ]
  if (!ban.on)
    return [...sentences, { key: 'free', icon: 'undo', text: 'No ban: they can come back at once.' }]
  return [
    ...sentences,
    {
      key: 'bans',
      icon: 'ban',
      text: (
        <>
          <b>Bans {bans.toLocaleString('en')}</b> from {scopeWords(ban.scope, room)}{' '}
          {durationWords(ban.seconds)}
          {banned.length > 0 && (
            <>
              : <Names people={banned} />
            </>
          )}
          .
        </>
      ),
    },
  ]
}

function cautions({ room, targets, privacy }: PreFlight, ban: Ban): Sentence[] {
  const sent = targets.filter((target) => !target.protected)
  const unbannable = ban.on ? sent.filter((target) => target.canBan === 'no_user_id') : []
  const unseen = ban.on ? sent.filter((target) => target.canBan === 'unknown_participant') : []
  const protectedOnes = targets.filter((target) => target.protected)
  const already = ban.on ? sent.filter((target) => target.banned !== null) : []
  return [
    ...say(
      unbannable,
      'unbannable',
      'alert',
      <>
        <b>
          <Names people={unbannable} /> cannot be banned:
        </b>{' '}
        no user ID. They can come back at once.
      </>,
    ),
    ...say(
      unseen,
      'unseen',
      'alert',
      <>
        <b>
          <Names people={unseen} /> cannot be banned:
        </b>{' '}
        nobody is known by {unseen.length === 1 ? 'this participant ID' : 'these participant IDs'}.
      </>,
    ),
    ...say(
      protectedOnes,
      'protected',
      'shield',
      <>
        <b>
          <Names people={protectedOnes} />
        </b>{' '}
        {protectedOnes.length === 1 ? 'is' : 'are'} protected and left out.
      </>,
    ),
    ...say(
      already,
      'already',
      'ban',
      <>
        Banned already: <Names people={already} />. The longer ban counts.
      </>,
    ),
    ...colleagues(sent),
    ...(ban.on && privacy === 'public'
      ? [
          {
            key: 'public',
            icon: 'globe' as const,
            text: <>{room} is public: the ban can be dodged by joining without a token.</>,
          },
        ]
      : []),
  ]
}

function colleagues(targets: PreFlightTarget[]): Sentence[] {
  const deciding = Map.groupBy(
    targets.filter((target) => target.decidingBy !== null),
    (target) => target.decidingBy,
  )
  return [...deciding].map(([colleague, theirs]) => ({
    key: `deciding ${colleague}`,
    icon: 'person',
    text: (
      <>
        <b>
          <bdi>{colleague}</bdi>
        </b>{' '}
        is deciding on <Names people={theirs} /> at this moment.
      </>
    ),
  }))
}

const MAX_NAMESAKES = 5

function details({ targets, sameName, calls }: PreFlight): Sentence[] {
  const sent = targets.filter((target) => !target.protected)
  const several = sent.filter((target) => target.sessions.length > 1)
  const isOrdinary = targets.every((target) => target.here && !target.protected && target.banned === null)
  return [
    ...several.slice(0, MAX_NAMESAKES).map((target) => ({
      key: `sessions ${target.id}`,
      icon: 'twins' as const,
      text: <Sessions target={target} />,
    })),
    ...say(
      several.slice(MAX_NAMESAKES),
      'more sessions',
      'twins',
      `${counted(several.length - MAX_NAMESAKES, 'other has', 'others have')} several sessions, too.`,
    ),
    ...sameName.slice(0, MAX_NAMESAKES).map(({ participantId, name }) => ({
      key: `namesake ${participantId}`,
      icon: 'twins' as const,
      text: (
        <>
          Another <Named name={name} id={participantId} /> stays in the room: <ShortId id={participantId} />
        </>
      ),
    })),
    ...say(
      sameName.slice(MAX_NAMESAKES),
      'more namesakes',
      'twins',
      `${counted(sameName.length - MAX_NAMESAKES, 'more person', 'more people')} with the same names stay in the room.`,
    ),
    ...(isOrdinary
      ? [
          {
            key: 'ordinary',
            icon: 'check' as const,
            text: 'Nobody here has left, is staff or is banned already.',
          },
        ]
      : []),
    {
      key: 'calls',
      icon: 'send',
      text: (
        <>
          <b>{counted(calls, 'call', 'calls')} to Daily</b>, after you confirm.
        </>
      ),
    },
  ]
}

function Sessions({ target }: { target: PreFlightTarget }) {
  const { userId, id, sessions, namesDiffer } = target
  return (
    <>
      <b>
        <bdi className="font-mono text-xs">{userId ?? id}</bdi> is here {sessions.length} times
        {namesDiffer && ', under different names'}:
      </b>{' '}
      {sessions.map(({ participantId, name }, index) => (
        <Fragment key={participantId}>
          {index > 0 && ', '}
          <Named name={name} id={participantId} /> <ShortId id={participantId} />
        </Fragment>
      ))}
    </>
  )
}

function say(people: readonly unknown[], key: string, icon: IconName, text: ReactNode): Sentence[] {
  return people.length === 0 ? [] : [{ key, icon, text }]
}
