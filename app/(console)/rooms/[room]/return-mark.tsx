import { Tag } from '#components/ui/tag'
import type { PossibleReturn, ReturnReason } from '#lib/presence/returns'

const WORDS: Record<ReturnReason, string> = {
  same_name: 'the same name',
  look_alike_name: 'a look-alike name',
  no_user_id: 'no user ID',
  soon_after: 'joined within 5 min of the eject',
}

/** Somebody who may have been made to go before. A guess, and said as one; nothing follows by itself. */
export function ReturnMark({ possibleReturn: { name, reasons } }: { possibleReturn: PossibleReturn }) {
  const why = reasons.map((reason) => WORDS[reason]).join(', ')
  const who = name === null || name.trim() === '' ? 'somebody without a name' : `\u2068${name}\u2069`
  return (
    <span title={`May be ${who}, who was ejected or banned: ${why}`} className="inline-flex">
      <Tag icon="undo">
        possible return
        <span className="sr-only">
          {' '}
          of {who}: {why}
        </span>
      </Tag>
    </span>
  )
}
