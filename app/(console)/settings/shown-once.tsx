'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button'
import { describedBy, Field, Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'

type ShownProps = { id: string; label: string; hint: string; secret: string }

/** The one time that a secret is to be seen. */
export function ShownOnce({ id, label, hint, secret }: ShownProps) {
  const [isCopied, setIsCopied] = useState(false)
  return (
    <div className="grid max-w-xl gap-2">
      <Field id={id} label={label} hint={hint}>
        <Input
          id={id}
          readOnly
          value={secret}
          spellCheck={false}
          aria-describedby={describedBy(id)}
          onFocus={(event) => event.target.select()}
          className="font-mono"
        />
      </Field>
      <div className="flex items-center gap-3">
        <Button onClick={() => void copy(secret, id).then(setIsCopied)}>
          <Icon name="copy" />
          Copy
        </Button>
        {isCopied && <span>Copied.</span>}
      </div>
    </div>
  )
}

/** Where the browser lends no clipboard the text is selected instead. */
async function copy(secret: string, id: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(secret)
    return true
  } catch {
    document.getElementById(id)?.focus()
    return false
  }
}
