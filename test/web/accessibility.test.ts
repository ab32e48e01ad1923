// axe-core finds nothing against WCAG 2.2 AA on any page, light and dark, wide and narrow.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { SearchPage } from '../../src/search/search.ts'
import { useBrowser } from '../support/browser.ts'
import { ROOT } from '../support/fixtures.ts'
import type { TestServer } from '../support/server.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
/** Whether it is light or dark changes colours and nothing else. */
const COLOUR_RULES: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

/** What axe-core finds, a line each. */
async function violations(page: Page, rules: RunOptions): Promise<string[]> {
  await page.evaluate(AXE)
  // What passed stays in the browser: on a long page it is a megabyte and more.
  const violations = await page.evaluate(
    async options => {
      const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }
      return (await axe.run(options)).violations
    },
    { ...rules, resultTypes: ['violations'] } satisfies RunOptions,
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary}`),
  )
}

const PAGES = [
  '/',
  '/?q=cluster+munitions&entity=place:laos&notEntity=place:russia&explain=true&from=2010',
  '/?q=treaty&anyEntity=place:laos&anyEntity=place:oslo&from=soon',
  '/?q=zzzzzz+%22yyy%22&anyEntity=place:laos',
  '/?limit=many',
  '/network?q=treaty',
  '/map?q=treaty&anyEntity=place:laos',
  '/facets/place?q=treaty',
  '/documents',
  '/documents/nagorno-karabakh-ceasefires?q=armenia',
  '/entities',
  '/entities/work:convention-on-cluster-munitions',
  '/workspace',
  '/searches?q=treaty&anyEntity=place:laos',
  '/batch',
  '/ingest',
  '/reference',
  '/help',
  '/left-out',
  '/nowhere',
] as const
const ARABIC = [
  '/?q=treaty&anyEntity=place:laos&lang=ar',
  '/network?q=treaty&lang=ar',
  '/entities/place:laos?correct=drop&lang=ar',
  '/help?lang=ar',
] as const

/** All of them, and the page of a passage, whose address has its id. Colours are those of other pages there. */
async function pagesOf({ json }: TestServer, rules: RunOptions): Promise<readonly string[]> {
  const { hits } = (await json('/v1/search?q=armenia&limit=1')).body as SearchPage
  const passage = `/passages/${hits[0]?.passage.id}?q=armenia`
  return rules === RULES ? [...PAGES, passage, ...ARABIC, `${passage}&lang=ar`] : PAGES
}

describe.each([
  ['light', 1280, RULES],
  ['dark', 1280, COLOUR_RULES],
  ['light', 320, RULES],
  ['dark', 320, COLOUR_RULES],
] as const)('in %s, %i pixels wide', (colorScheme, width, rules) => {
  it('no page has a violation', async () => {
    const { page, server } = await open(SAMPLE, '/', {
      colorScheme,
      viewport: { width, height: 800 },
      adminKey: 'secret',
      corpus: join(ROOT, 'corpus'),
      printsLink: true,
    })
    for (const path of await pagesOf(server, rules)) {
      await page.goto(server.url + path)
      expect(await violations(page, rules), path).toEqual([])
    }
  }, 120_000)

  it('what scripts add has none either', async () => {
    const { page, server } = await open(SAMPLE, '/?q=observers', {
      colorScheme,
      viewport: { width, height: 800 },
    })
    await page.locator('.help summary').click()
    expect(await violations(page, rules)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.export summary').click()
    expect(await violations(page, rules)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.pin').first().click()
    await page.locator('.pin[aria-pressed="true"]').waitFor()
    await page.locator('.hit .menu summary').first().click()
    await page.locator('.unfold').first().click()
    await page.locator('.unfolded').waitFor()
    expect(await violations(page, rules)).toEqual([])
    const filters = page.getByRole('link', { name: 'Filters', exact: true })
    if (await filters.isVisible()) await filters.click()
    await page.locator('.show-all').first().click()
    await page.locator('ul.all').waitFor()
    expect(await violations(page, rules)).toEqual([])
    const dialog = page.locator('dialog')
    if (await dialog.isVisible()) {
      await page.keyboard.press('Escape')
      // It gives the focus back when it is closed.
      await dialog.waitFor({ state: 'hidden' })
    }
    await page.locator('#q').fill('mines lao')
    await page.getByRole('option').first().waitFor()
    await page.locator('#q').press('ArrowDown')
    expect(await violations(page, rules)).toEqual([])
    const link = await page.locator('.actions a').first().getAttribute('href')
    await page.goto(server.url + link)
    expect(await violations(page, rules)).toEqual([])
    await page.goto(`${server.url}/workspace`)
    await page.locator('textarea').waitFor()
    expect(await violations(page, rules)).toEqual([])
  }, 120_000)
})
