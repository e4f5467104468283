import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { orThrow } from '#components/or-throw'
import { type QueueAsked, reportQuery, toSearch } from '#components/reports/query-options'
import type { ReportView } from '#lib/reports/view'
import type { EscalateInput, HandOverInput, ReopenInput, ResolveInput } from '#lib/reports/work-schemas'
import type { ReportActions } from './report-actions.ts'

export type Dialog = 'hand-over' | 'escalate' | 'act' | 'dismiss' | 'reopen'

type Seen = 'reportId' | 'seen'
export type Deed =
  | { kind: 'claim' | 'release' }
  | { kind: 'hand-over'; input: Omit<HandOverInput, Seen> }
  | { kind: 'escalate'; input: Omit<EscalateInput, Seen> }
  | { kind: 'resolve'; input: Omit<ResolveInput, Seen> }
  | { kind: 'reopen'; input: Omit<ReopenInput, Seen> }

type Options = { report: ReportView; asked: QueueAsked; actions: ReportActions }

/**
 * Everything that moves a report on. A dialog decides on what was shown when it opened: if a colleague was faster since,
 * the server says so and nothing typed is lost.
 */
export function useWork({ report, asked, actions }: Options) {
  const client = useQueryClient()
  const router = useRouter()
  const [open, setOpen] = useState<{ dialog: Dialog; seen: number } | null>(null)
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async (deed: Deed) => {
      const at = { reportId: report.id, seen: open?.seen ?? report.version }
      await send(actions, deed, at)
      if (deed.kind === 'resolve') await goOn()
    },
    onSuccess: () => setOpen(null),
    onSettled: () => refresh(),
  })

  /** The report is resolved whatever comes of this: a next one that cannot be had leads back to the list. */
  async function goOn(): Promise<void> {
    const { tab: _, cursor: __, ...filter } = asked
    const taken = await orThrow(actions.next)({ ...filter, after: report.id }).catch(() => null)
    const reportId = taken?.reportId ?? null
    router.push(reportId === null ? `/reports${toSearch(asked)}` : `/reports/${reportId}${toSearch(asked)}`)
  }

  function refresh() {
    return client.invalidateQueries({ queryKey: reportQuery(report.id).queryKey })
  }

  function ask(dialog: Dialog) {
    reset()
    setOpen({ dialog, seen: report.version })
  }

  return {
    asked,
    note: actions.note,
    ask,
    dialog: open?.dialog ?? null,
    close: () => {
      if (!isPending) setOpen(null)
    },
    carryOut: mutate,
    isPending,
    error,
  }
}

export type Work = ReturnType<typeof useWork>

async function send(
  actions: ReportActions,
  deed: Deed,
  at: { reportId: string; seen: number },
): Promise<unknown> {
  switch (deed.kind) {
    case 'claim':
      return orThrow(actions.claim)(at)
    case 'release':
      return orThrow(actions.release)(at)
    case 'hand-over':
      return orThrow(actions.handOver)({ ...deed.input, ...at })
    case 'escalate':
      return orThrow(actions.escalate)({ ...deed.input, ...at })
    case 'resolve':
      return orThrow(actions.resolve)({ ...deed.input, ...at })
    case 'reopen':
      return orThrow(actions.reopen)({ ...deed.input, ...at })
  }
}
