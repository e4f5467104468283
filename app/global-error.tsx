'use client'

import { WentWrong } from '#components/went-wrong'
import './globals.css'

/** Stands in for the root layout when that itself fails. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · Roomwarden</title>
      </head>
      <body>
        <main>
          <WentWrong error={error} retry={retry} />
        </main>
      </body>
    </html>
  )
}
