import { z } from 'zod'

export const resumeInput = z.strictObject({ at: z.coerce.number().int() })
export type ResumeInput = z.output<typeof resumeInput>
