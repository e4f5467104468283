import { randomUUID } from 'node:crypto'
import { z } from 'zod'

export const faultKinds = [
  'rate-limited',
  '500',
  '502-html',
  '200-html',
  '200-empty-body',
  '200-empty-object',
  '200-null-list',
  'cut-off-json',
  'truncated-json',
  'bad-rows',
  'slow',
  'hang',
  'reset',
  'apply-then-hang',
  'apply-then-504',
  'apply-then-reset',
  'not-hosting',
  'key-rejected',
  'forbidden',
  'bad-request',
] as const
export type FaultKind = (typeof faultKinds)[number]

export const faultInput = z.strictObject({
  kind: z.enum(faultKinds),
  route: z.string().optional(),
  room: z.string().optional(),
  times: z.number().int().min(1).optional(),
  skip: z.number().int().min(0).optional(),
  applied: z.boolean().optional(),
  retryAfter: z.string().optional(),
  delayMs: z.number().min(0).optional(),
  framing: z.enum(['content-length', 'chunked']).optional(),
})
export type Fault = z.infer<typeof faultInput>
export type SetFault = Fault & { id: string; timesLeft: number; skipLeft: number }

export function addFault(faults: SetFault[], fault: Fault) {
  const id = randomUUID()
  faults.push({
    ...fault,
    id,
    timesLeft: fault.times ?? Number.POSITIVE_INFINITY,
    skipLeft: fault.skip ?? 0,
  })
  return id
}

export function clearFaults(faults: SetFault[], id?: string) {
  for (let index = faults.length - 1; index >= 0; index -= 1) {
    if (id === undefined || faults[index]?.id === id) faults.splice(index, 1)
  }
}

export function takeFault(faults: SetFault[], route: string, room: string | null): SetFault | null {
  for (const fault of faults) {
    if (fault.route !== undefined && fault.route !== route) continue
    if (fault.room !== undefined && fault.room !== room) continue
    if (fault.skipLeft > 0) {
      fault.skipLeft -= 1
      continue
    }
    fault.timesLeft -= 1
    if (fault.timesLeft <= 0) clearFaults(faults, fault.id)
    return fault
  }
  return null
}

const appliedKinds: ReadonlySet<FaultKind> = new Set([
  'cut-off-json',
  'truncated-json',
  'bad-rows',
  'slow',
  'apply-then-hang',
  'apply-then-504',
  'apply-then-reset',
])

export const isApplied = (fault: Fault) => fault.applied ?? appliedKinds.has(fault.kind)
