// How many bytes does a view cost, by the browser's own count? A first visit 150 kB at most, with fonts, style and script; a later one 15 kB.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { knownOf, PAGE_VIEWS } from '../../scripts/page-views.ts'
import { useBrowser } from '../support/browser.ts'
import { ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const MOST = { first: 150_000, later: 15_000 } as const

it('no view is heavier than its bound, the reader beside the results counted too', {
  timeout: 120_000,
}, async () => {
  const { page, server } = await open(join(ROOT, 'index-build'), '/nowhere', {
    viewport: { width: 1280, height: 800 },
  })
  const known = await knownOf(server.url, 'cluster munitions', '')
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  let bytes = 0
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  const weigh = async (path: string): Promise<number> => {
    bytes = 0
    await page.goto(server.url + path)
    // The first passage is read beside the results as soon as they are there.
    if ((await page.locator('.card .hit').count()) > 0) await page.locator('#reader[data-open]').waitFor()
    await page.waitForTimeout(50)
    return bytes
  }
  const paths = new Set(PAGE_VIEWS.map(({ path }) => path(known)))
  const heavy: string[] = []
  for (const path of paths) {
    await client.send('Network.clearBrowserCache')
    const first = await weigh(path)
    const later = await weigh(path)
    expect(later, path).toBeGreaterThan(500)
    if (first > MOST.first || later > MOST.later) heavy.push(`${path}: ${first}, ${later}`)
  }
  expect(heavy).toEqual([])
})
