import type { Page } from '@playwright/test'
import { expect, joinAll, test, toUserId } from './fixtures.ts'
import { reportFromBackend } from './support/reporting.ts'

/** The pages of reports by roles and names. */
function reports(page: Page) {
  const dialog = page.getByRole('dialog')
  return {
    openQueue: async (query = '') => {
      await page.goto(`/reports${query}`)
      await expect(page.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible()
    },
    open: async (id: string) => {
      await page.goto(`/reports/${id}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      // Only a live page hears keys.
      await expect(page.getByRole('button', { name: 'Search or jump to' })).toBeEnabled()
    },
    row: (text: string | RegExp) =>
      page.getByRole('list', { name: 'Reports' }).getByRole('link').filter({ hasText: text }),
    claim: page.getByRole('button', { name: /^Claim/ }),
    standing: page.getByRole('status').filter({ hasText: /laimed|Nobody works|Resolved|scalated/ }),
    ban: page.getByRole('switch', { name: 'Ban' }),
    dialog,
    confirm: (name: string | RegExp) => dialog.getByRole('button', { name, exact: true }),
    result: page.getByRole('region', { name: 'Result' }),
    activity: page.getByRole('region', { name: 'Activity' }),
    problem: page.getByRole('alert').filter({ hasText: /\S/ }),
  }
}

test('a report reaches an open queue without a reload, most urgent first, and its row names whom and what', async ({
  as,
  room,
  sandbox,
}) => {
  const page = await as('support')
  const view = reports(page)
  await reportFromBackend(room, 'u-quiet', { category: 'other', text: 'Keeps unmuting.' })
  await view.openQueue(`?room=${room}`)
  await expect(view.row('u-quiet')).toContainText('Keeps unmuting.')

  await joinAll(sandbox, room, ['Sam'])
  await reportFromBackend(room, toUserId('Sam'), { category: 'violence', text: 'Threatens to come here.' })
  const rows = page.getByRole('list', { name: 'Reports' }).getByRole('link')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('u-sam')
  await expect(rows.first()).toContainText('urgent')
  await expect(page).toHaveTitle(/^\(\d+\+?\) Reports/)
})

test('two at the same report: the slower is told who decided and when, what was typed stays, one eject', async ({
  as,
  room,
  sandbox,
}) => {
  await joinAll(sandbox, room, ['Sam'])
  const id = await reportFromBackend(room, toUserId('Sam'))
  const [first, second] = await Promise.all([as('moderator'), as('colleague')])
  const [a, b] = [reports(first), reports(second)]
  await Promise.all([a.open(id), b.open(id)])

  await second.keyboard.press('d')
  await b.dialog.getByLabel('Reason').fill('Nothing was said.')
  await first.keyboard.press('e')
  await a.confirm('Eject and ban 1').click()
  await expect(a.result).toContainText('1 ejected')
  await b.confirm('Dismiss and next').click()

  await expect(b.dialog.getByRole('alert')).toContainText(/Decided by Ada Moreau at \d\d:\d\d UTC/)
  await expect(b.dialog.getByLabel('Reason')).toHaveValue('Nothing was said.')
  expect(await sandbox.requests({ room, route: 'eject' })).toHaveLength(1)
  await b.confirm('Cancel').click()
  await expect(b.standing).toContainText('Claimed by Ada Moreau')
  await expect(b.activity).toContainText('ejected and banned: 1 ejected')
})

test('claim, note, hand over, escalate, dismiss and reopen, by keyboard where there is a key', async ({
  as,
  room,
}) => {
  const id = await reportFromBackend(room, 'u-nobody')
  const support = await as('support')
  const view = reports(support)
  await view.open(id)
  await support.keyboard.press('c')
  await expect(view.standing).toContainText('Claimed by you')
  await support.keyboard.press('n')
  await support.keyboard.type('Seen her before.')
  await support.getByRole('button', { name: 'Add note' }).click()
  await expect(view.activity).toContainText('Seen her before.')

  await support.getByRole('button', { name: 'Hand over…' }).click()
  await view.dialog.getByLabel('To').first().selectOption({ label: 'Ada Moreau, moderator' })
  await view.confirm('Hand over').click()
  await expect(view.standing).toContainText('Claimed by Ada Moreau')

  const moderator = await as('moderator')
  const theirs = reports(moderator)
  await theirs.openQueue('?tab=mine')
  await theirs.row(room).click()
  await expect(theirs.standing).toContainText('Claimed by you')
  await moderator.getByRole('button', { name: 'Escalate…' }).click()
  await theirs.dialog.getByLabel('Why').fill('A case for an admin.')
  await theirs.confirm('Escalate').click()
  await expect(theirs.standing).toContainText('Escalated to admins')

  const admin = await as('admin')
  const last = reports(admin)
  await last.open(id)
  await admin.keyboard.press('d')
  await last.dialog.getByLabel('Reason').fill('No such words in the recording.')
  await last.dialog.getByLabel('Reported in bad faith').check()
  await admin.keyboard.press('Control+Enter')
  await expect(last.dialog).toBeHidden()
  await last.open(id)
  await expect(last.standing).toContainText('Resolved by Noor Haddad')
  await admin.getByRole('button', { name: 'Open again…' }).click()
  await last.dialog.getByLabel('Why').fill('Another recording.')
  await last.confirm('Open again').click()
  await expect(last.standing).toContainText('Claimed by you')
})

test('“resolve and next” by keyboard alone leads from report to report', async ({ as, room }) => {
  await reportFromBackend(room, 'u-one', { category: 'violence', text: 'one' })
  await reportFromBackend(room, 'u-two', { category: 'spam', text: 'two' })
  const page = await as('support')
  const view = reports(page)
  await view.openQueue(`?room=${room}`)
  await page.getByRole('button', { name: 'Take the next' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Violence or threats')
  await expect(page.getByRole('button', { name: /^Resolve and next/ })).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type('Warned in the chat.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Spam or flooding')
  await expect(page.getByRole('button', { name: /^Resolve and next/ })).toBeEnabled()
  await expect(view.standing).toContainText('Claimed by you')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type('The link is gone.')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(new RegExp(`/reports\\?room=${room}`))
  await expect(page.getByText('No report fits this search')).toBeVisible()
})

test('a viewer reads and does nothing; whoever covers other rooms sees none of it', async ({ as, room }) => {
  const id = await reportFromBackend(room, 'u-sam')
  const viewer = await as('viewer')
  await reports(viewer).open(id)
  await expect(viewer.getByText('You may look at reports, not work on them')).toBeVisible()
  await expect(viewer.getByRole('button', { name: /Dismiss|Resolve|Claim|Add note/ })).toHaveCount(0)
  const elsewhere = await as('elsewhere')
  await elsewhere.goto(`/reports?room=${room}`)
  await expect(elsewhere.getByText('is not among your rooms')).toBeVisible()
})

test('hostile names, IDs and texts are text everywhere on the way of a report', async ({
  as,
  room,
  sandbox,
}) => {
  const text =
    '</script><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">'
  const userId = '<img src=x onerror=alert(1)>'
  await sandbox.join(room, { userName: text.slice(0, 60), userId })
  await expect(async () => {
    const id = await reportFromBackend(room, userId, { text: `${text} ${Math.random()}` })
    expect(id).toBeTruthy()
  }).toPass()
  const page = await as('admin')
  const view = reports(page)
  await view.openQueue(`?room=${room}`)
  await expect(view.row(userId).first()).toContainText('</script><script>')
  await view.row(userId).first().click()
  await expect(page.getByRole('blockquote').first()).toContainText(text)
  await expect(page.getByRole('button', { name: /^Claim/ })).toBeEnabled()
  await page.keyboard.press('e')
  await expect(view.dialog).toContainText(userId)
  await expect(page).not.toHaveTitle(/owned/)
})
