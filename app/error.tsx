'use client'

import { WentWrong } from '#components/went-wrong'

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main>
      <WentWrong error={error} retry={retry} />
    </main>
  )
}
