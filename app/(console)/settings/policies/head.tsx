import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon'
import { PageHead } from '#components/ui/page-head'
import { ZoneNote } from '#components/ui/time'

const BACK_WORDS = {
  '/settings': 'Back to the settings',
  '/settings/policies': 'Back to the policies',
} as const

type HeadProps = { title: ReactNode; back: keyof typeof BACK_WORDS }

export function PoliciesHead({ title, back }: HeadProps) {
  return (
    <PageHead
      title={title}
      before={
        <Link href={back} prefetch={false} aria-label={BACK_WORDS[back]} className="-ml-2 flex p-2">
          <Icon name="left" />
        </Link>
      }
    >
      <span className="text-xs text-fg-3">
        <ZoneNote />
      </span>
    </PageHead>
  )
}
