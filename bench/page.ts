// How soon after a keystroke are its results on the screen, does anything jump, and how heavy are the pages?
//   node bench/page.ts [INDEX]        without an index one of 100 000 passages is made
// A real Chromium types into the search box of a real server; measured is the time from the key's event to the frame in which the
// results of what then stands in the box are painted. Page weight is what goes over the wire, bodies compressed, everything loaded.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { QUERIES } from './engines/queries.ts'
import { beginTable } from './figures/table.ts'
import { buildHundredThousand } from './hundred-thousand.ts'
import { percentile } from './percentile.ts'
import { startLede } from './start-lede.ts'

/** Milliseconds between keys: a fast typist's sixty words a minute. */
const KEY_PAUSE = 200
const PAGES = ['/', '/?q=treaty+navigation', '/network?q=treaty', '/documents', '/entities'] as const

interface Typed {
  /** Milliseconds from each key to the frame with its results. */
  readonly delays: number[]
  /** Keys whose results never came. */
  readonly missed: number
  /** Sum of layout shifts, those that follow an input counted too. */
  readonly shift: number
}

/** What runs in the page: notes each key's time, and the frame in which the view of the box's text is painted. */
function watchKeys(): void {
  const state = { delays: [] as number[], shift: 0, waiting: [] as { q: string; at: number }[] }
  Object.assign(window, { leded: state })
  const box = document.querySelector<HTMLInputElement>('#q')
  let key = 0
  addEventListener(
    'keydown',
    event => {
      key = event.timeStamp
    },
    true,
  )
  box?.addEventListener('input', () => state.waiting.push({ q: box.value, at: key }), true)
  const main = document.querySelector('#main')
  new MutationObserver(() => {
    const shown = document.querySelector<HTMLElement>('#view')?.dataset['q']
    const found = state.waiting.find(({ q }) => q === shown)
    if (found === undefined) return
    state.waiting.splice(0, state.waiting.indexOf(found) + 1)
    // After the next frame was made.
    requestAnimationFrame(() => setTimeout(() => state.delays.push(performance.now() - found.at)))
  }).observe(main as Element, { childList: true })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) state.shift += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}

async function type(page: Page, url: string, texts: readonly string[]): Promise<Typed> {
  const delays: number[] = []
  let shift = 0
  let keys = 0
  for (const text of texts) {
    await page.goto(`${url}/`)
    await page.waitForLoadState('networkidle')
    await page.evaluate(watchKeys)
    await page.locator('#q').focus()
    for (const character of text) {
      await page.keyboard.press(character === ' ' ? 'Space' : character)
      await page.waitForTimeout(KEY_PAUSE)
    }
    keys += text.length
    await page.waitForTimeout(500)
    const found = await page.evaluate(() => (window as unknown as { leded: Typed }).leded)
    delays.push(...found.delays)
    shift += found.shift
  }
  return { delays, missed: keys - delays.length, shift }
}

/** Bytes over the wire for a first visit, by the browser's own count. */
async function weigh(page: Page, url: string): Promise<{ bytes: number; shift: number; paint: number }> {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto(url)
  await page.waitForLoadState('networkidle')
  const { shift, paint } = await page.evaluate(async () => {
    let shift = 0
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) shift += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
    await new Promise(resolve => setTimeout(resolve, 300))
    const [first] = performance.getEntriesByName('first-contentful-paint')
    return { shift, paint: first?.startTime ?? 0 }
  })
  await client.detach()
  return { bytes, shift, paint }
}

const [given] = process.argv.slice(2)
const home = await mkdtemp(join(tmpdir(), 'lede-page-'))
const index = given ?? join(home, 'index')
try {
  if (given === undefined) await buildHundredThousand(index)
  const { url, child } = await startLede(index)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    const texts = [...QUERIES.any.slice(0, 9), ...QUERIES.all.slice(0, 5)].map(({ words }) => words.join(' '))
    await type(page, url, texts.slice(0, 2)) // the server's and the browser's first calls
    const { delays, missed, shift } = await type(page, url, texts)
    const keys = beginTable('page, keys', ['keys', 'p50 ms', 'p90 ms', 'p99 ms', 'missed', 'layout shift'])
    const times = [0.5, 0.9, 0.99].map(part => percentile(delays, part).toFixed(0))
    keys.row([`${delays.length}`, ...times, `${missed}`, shift.toFixed(3)])
    keys.end()
    const weights = beginTable('page, weights', ['page', 'kB', 'first paint ms', 'layout shift'])
    for (const path of PAGES) {
      const { bytes, shift: jumped, paint } = await weigh(page, url + path)
      weights.row([`\`${path}\``, (bytes / 1000).toFixed(1), paint.toFixed(0), jumped.toFixed(3)])
    }
    weights.end()
  } finally {
    await browser.close()
    child.kill('SIGTERM')
  }
} finally {
  await rm(home, { recursive: true, force: true })
}
