import { randomBytes } from 'node:crypto'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import type { Joiner } from './sandbox/people.ts'
import { connectSandbox, type RemoteSandbox } from './sandbox/remote.ts'
import { type Member, statePath } from './support/team.ts'
import { toUserId } from './support/user-ids.ts'

export { expect, toUserId }

type Fixtures = {
  sandbox: RemoteSandbox
  /** The name of a room of this test's own, private and empty. */
  room: string
  /** A page of a signed-in member of the team, in a browser of their own; or of a stranger. */
  as: (member: Member | 'stranger', options?: BrowserOptions) => Promise<Page>
  asModerator: Page
  /** Errors in the browser's console that this test brings about; any other fails it. */
  expectErrors: (pattern: RegExp) => void
}

type BrowserOptions = Parameters<import('@playwright/test').Browser['newContext']>[0]

type Faults = { seen: string[]; expected: RegExp[] }

export const test = base.extend<Fixtures & { faults: Faults }>({
  sandbox: async ({ baseURL: _ }, use) => use(connectSandbox(process.env.SANDBOX_CONTROL_URL ?? '')),
  room: async ({ sandbox }, use) => {
    const room = newRoomName()
    await sandbox.createRoom({ name: room, privacy: 'private' })
    await use(room)
  },
  faults: async ({ baseURL: _ }, use) => {
    const faults: Faults = { seen: [], expected: [] }
    await use(faults)
    const unexpected = faults.seen.filter((text) => !faults.expected.some((pattern) => pattern.test(text)))
    expect(unexpected, 'nothing went wrong in the browser but what was expected').toEqual([])
  },
  expectErrors: async ({ faults }, use) => use((pattern) => faults.expected.push(pattern)),
  as: async ({ browser, faults }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (member, options = {}) => {
      const state = member === 'stranger' ? {} : { storageState: statePath(member) }
      const context = await browser.newContext({ ...state, ...options })
      contexts.push(context)
      await watch(context, faults)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  asModerator: async ({ as }, use) => use(await as('moderator')),
})

export function newRoomName(prefix = 'room'): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`
}

async function watch(context: BrowserContext, { seen }: Faults): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error(`content policy: ${violatedDirective} ${blockedURI} ${sample}`),
    )
  })
  context.on('console', (message) => {
    if (message.type() === 'error') seen.push(message.text())
  })
  context.on('weberror', (error) => seen.push(`page error: ${error.error().message}`))
}

/** People join, a second after one another: the last one stands first in the list. Gives their participant IDs. */
export async function joinAll(sandbox: RemoteSandbox, room: string, names: string[]): Promise<string[]> {
  const first = Date.now() - names.length * 1_000
  return sandbox.joinMany(
    room,
    names.map(
      (userName, index): Joiner => ({
        userName,
        userId: toUserId(userName),
        joinedAt: first + index * 1_000,
      }),
    ),
  )
}

export async function ejectsOf(sandbox: RemoteSandbox, room: string): Promise<unknown[]> {
  return (await sandbox.requests({ route: 'eject', room })).map((request) => request.body)
}

/** The room page by roles and names, as people find their way on it. */
export function roomPage(page: Page) {
  const dialog = page.getByRole('dialog')
  const result = page.getByRole('region', { name: 'Result' })
  return {
    open: async (room: string) => {
      await page.goto(`/rooms/${encodeURIComponent(room)}`)
      await expect(page.getByRole('searchbox', { name: 'Search participants' })).toBeEnabled()
    },
    ids: page.getByRole('textbox', { name: 'Participant or user IDs' }),
    ban: page.getByRole('switch', { name: 'Ban' }),
    policy: page.getByRole('combobox', { name: 'Policy' }),
    reason: page.getByRole('textbox', { name: 'Reason' }),
    search: page.getByRole('searchbox', { name: 'Search participants' }),
    list: page.getByRole('table', { name: 'Participants' }),
    decision: page.getByRole('complementary', { name: 'Decision' }),
    row: (text: string | RegExp) =>
      page.getByRole('table', { name: 'Participants' }).getByRole('row').filter({ hasText: text }),
    pick: (name: string) => page.getByRole('checkbox', { name: `Pick ${name}`, exact: true }),
    eject: (name: string | RegExp) =>
      page.getByRole('complementary', { name: 'Decision' }).getByRole('button', { name, exact: true }),
    dialog,
    confirm: (name: string) => dialog.getByRole('button', { name, exact: true }),
    cancel: dialog.getByRole('button', { name: 'Cancel', exact: true }),
    problem: dialog.getByRole('alert'),
    result,
    outcomeOf: (text: string | RegExp) => result.getByRole('listitem').filter({ hasText: text }),
    recent: page.getByRole('region', { name: 'Recent decisions' }),
  }
}

export type RoomPage = ReturnType<typeof roomPage>

/** Picks people, opens the dialog and confirms, by pointer. */
export async function ejectByPointer(view: RoomPage, names: string[]): Promise<void> {
  for (const name of names) await view.pick(name).check()
  await view.eject(`Eject ${names.length}`).click()
  await view.confirm(`Eject ${names.length}`).click()
}
