/** How a target of a decision ended, under the key it is counted by and in words. */
export const OUTCOMES = [
  ['ejected', 'ejected'],
  ['not_in_room', 'not in the room'],
  ['failed', 'failed'],
  ['unconfirmed', 'unconfirmed'],
  ['not_attempted', 'not attempted'],
] as const
