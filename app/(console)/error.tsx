'use client'

import { WentWrong } from '#components/went-wrong'

export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  return <WentWrong error={error} retry={retry} />
}
