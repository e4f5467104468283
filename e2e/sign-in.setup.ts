import { expect, test as setup } from '@playwright/test'
import { emailOf, MEMBERS, PASSWORD, statePath } from './support/team.ts'

for (const member of MEMBERS) {
  setup(`${member} signs in through the form`, async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(emailOf(member))
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'Rooms' })).toBeVisible()
    await page.context().storageState({ path: statePath(member) })
  })
}
