// Pictures of the page for the README: starts the server on the sample corpus and photographs five views.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { startServer } from '../src/http/server.ts'

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url))
const OUT = path('docs/screenshots')

const VIEWS = [
  { name: 'search', path: '/?q=cluster+munitions', width: 1200, height: 900, dark: false },
  {
    name: 'search-dark-phone',
    path: '/?q=cease-fire+observers&entity=place:azerbaijan',
    width: 390,
    height: 844,
    dark: true,
  },
  {
    name: 'why',
    path: '/?q=president+of+Armenia+ceasefire&limit=1&explain=true',
    width: 1200,
    height: 900,
    dark: false,
  },
  { name: 'document', path: '/documents/nagorno-karabakh-ceasefires', width: 1200, height: 900, dark: false },
  {
    name: 'entity',
    path: '/entities/work:convention-on-cluster-munitions',
    width: 1200,
    height: 900,
    dark: false,
  },
] as const

await mkdir(OUT, { recursive: true })
const server = await startServer({
  index: path('index-build'),
  host: '127.0.0.1',
  port: 0,
  adminKey: null,
  version: '',
  watch: false,
  log: () => {},
})
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
})
try {
  for (const { name, path: address, width, height, dark } of VIEWS) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' })
    await page.goto(`${server.url}${address}`)
    await page.screenshot({ path: `${OUT}/${name}.png` })
    await page.close()
  }
} finally {
  await browser.close()
  await server.close()
}
