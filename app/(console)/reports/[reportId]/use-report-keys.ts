import { isDialogOpen, isPlainKey, isTyping, singleKeysAreOn } from '#components/ui/keys'
import { useWindowKeys } from '#components/ui/use-window-keys'
import type { ReportView } from '#lib/reports/view'
import type { Work } from './use-work.ts'

type Keys = { report: ReportView; canWork: boolean; work: Work }

/** C claims, E decides, D dismisses, N writes a note, and Ctrl or ⌘ with Enter resolves and goes on, from anywhere. */
export function useReportKeys({ report, canWork, work }: Keys) {
  useWindowKeys((event) => {
    const deed = isResolveKey(event) ? 'resolve' : plainDeed(event)
    if (deed === null) return
    if (deed === 'note') return focusOn(event, '#note')
    if (!canWork || report.ending !== null) return
    if (deed === 'decide') return focusOn(event, '[data-decide]:enabled', true)
    event.preventDefault()
    if (deed === 'claim') work.carryOut({ kind: 'claim' })
    else work.ask(deed === 'dismiss' ? 'dismiss' : 'act')
  })
}

function isResolveKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isDialogOpen()
}

const DEEDS = { c: 'claim', e: 'decide', d: 'dismiss', n: 'note' } as const

function plainDeed(event: KeyboardEvent) {
  if (!isPlainKey(event) || event.repeat || isTyping(event.target) || !singleKeysAreOn()) return null
  return Object.entries(DEEDS).find(([key]) => key === event.key.toLowerCase())?.[1] ?? null
}

function focusOn(event: KeyboardEvent, selector: string, press = false) {
  const element = document.querySelector<HTMLElement>(selector)
  if (element === null) return
  event.preventDefault()
  element.focus()
  if (press) element.click()
}
