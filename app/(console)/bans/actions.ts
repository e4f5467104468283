'use server'

import { operatorAction } from '#lib/auth/operator-action'
import { banPeople } from '#lib/bans/ban-people'
import { changeBanEnd } from '#lib/bans/change-end'
import { liftBan, liftChosen } from '#lib/bans/commands'
import { importFileInput } from '#lib/bans/import-input'
import { previewBans } from '#lib/bans/preview'
import { approveBans, declineBans, withdrawBans } from '#lib/bans/proposals'
import { banPeopleInput, previewBansInput } from '#lib/bans/request'
import { changeEndInput, liftBanInput, liftChosenInput, proposalInput } from '#lib/bans/schemas'
import { importFile, previewFile } from './import-file.ts'

export const liftBanAction = operatorAction(liftBanInput, liftBan)
export const liftChosenAction = operatorAction(liftChosenInput, liftChosen)
export const changeBanEndAction = operatorAction(changeEndInput, changeBanEnd)

export const previewBansAction = operatorAction(previewBansInput, previewBans)
export const banPeopleAction = operatorAction(banPeopleInput, banPeople)

export const previewImportAction = operatorAction(importFileInput, previewFile)
export const importBansAction = operatorAction(importFileInput, importFile)

export const approveBansAction = operatorAction(proposalInput, approveBans)
export const declineBansAction = operatorAction(proposalInput, declineBans)
export const withdrawBansAction = operatorAction(proposalInput, withdrawBans)
