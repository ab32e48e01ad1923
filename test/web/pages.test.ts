// The page in a real browser: what a person sees and clicks, without scripts; and hostile text shown as text.
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, ROOT } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

let browser: Browser

beforeAll(async () => {
  const executablePath = process.env['CHROMIUM'] || '/usr/bin/chromium'
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
})
afterAll(() => browser?.close())

async function open(index: string, path: string) {
  const server = await serve(index)
  const page = await browser.newPage({ javaScriptEnabled: false })
  const requests: string[] = []
  page.on('request', request => requests.push(request.url()))
  await page.goto(`${server.url}${path}`)
  return { page, requests, server }
}

const SAMPLE = join(ROOT, 'index-build')

describe('the search page', () => {
  it('finds, marks, filters and opens a passage in its context', async () => {
    const { page, requests, server } = await open(SAMPLE, '/')
    await page.getByRole('searchbox').fill('cluster munitions')
    await page.getByRole('searchbox').press('Enter')
    expect(await page.locator('.hit mark').first().textContent()).toMatch(/cluster|munition/iu)
    const facet = page.locator('.facets li', { hasText: 'Laos' }).first()
    const count = Number(await facet.locator('.count').textContent())
    await facet.locator('a').click()
    expect(await page.locator('.chips').textContent()).toContain('Laos')
    expect(Number(await page.locator('.summary strong').first().textContent())).toBe(count)
    await page.locator('.hit h2 a').first().click()
    expect(page.url()).toMatch(/\/passages\/[a-z-]+~\w{8}/u)
    expect(await page.locator('.passage.focus').count()).toBe(1)
    expect(await page.locator('.passage').count()).toBeGreaterThan(1)
    await page.getByRole('link', { name: 'Read the whole document' }).click()
    expect(await page.locator('.passage').count()).toBeGreaterThan(5)
    await page.locator('a.mention').first().click()
    expect(page.url()).toContain('/entities/')
    expect(requests.every(url => url.startsWith(server.url))).toBe(true)
  })

  it('helps where nothing is found, and suggests another spelling', async () => {
    const { page } = await open(SAMPLE, '/?q=Karabach')
    expect(await page.locator('.note').allTextContents()).toEqual([
      expect.stringContaining('similar words were searched'),
      expect.stringContaining('Did you mean karabakh'),
    ])
    const { page: nothing } = await open(SAMPLE, '/?q=zzzzzz&entity=place:laos')
    expect(await nothing.locator('.empty').textContent()).toContain('Search without the filters')
  })

  it('pages, sorts and shows a bad address as a page', async () => {
    const { page } = await open(SAMPLE, '/?q=war')
    await page.getByRole('link', { name: 'Next →' }).click()
    expect(await page.locator('.pager span').textContent()).toMatch(/^11–20 of \d+/u)
    await page.getByRole('link', { name: 'oldest first' }).click()
    expect(await page.locator('.sorts strong').textContent()).toBe('oldest first')
    const { page: bad } = await open(SAMPLE, '/?limit=many')
    expect(await bad.locator('h1').textContent()).toBe('Bad request')
    const { page: missing } = await open(SAMPLE, '/documents/none')
    expect(await missing.locator('main').textContent()).toContain('There is no document none')
  })

  it('lists documents where nothing is asked', async () => {
    const { page } = await open(SAMPLE, '/')
    expect(await page.locator('.hit').count()).toBe(10)
    expect(new Set(await page.locator('.hit h2').allTextContents()).size).toBe(10)
    expect(await page.locator('.pager span').textContent()).toBe('1–10 of 28')
  })

  it('shows each kind of passage beside its number', async () => {
    const { page } = await open(SAMPLE, '/documents/osce-monitoring-ukraine')
    expect(await page.locator('.passage.kind-list').count()).toBeGreaterThan(0)
    for (const passage of await page.locator('.passage').all()) {
      const number = await passage.locator('.number').boundingBox()
      const text = await passage.locator('.text').boundingBox()
      expect((number?.x ?? 0) + (number?.width ?? 0)).toBeLessThanOrEqual(text?.x ?? 0)
    }
  })

  it.each([320, 1280, 2560])('is no wider than a screen of %i pixels', async width => {
    const { page } = await open(SAMPLE, '/?q=treaty')
    await page.setViewportSize({ width, height: 900 })
    expect(await page.locator('body').boundingBox()).toMatchObject({ width })
    const widest = await page.locator('.hit').first().boundingBox()
    expect((widest?.x ?? 0) + (widest?.width ?? 0)).toBeLessThanOrEqual(width)
  })
})

describe('hostile text', () => {
  it('is shown as text on every page', async () => {
    const evil = '<script>document.title="owned"</script><img src=x onerror=alert(1)>'
    const { out } = await build({
      'a.md': `---\ntitle: '${evil}'\nauthor: '"><b>x'\nurl: "javascript:alert(1)"\nregion: '${evil}'\n---\n\nText with \\<script>alert(1)\\</script> of Iran.\n\n\`${evil}\``,
    })
    const paths = [
      '/?q=Iran',
      `/?q=${encodeURIComponent(evil)}`,
      '/documents',
      '/documents/a',
      '/entities',
      '/entities/place:iran',
      `/?meta.region=${encodeURIComponent(evil)}`,
    ]
    for (const path of paths) {
      const { page, requests, server } = await open(out, path)
      expect(await page.locator('main script, main img').count()).toBe(0)
      expect(await page.locator('a[href^="javascript:"]').count()).toBe(0)
      expect(requests.filter(url => !url.startsWith(`${server.url}/`) || /\/x$/u.test(url))).toEqual([])
    }
    const { page } = await open(out, '/documents/a')
    expect(await page.locator('h1').textContent()).toBe(evil)
  })
})
