import { expect, joinAll, test, toUserId } from './fixtures.ts'
import { makeReportLink } from './support/reporting.ts'

const SEEN_WITHIN_MS = 2_000

test('from the reporter’s form to the queue, a claim, an eject and ban, the answer, and the person’s page', async ({
  as,
  room,
  sandbox,
}) => {
  const name = `Sam-${room}`
  await joinAll(sandbox, room, [name])
  const url = await makeReportLink(room, 'u-ines')
  const [reporter, operator] = await Promise.all([as('stranger'), as('moderator')])
  await operator.goto(`/reports?room=${room}`)
  await expect(operator.getByText('No report fits this search')).toBeVisible()

  await expect(async () => {
    await reporter.goto(url)
    await expect(reporter.getByRole('option', { name })).toBeAttached({ timeout: 100 })
  }).toPass()
  const whom = (await reporter.getByRole('option', { name }).textContent()) ?? ''
  await reporter.getByLabel('Whom is it about?').selectOption({ label: whom })
  await reporter.getByRole('radio', { name: 'Harassment' }).check()
  await reporter.getByLabel('What happened?').fill('He follows me from room to room.')
  await reporter.getByRole('button', { name: 'Send report' }).click()
  await expect(reporter.getByRole('heading', { name: 'Your report has arrived' })).toBeVisible()

  const row = operator.getByRole('list', { name: 'Reports' }).getByRole('link')
  await expect(row).toContainText('He follows me from room to room.', { timeout: SEEN_WITHIN_MS })
  await row.click()
  await expect(operator.getByRole('button', { name: /^Claim/ })).toBeEnabled()
  await operator.keyboard.press('c')
  await expect(operator.getByText('Claimed by you')).toBeVisible()
  await operator.keyboard.press('e')
  await operator.getByRole('dialog').getByRole('button', { name: 'Eject and ban 1' }).click()
  await expect(operator.getByRole('region', { name: 'Result' })).toContainText('1 ejected')
  await expect(operator.getByRole('region', { name: 'Activity' })).toContainText('ejected and banned')
  await operator.keyboard.press('Control+Enter')
  await operator.getByLabel('Message to the reporter').fill('He has been removed. Thank you.')
  await operator.keyboard.press('Control+Enter')
  await expect(operator.getByRole('dialog')).toBeHidden()

  await reporter.reload()
  await expect(reporter.getByText('He has been removed. Thank you.')).toBeVisible()

  await operator.goto(`/people/${encodeURIComponent(toUserId(name))}`)
  const timeline = operator.getByRole('list', { name: 'Timeline' })
  await expect(timeline).toContainText(`Joined in ${room}`)
  await expect(timeline).toContainText('He follows me from room to room.')
  await expect(timeline).toContainText('acted on')
  await expect(timeline).toContainText(/Eject and ban by Ada Moreau/)
  await expect(timeline).toContainText(`Banned from ${room}`)
})
