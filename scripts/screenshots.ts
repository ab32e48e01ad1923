// Pictures of the page for the README: serves the sample corpus, photographs its states, and one search from the first letter to the quotation.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { DEFAULT_CONFIG } from '../src/build/config.ts'
import { startServer } from '../src/http/server.ts'
import { movingPicture, type Still } from './moving-picture.ts'

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))
const OUT = path('docs/screenshots')
const WIDTH = 1200
const KEY = 'only for this picture'

interface State {
  readonly name: string
  readonly path: string
  readonly height?: number
  readonly dark?: boolean
  /** What is done before the picture is taken. */
  readonly act?: (page: Page) => Promise<unknown>
}

const STATES: readonly State[] = [
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
    name: 'network',
    path: '/network?q=treaty',
    height: 1000,
    act: page => page.locator('[data-node="place:russia"] circle').first().hover(),
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

/** A search, a filter, a passage in its document, and its quotation: what one does first. */
async function searching(page: Page, url: string): Promise<Still[]> {
  const stills: Still[] = []
  const still = async (shown: number): Promise<void> => {
    stills.push({ png: await page.screenshot(), shown })
  }
  await page.goto(url)
  await still(1_000)
  const words = 'cluster munitions'
  for (let end = 1; end <= words.length; end++) {
    await page.locator('#q').pressSequentially(words[end - 1] ?? '')
    if (end % 3 === 0) await still(200)
  }
  await page.locator(`#view[data-q="${words}"]`).waitFor()
  await still(1_200)
  await page.locator('#q').press('Enter')
  await still(1_600)
  await page.locator('#filters label', { hasText: 'Laos' }).first().click()
  await page.locator('.chips', { hasText: 'Laos' }).waitFor()
  await still(2_000)
  await page.locator('.hit .open').nth(1).click()
  await page.locator('#reader[data-open]').waitFor()
  await still(2_000)
  await page.locator('#reader .copy-quote').click()
  await still(2_500)
  return stills
}

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
  for (const { name, path: address, height = 900, dark = false, act } of STATES) {
    const page = await browser.newPage({
      viewport: { width: WIDTH, height },
      colorScheme: dark ? 'dark' : 'light',
    })
    await page.goto(`${server.url}${address}`)
    await act?.(page)
    await page.screenshot({ path: `${OUT}/${name}.png` })
    await page.close()
  }
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 720 } })
  await page.context().grantPermissions(['clipboard-write'])
  await writeFile(`${OUT}/searching.gif`, await movingPicture(await searching(page, server.url)))
} finally {
  await browser.close()
  await server.close()
  await rm(home, { recursive: true, force: true })
}
