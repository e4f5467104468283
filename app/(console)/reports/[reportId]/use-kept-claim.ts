import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { orThrow } from '#components/or-throw'
import { reportQuery } from '#components/reports/query-options'
import type { ReportView } from '#lib/reports/view'
import type { ReportActions } from './report-actions.ts'

const RENEW_EVERY_MS = 60_000
const SIGNS_OF_LIFE = ['keydown', 'pointerdown'] as const

/** Keys and clicks on the page renew the holder's claim; looking on does not, so that nobody blocks a report asleep. */
export function useKeptClaim({ id, claim }: ReportView, keep: ReportActions['keep']) {
  const client = useQueryClient()
  const renewedAt = useRef(Number.NEGATIVE_INFINITY)
  const renew = useEffectEvent(() => {
    if (claim?.mine !== true || performance.now() - renewedAt.current < RENEW_EVERY_MS) return
    renewedAt.current = performance.now()
    orThrow(keep)({ reportId: id })
      // Lost: the page then shows who holds it.
      .catch(() => {})
      .finally(() => client.invalidateQueries({ queryKey: reportQuery(id).queryKey }))
  })
  useEffect(() => {
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, renew)
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, renew)
    }
  }, [])
}
