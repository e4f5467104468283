'use client'

import { Button } from '#components/ui/button'
import { Icon } from '#components/ui/icon'
import type { ActionResult } from '#lib/errors'

type SaveRowProps<Data> = {
  isPending: boolean
  result: ActionResult<Data> | null
  toSaved: (data: Data) => string
}

/** The button of a setting and, beside it, what came of it; faults of a field stand at the field. */
export function SaveRow<Data>({ isPending, result, toSaved }: SaveRowProps<Data>) {
  const fault = result?.ok === false && result.fieldErrors === undefined ? result.message : null
  return (
    <>
      <Button type="submit" aria-disabled={isPending}>
        Save
      </Button>
      <p role="status" className="flex min-h-8 items-center gap-2">
        {result?.ok === true && toSaved(result.data)}
        {fault !== null && <Icon name="alert" />}
        {fault}
      </p>
    </>
  )
}
