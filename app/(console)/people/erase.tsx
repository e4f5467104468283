'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button'
import { EraseDialog, type EraseProps } from './erase-dialog.tsx'

/** On legal request only; admins alone see it. */
export function Erase(props: EraseProps) {
  const [isAsked, ask] = useState(false)
  return (
    <section aria-labelledby="erase" className="grid justify-items-start gap-2 px-4 py-4 desk:px-5">
      <h2 id="erase" className="text-md font-semibold">
        Erasure
      </h2>
      <p className="text-fg-2">
        On legal request: deletes this person’s personal text. Counts and the record’s chain stay true.
      </p>
      <Button onClick={() => ask(true)}>Erase…</Button>
      {isAsked && <EraseDialog {...props} onClose={() => ask(false)} />}
    </section>
  )
}
