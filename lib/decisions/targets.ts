import type { RejectReason } from '#lib/decisions/targets-entry'

export type { RejectReason } from '#lib/decisions/targets-entry'

export const MAX_TARGETS = 10_000
export const MAX_ID_UNITS = 36
export const MAX_PASTE_BYTES = 3 * 1024 * 1024

export type AcceptedTarget = { id: string; line: number }
export type RejectedTarget = { text: string; line: number; reason: RejectReason }
export type DuplicateTarget = { id: string; line: number; firstLine: number }
export type SplitLine = { line: number; entries: number }

export type ParsedTargets = {
  accepted: AcceptedTarget[]
  rejected: RejectedTarget[]
  duplicates: DuplicateTarget[]
  splitLines: SplitLine[]
  total: number
}
