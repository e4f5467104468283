'use server'

import { operatorAction } from '#lib/auth/operator-action'
import { liftBan } from '#lib/bans/commands'
import { liftBanInput } from '#lib/bans/schemas'

export const liftBanAction = operatorAction(liftBanInput, liftBan)
