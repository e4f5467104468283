'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button'
import { describedBy, Field, Input } from '#components/ui/field'
import { Icon } from '#components/ui/icon'
import type { NewToken } from './token-state.ts'

const ID = 'new-token'

/** The one time that a token is to be seen. */
export function TokenShown({ name, token }: NewToken) {
  const [isCopied, setIsCopied] = useState(false)
  return (
    <div className="grid max-w-xl gap-2">
      <Field
        id={ID}
        label={`API token ${name}`}
        hint="Keep it now where the backend finds it: it is not shown again."
      >
        <Input
          id={ID}
          readOnly
          value={token}
          spellCheck={false}
          aria-describedby={describedBy(ID)}
          onFocus={(event) => event.target.select()}
          className="font-mono"
        />
      </Field>
      <div className="flex items-center gap-3">
        <Button onClick={() => void copy(token).then(setIsCopied)}>
          <Icon name="copy" />
          Copy
        </Button>
        {isCopied && <span>Copied.</span>}
      </div>
    </div>
  )
}

/** Where the browser lends no clipboard the text is selected instead. */
async function copy(token: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(token)
    return true
  } catch {
    document.getElementById(ID)?.focus()
    return false
  }
}
