// Is every view whole at every width, for fingers, and in a language from right to left? What can be measured of that.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { knownOf, PAGE_VIEWS } from '../../scripts/page-views.ts'
import { useBrowser } from '../support/browser.ts'
import { ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

/** Runs in the page: what is too wide, too small to be read, or too small to be touched. */
function faultsOf(least: number): string[] {
  const nameOf = (element: Element): string =>
    `${element.localName}.${element.className} in ${element.parentElement?.className}`
  const found = new Set<string>()
  if (document.documentElement.scrollWidth > innerWidth)
    found.add(`${document.documentElement.scrollWidth} px wide`)
  const controls = 'a, button, summary, select, textarea, input:not([type="hidden"])'
  for (const control of document.querySelectorAll<HTMLElement>(controls)) {
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    if (control.matches('.skip') || control.closest('svg') !== null) continue
    // A link within a sentence is as high as its line.
    if (getComputedStyle(control).display === 'inline') continue
    const box = control.matches('[type="checkbox"], [type="radio"]') ? control.closest('label') : null
    const { width, height } = (box ?? control).getBoundingClientRect()
    if (width > 0 && height < least - 0.5) found.add(`${height.toFixed(0)} px high: ${nameOf(control)}`)
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const element = text.parentElement
    if (element === null || text.textContent?.trim() === '' || element.closest('svg') !== null) continue
    if (element.checkVisibility() && Number.parseFloat(getComputedStyle(element).fontSize) < 12)
      found.add(`letters under 12 px: ${nameOf(element)}`)
    for (const { index, 0: word } of text.textContent?.matchAll(
      /(?<![\p{L}\p{N}])\p{Script=Latin}{2,14}(?!\p{L})/gu,
    ) ?? []) {
      const range = document.createRange()
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      if (new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1)
        found.add(`a word of ${word.length} letters in two lines: ${nameOf(element)}`)
    }
  }
  return [...found]
}

describe.each([
  [390, true, 'en'],
  [768, true, 'ar'],
  [1280, false, 'de'],
] as const)('at %i pixels, touched: %s, in the language %s', (width, hasTouch, lang) => {
  it('no view is wider than the screen, no letter and no control too small', {
    timeout: 120_000,
  }, async () => {
    const { page, server, complaints } = await open(SAMPLE, '/nowhere', {
      viewport: { width, height: 900 },
      hasTouch,
      isMobile: hasTouch,
      adminKey: 'secret',
      corpus: join(ROOT, 'corpus'),
    })
    const known = await knownOf(server.url, 'cluster munitions', 'secret')
    const faults: string[] = []
    for (const path of new Set(PAGE_VIEWS.map(view => view.path(known)))) {
      // The reference is of the interface, in its own language and for those who write programs.
      if (path === '/reference') continue
      await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
      const found = await page.evaluate(faultsOf, hasTouch ? 44 : 24)
      faults.push(...found.map(fault => `${path}: ${fault}`))
    }
    expect(faults).toEqual([])
    expect(complaints).toEqual([])
  })
})

it('on a tablet the help is within the screen, and filters that are there have no button', async () => {
  const { page, server } = await open(SAMPLE, '/?q=treaty', {
    viewport: { width: 768, height: 1024 },
    hasTouch: true,
  })
  await page.locator('.help > summary').click()
  await page.locator('.sheet-of-help .syntax').first().waitFor()
  const help = await page.locator('.sheet-of-help').boundingBox()
  expect(help?.x).toBeGreaterThanOrEqual(0)
  expect((help?.x ?? 0) + (help?.width ?? 0)).toBeLessThanOrEqual(768)
  for (const path of ['/', '/map', '/?q=treaty']) {
    await page.goto(`${server.url}${path}`)
    expect(await page.locator('.to-filters').isVisible(), path).toBe(false)
  }
})

it('no dot of the map is cut at its edge', async () => {
  const { page } = await open(SAMPLE, '/map', { viewport: { width: 1440, height: 900 } })
  const cut = await page.locator('.map svg').evaluate(svg => {
    const frame = svg.getBoundingClientRect()
    return [...svg.querySelectorAll('a')].filter(dot => {
      const { x, y } = dot.querySelector('path')?.getBoundingClientRect() ?? frame
      return x - frame.x < 5 || frame.right - x < 5 || y - frame.y < 5 || frame.bottom - y < 5
    }).length
  })
  expect(cut).toBe(0)
})

describe('on a phone', () => {
  const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

  it('what a menu opens is within the screen', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty', PHONE)
    for (const menu of ['.sorts', '.export']) {
      await page.locator(`${menu} > summary`).click()
      const box = await page.locator(`${menu} > div`).boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
      await page.keyboard.press('Escape')
    }
  })

  it.each(['en', 'de', 'ru'])(
    'the bar has two rows, and nothing of it lies over the page, in %s',
    async lang => {
      const { page } = await open(SAMPLE, `/documents?lang=${lang}`, {
        ...PHONE,
        viewport: { width: 320, height: 700 },
      })
      const bar = await page.locator('.top').boundingBox()
      const nav = await page.locator('.top nav').boundingBox()
      const search = await page.locator('#search').boundingBox()
      expect((nav?.y ?? 0) + (nav?.height ?? 0)).toBeLessThanOrEqual((search?.y ?? 0) + 1)
      expect((search?.y ?? 0) + (search?.height ?? 0)).toBeLessThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0))
      expect(
        await page.locator('h1').evaluate(heading => heading.getBoundingClientRect().top),
      ).toBeGreaterThan(104)
    },
  )

  it('the network has its list first, names that can be read, none on another, and the best passage is near the top', async () => {
    const { page, server } = await open(SAMPLE, '/network?q=treaty', PHONE)
    const names = page.locator('.network text:visible')
    expect(await names.count()).toBeLessThanOrEqual(10)
    const boxes = await names.evaluateAll(texts =>
      texts.map(text => {
        const { x, y, width, height } = text.getBoundingClientRect()
        return { name: text.textContent, x, y, width, height }
      }),
    )
    expect(Math.min(...boxes.map(({ height }) => height))).toBeGreaterThan(10)
    const meeting = boxes.flatMap((one, at) =>
      boxes
        .slice(at + 1)
        .filter(
          other =>
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        )
        .map(other => `${one.name} and ${other.name}`),
    )
    expect(meeting).toEqual([])
    const list = await page.locator('.places').boundingBox()
    const picture = await page.locator('.network').boundingBox()
    expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(picture?.y ?? 0)
    await page.goto(`${server.url}/?q=cluster+munitions`)
    expect((await page.locator('.hit').first().boundingBox())?.y).toBeLessThan(400)
  })
})

it('a screen reader meets the ways to skip, the search, the filters, the count and the passages, in this order', async () => {
  const { page } = await open(SAMPLE, '/?q=cluster+munitions&open=', {
    viewport: { width: 1280, height: 800 },
  })
  await page.locator('#reader[data-open]').waitFor()
  const spoken = await page.locator('body').ariaSnapshot()
  const order = [
    '- link "Skip to results"',
    '- link "Skip to filters"',
    '- banner:',
    '- search:',
    '- navigation "Site',
    '- main:',
    '- heading "Search for cluster munitions" [level=1]',
    '- complementary "Filters"',
    '- checkbox "Oslo"',
    '- region "Results"',
    'passages in',
    '- heading "How Cluster Munitions Came to Be Banned" [level=2]',
    'link "¶1',
    '- blockquote',
    '- region "Reader"',
    '- contentinfo:',
  ]
  const places = order.map(part => spoken.indexOf(part))
  expect(
    places.every(place => place >= 0),
    order.filter((_, at) => places[at] === -1).join('\n'),
  ).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})
