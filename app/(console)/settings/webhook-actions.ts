'use server'

import { operatorAction } from '#lib/auth/operator-action'
import { createWebhook, removeWebhook, reviveWebhook } from '#lib/webhooks/commands'
import { changeWebhookInput, createWebhookInput } from '#lib/webhooks/schemas'

export const createWebhookAction = operatorAction(createWebhookInput, createWebhook)
export const reviveWebhookAction = operatorAction(changeWebhookInput, reviveWebhook)
export const removeWebhookAction = operatorAction(changeWebhookInput, removeWebhook)
