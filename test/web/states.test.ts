// Every state that a page can be in looks as it should: nothing, little, much, long, from right to left, small, large, on paper.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { build, ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

describe('a corpus', () => {
  it('without passages says what to do', async () => {
    const { out } = await build({ 'empty.md': '---\ntitle: Nothing\n---\n' })
    const { page, server } = await open(out, '/')
    expect(await page.locator('.empty').textContent()).toContain('There is nothing to search yet')
    for (const path of [
      '/?q=war',
      '/network',
      '/documents',
      '/documents/empty',
      '/entities',
      '/facets/place',
    ]) {
      const response = await page.goto(server.url + path)
      expect(response?.status(), path).toBe(200)
      expect(await page.locator('.empty, .list li, .total, .summary').count(), path).toBeGreaterThan(0)
    }
  })

  it('of three words, and of ten thousand in one document', async () => {
    const paragraph = (at: number): string =>
      `Paragraph ${at} about Angola. ${'The mines were cleared by hand. '.repeat(12)}`
    const { out } = await build({
      'short.md': 'Only three words.\n',
      'long.md': `# Long\n\n${Array.from({ length: 140 }, (_, at) => `## Part ${at}\n\n${paragraph(at)}`).join('\n\n')}\n`,
    })
    const { page, server } = await open(out, '/?q=three')
    expect(await page.locator('.hit').count()).toBe(1)
    expect(await page.locator('.hit blockquote').textContent()).toBe('Only three words.')
    await page.goto(`${server.url}/documents/short`)
    expect(await page.locator('.outline').count()).toBe(0)
    await page.goto(`${server.url}/documents/long?q=Angola`)
    expect(await page.locator('.passage.match').count()).toBe(140)
    expect(await page.locator('.outline a').count()).toBe(140)
    await page.keyboard.press('n')
    await page.keyboard.press('n')
    expect(await page.locator('.passage:target').textContent()).toContain('Paragraph 1 about')
  })

  it('with two hundred fields and very long names', async () => {
    const name = 'Provisional '.repeat(30)
    const fields = (value: string): string =>
      Array.from({ length: 200 }, (_, at) => `field${at}: ${value} ${at}`).join('\n')
    const { out } = await build({
      'a.md': `---\ntitle: ${name}\nauthor: ${'Verylongsurname'.repeat(20)}\n${fields('value')}\n---\n\nThe ${'Unbrokenword'.repeat(40)} of Iran.\n`,
      'b.md': `---\n${fields('other')}\n---\n\nNothing of that land.\n`,
    })
    const { page } = await open(out, '/?q=Iran&meta.field7=value+7', {
      viewport: { width: 320, height: 700 },
    })
    expect(await page.locator('.facet').count()).toBeLessThan(20)
    await page.getByRole('link', { name: /^Filters/u }).click()
    await page.getByRole('link', { name: /^\d+ more fields$/u }).click()
    await expect.poll(() => page.locator('.facet').count()).toBeGreaterThan(200)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  it('written from right to left is shown so, and leaves its surroundings as they are', async () => {
    const { out } = await build({
      'a.md':
        '---\ntitle: تقرير عن الألغام\nauthor: فريق التحرير\ndate: 2021-03-04\nlanguage: ar\n---\n\nوقعت الهدنة في أوسلو سنة 1994.\n',
    })
    const { page, server } = await open(out, '/?q=الهدنة')
    expect(await page.locator('.hit mark').count()).toBe(1)
    expect(await page.locator('.hit blockquote').evaluate(quote => getComputedStyle(quote).direction)).toBe(
      'rtl',
    )
    expect(await page.locator('.byline').textContent()).toMatch(/^فريق التحرير · 4 March 2021$/u)
    const author = await page.locator('.byline bdi').first().boundingBox()
    const date = await page.locator('.byline time').boundingBox()
    expect(author?.x).toBeLessThan(date?.x ?? 0)
    await page.goto(`${server.url}/documents/a`)
    expect(
      await page
        .locator('.passage .text')
        .first()
        .evaluate(text => getComputedStyle(text).direction),
    ).toBe('rtl')
  })
})

describe.each([320, 1280, 3840])('a screen of %i pixels', width => {
  it.each([
    '/?q=treaty&entity=place:russia',
    '/network?q=treaty',
    '/documents/osce-monitoring-ukraine',
    '/entities/place:laos',
    '/workspace',
    '/ingest',
  ])('is filled by %s and no more', async path => {
    const { page } = await open(SAMPLE, path, { viewport: { width, height: 900 } })
    expect(await page.locator('body').boundingBox()).toMatchObject({ width })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })
})

describe('a passage of each kind', () => {
  it('stands beside its number', async () => {
    const { page } = await open(SAMPLE, '/documents/osce-monitoring-ukraine', { scripts: false })
    expect(await page.locator('.passage.kind-list').count()).toBeGreaterThan(0)
    for (const passage of await page.locator('.passage').all()) {
      const number = await passage.locator('.number').boundingBox()
      const text = await passage.locator('.text').boundingBox()
      expect((number?.x ?? 0) + (number?.width ?? 0)).toBeLessThanOrEqual(text?.x ?? 0)
    }
  })
})

describe('on paper', () => {
  it('are passages and citations, and nothing to click', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty')
    await page.emulateMedia({ media: 'print' })
    for (const selector of ['.facets', '.actions', '.pager', '.top form', '.between'])
      expect(await page.locator(selector).first().isVisible(), selector).toBe(false)
    expect(await page.locator('.hit blockquote').first().isVisible()).toBe(true)
    expect(await page.locator('.hit cite').first().isVisible()).toBe(true)
  })
})
