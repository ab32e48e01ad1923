// Pictures of the page for the README: serves the sample corpus and photographs its states.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { DEFAULT_CONFIG } from '../src/build/config.ts'
import { startServer } from '../src/http/server.ts'

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))
const OUT = path('docs/screenshots')
const KEY = 'only for this picture'

interface State {
  readonly name: string
  readonly path: string
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<unknown>
}

const STATES: readonly State[] = [
  { name: 'search', path: '/?q=cluster+munitions' },
  {
    name: 'typing',
    path: '/',
    act: async page => {
      await page.locator('#q').pressSequentially('observers in kor', { delay: 60 })
      await page.getByRole('option').first().waitFor()
      await page.locator('#view[data-q="observers in kor"]').waitFor()
      await page.locator('#q').press('ArrowDown')
    },
  },
  {
    name: 'phone',
    path: '/?q=cease-fire+observers&entity=place:azerbaijan&notEntity=place:russia',
    width: 390,
    height: 844,
    dark: true,
  },
  {
    name: 'network',
    path: '/network?q=treaty',
    height: 1000,
    act: page => page.locator('[data-node="place:russia"] circle').hover(),
  },
  { name: 'map', path: '/map?q=cease-fire' },
  {
    name: 'reader',
    path: '/documents/nagorno-karabakh-ceasefires?q=armenia',
    dark: true,
    act: async page => {
      await page.keyboard.press('n')
      await page.keyboard.press('n')
    },
  },
  {
    name: 'cite',
    path: '/?q=Lavrov+cease-fire&limit=1',
    act: async page => {
      await page.getByRole('link', { name: 'Cite…' }).first().click()
      await page.locator('#cite').scrollIntoViewIfNeeded()
      await page.locator('#cite').evaluate(section => section.scrollIntoView())
    },
  },
  { name: 'entity', path: '/entities/work:convention-on-cluster-munitions' },
  {
    name: 'workspace',
    path: '/?q=first+observers',
    act: async page => {
      for (const at of [0, 1]) {
        await page.locator('.pin').nth(at).click()
        await page.locator('.pin').nth(at).and(page.locator('[aria-pressed="true"]')).waitFor()
      }
      await page.getByRole('link', { name: /^Notebook/u }).click()
      await page.locator('.new-list input').fill('Chapter 1')
      await page.getByRole('button', { name: 'Add list' }).click()
      await page.getByRole('button', { name: 'All (2)' }).click()
      await page.getByLabel('Chapter 1').first().check()
      await page.locator('textarea').first().fill('Ask the archive in Geneva for the report behind this.')
      await page.locator('.tag-field input').first().fill('Geneva, to check')
    },
  },
  { name: 'nothing', path: '/?q=%22yellow+submarines%22&match=all&meta.region=Asia', height: 700 },
  {
    name: 'added',
    path: '/ingest',
    height: 700,
    act: async page => {
      const markdown = (name: string, text: string) => ({
        name,
        mimeType: 'text/markdown',
        buffer: Buffer.from(text),
      })
      await page
        .locator('input[type="file"]')
        .setInputFiles([
          markdown(
            'field-notes.md',
            '---\ndate: last spring\n---\n\n# Field Notes\n\nThe road to Lachin was cleared of mines.\n',
          ),
          markdown('scan.md', '\u0000\u0001\u0000'),
          markdown('photo.jpg', 'x'),
        ])
      await page.getByLabel('Admin key').fill(KEY)
      await page.getByRole('button', { name: 'Add and publish' }).click()
      await page.locator('.report').waitFor()
    },
  },
]

await rm(OUT, { recursive: true, force: true })
await mkdir(OUT, { recursive: true })
const home = await mkdtemp(join(tmpdir(), 'lede-screenshots-'))
await cp(path('corpus'), join(home, 'corpus'), { recursive: true })
await cp(path('index-build'), join(home, 'index'), { recursive: true })
const server = await startServer({
  index: join(home, 'index'),
  host: '127.0.0.1',
  port: 0,
  adminKey: KEY,
  version: '',
  watch: false,
  corpus: { folder: join(home, 'corpus'), config: DEFAULT_CONFIG },
  log: () => {},
})
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
})
try {
  for (const { name, path: address, width = 1200, height = 900, dark = false, act } of STATES) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' })
    await page.goto(`${server.url}${address}`)
    await act?.(page)
    await page.screenshot({ path: `${OUT}/${name}.png` })
    await page.close()
  }
} finally {
  await browser.close()
  await server.close()
  await rm(home, { recursive: true, force: true })
}
