import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { orThrow } from '#components/or-throw'
import type { ActionResult } from '#lib/errors'

/** A deed on a row that is asked about first. Stands above the rows, which go when it is done. */
export function useAskedDeed<Input, Done>(deed: (input: Input) => Promise<ActionResult<Done>>) {
  const router = useRouter()
  const [asked, ask] = useState<Input | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: orThrow<Input, Done>(deed),
    onSuccess: (what) => {
      ask(null)
      setDone(what)
      router.refresh()
    },
  })
  const dialog = {
    pending: isPending,
    error,
    onConfirm: () => {
      if (asked !== null) mutate(asked)
    },
    onCancel: () => {
      reset()
      ask(null)
    },
  }
  return { asked, ask, done, dialog }
}
