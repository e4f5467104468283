import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** A dark page differs from the light one in colour alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Fails with what axe finds on the page: all of it where the page is light, in the dark what its colours do. */
export async function expectNoFaults(page: Page): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const axe = new AxeBuilder({ page })
  const { violations } = await (isDark ? axe.withRules(COLOUR_RULES) : axe.withTags(TAGS)).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}
