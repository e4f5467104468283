import { z } from 'zod'

const MAX_URL_LENGTH = 2_000
const MAX_ID_LENGTH = 200

/** The address as the page showed it. */
export const createWebhookInput = z.strictObject({ url: z.string().min(1).max(MAX_URL_LENGTH) })
export type CreateWebhookInput = z.output<typeof createWebhookInput>

/** The webhook as the page showed it. */
export const changeWebhookInput = z.strictObject({ webhookId: z.string().min(1).max(MAX_ID_LENGTH) })
export type ChangeWebhookInput = z.output<typeof changeWebhookInput>
