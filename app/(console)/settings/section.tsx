import type { ReactNode } from 'react'

type SectionProps = { id: string; title: string; about: ReactNode; children: ReactNode }

/** One setting: its name, what it does in plain words, and its form. */
export function Section({ id, title, about, children }: SectionProps) {
  const titleId = `${id}-title`
  return (
    <section aria-labelledby={titleId} className="grid gap-4 border-b border-line-2 px-4 py-6 desk:px-6">
      <div className="grid max-w-prose gap-1">
        <h2 id={titleId} className="text-md font-semibold">
          {title}
        </h2>
        <p className="text-fg-2">{about}</p>
      </div>
      {children}
    </section>
  )
}
