// A page in another language: its script speaks it, keeps it, and a page from right to left is whole at every width.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { arabic } from '../../src/web/words/arabic.ts'
import { german } from '../../src/web/words/german.ts'
import { useBrowser } from '../support/browser.ts'
import { build, ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

describe('the script of a page', () => {
  it('says its words in the language of the page, and stays in it', async () => {
    const { page, complaints } = await open(SAMPLE, '/?q=mines&lang=de')
    const pin = page.locator('button.pin').first()
    await pin.click()
    await expect.poll(() => pin.textContent()).toBe(german['notebook.saved'])
    await page.fill('#q', 'cluster muniti')
    await expect
      .poll(() => page.locator('.suggestions .heading').first().textContent())
      .toBe(german['suggest.names'])
    await expect.poll(() => new URL(page.url()).searchParams.get('lang')).toBe('de')
    expect(await page.locator('#count').textContent()).toMatch(/ Passagen in \d+ Dokumenten$/u)
    await page.click('#languages a[hreflang="fr"]')
    await page.waitForURL(/lang=fr/u)
    expect(await page.locator('#q').inputValue()).toBe('cluster muniti')
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    expect(complaints).toEqual([])
  })
})

it('the script of a page calls types of names as the packs of the collection do', async () => {
  const { out } = await build({
    'a.md': '# Ships\n\nThe SS Great Britain left Bristol.\n',
    'lede.yaml': 'packs: [./p.yaml]',
    'p.yaml': 'titles: { product: [Ships, "Ship & <boat>"] }\nnames: { product: [SS Great Britain] }',
  })
  const { page, complaints } = await open(out, '/')
  await page.locator('#q').fill('great brit')
  await expect
    .poll(() => page.getByRole('option').allTextContents())
    .toContainEqual(expect.stringContaining('Ship & <boat>, 1 passage'))
  expect(complaints).toEqual([])
})

describe('a page from right to left', () => {
  it.each([390, 768, 1280])('is as wide as the window at %d px, and begins at the right', async width => {
    const { page, complaints } = await open(SAMPLE, '/?q=mines&lang=ar', { viewport: { width, height: 800 } })
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    for (const path of [
      '/',
      '/?q=mines',
      '/network',
      '/map',
      '/documents',
      '/entities',
      '/workspace',
      '/batch',
      '/ingest',
      '/nowhere',
    ]) {
      const url = new URL(path, page.url())
      url.searchParams.set('lang', 'ar')
      await page.goto(url.href)
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(beyond, path).toBeLessThanOrEqual(0)
    }
    // A field has the text that was typed, and a column begins where its table does.
    await page.goto(new URL('/batch?lang=ar', page.url()).href)
    await page.locator('textarea').fill('Jody Williams\nUnited Nations')
    await page.locator('textarea').press('Tab')
    await page.locator('.ingest button').first().click()
    await page.locator('.report').waitFor()
    expect(await page.locator('textarea').inputValue()).toBe('Jody Williams\nUnited Nations')
    const table = await page.locator('.report').boundingBox()
    const name = await page.locator('.report td a').first().boundingBox()
    expect(
      Math.abs((table?.x ?? 0) + (table?.width ?? 0) - (name?.x ?? 0) - (name?.width ?? 0)),
    ).toBeLessThan(2)
    await page.goto(new URL('/?q=mines&lang=ar', page.url()).href)
    const brand = await page.locator('.brand').boundingBox()
    expect((brand?.x ?? 0) + (brand?.width ?? 0)).toBeGreaterThan(width / 2)
    const pin = page.locator('button.pin').first()
    await pin.click()
    await expect.poll(() => pin.textContent()).toBe(arabic['notebook.saved'])
    expect(complaints).toEqual([])
  })
})
