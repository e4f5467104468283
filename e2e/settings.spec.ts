import { expect, test } from './fixtures.ts'

test('an admin sets the join wave and the history, and reads what is wrong, without any script', async ({
  as,
}) => {
  const page = await as('admin', { javaScriptEnabled: false })
  await page.goto('/settings')
  const wave = page.getByRole('region', { name: 'Join wave' })
  await wave.getByLabel('Joins').fill('1')
  await wave.getByRole('button', { name: 'Save' }).click()
  await expect(wave.getByText('At least 2 joins make a wave.')).toBeVisible()
  await expect(wave.getByLabel('Joins')).toHaveValue('1')
  await wave.getByLabel('Joins').fill('10')
  await wave.getByLabel('within minutes').fill('2')
  await wave.getByRole('button', { name: 'Save' }).click()
  await expect(wave.getByRole('status')).toHaveText('Saved: 10 joins within 2 min.')

  const history = page.getByRole('region', { name: 'History' })
  await history.getByLabel('Days').fill('for good')
  await history.getByRole('button', { name: 'Save' }).click()
  await expect(history.getByText('Give a number of days.')).toBeVisible()
  await history.getByLabel('Days').fill('365')
  await history.getByRole('button', { name: 'Save' }).click()
  await expect(history.getByRole('status')).toHaveText('Saved: history is kept for 365 days.')
})

test('a moderator is told that settings are for admins', async ({ asModerator: page }) => {
  await page.goto('/settings')
  await expect(page.getByText('Settings are for admins')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save' })).toBeHidden()
})
