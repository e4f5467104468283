import type { ReadId } from '#lib/bans/ban-file'
import { parseTargets, REJECT_REASONS } from '#lib/decisions/targets'

/** The first line of a pasted list may be a heading; a cell never is. */
const LINE_BEFORE = '-\n'

/** A cell by the rules for pasted IDs. */
export const readId: ReadId = (text, form) => {
  if (form === 'exact') return { id: text }
  const pasted = form === 'quoted' ? `"${text.replaceAll('"', '""')}"` : text
  const { accepted, rejected, duplicates, total } = parseTargets(`${LINE_BEFORE}${pasted}`)
  const [fault] = rejected
  if (fault !== undefined) return { fault: REJECT_REASONS[fault.reason] }
  const id = accepted[1]?.id ?? duplicates[0]?.id
  if (id === undefined) return { fault: 'There is no user ID here.' }
  return total === 2 ? { id } : { fault: 'There is more than one user ID here.' }
}
