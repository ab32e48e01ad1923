// Is the documentation a site? It is built once; its links lead somewhere, it loads nothing from elsewhere, and Lede searches it in a real browser.
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { repositoryFaults, siteFaults } from '../../scripts/docs-links.ts'
import { buildSite, serveSite } from '../../scripts/docs-serve.ts'
import { openBrowser } from '../support/browser.ts'
import { documentationPages } from '../support/documentation.ts'
import { temporaryFolder } from '../support/fixtures.ts'

let site: string
beforeAll(async () => {
  site = join(await temporaryFolder(afterAll), 'site')
  await buildSite(site)
}, 120_000)

it('has a page for each file, no dead link, and nothing from elsewhere', async () => {
  expect([...siteFaults(site), ...repositoryFaults(site)]).toEqual([])
  const built = (await readdir(site, { recursive: true })).filter(name => name.endsWith('.html'))
  const pages = (await documentationPages()).filter(path => path.startsWith('docs/'))
  expect(built.filter(name => name !== '404.html').sort()).toEqual(
    pages.map(path => path.slice('docs/'.length).replace(/md$/u, 'html')).sort(),
  )
})

it('tells of a dead link, a dead anchor, and what is loaded from elsewhere', async () => {
  const broken = join(await temporaryFolder(), 'site')
  await mkdir(broken)
  await writeFile(
    join(broken, 'index.html'),
    '<script src="https://cdn.example/a.js"></script><img src="/gone.png"><h1 id="here">A</h1><a href="/gone.html">a</a><a href="#there">b</a><a href="#here">c</a><a href="https://example.org">d</a>',
  )
  await writeFile(join(broken, 'a.css'), '@font-face { src: url(//fonts.example/a.woff2) }')
  expect(siteFaults(broken)).toEqual([
    'index.html loads https://cdn.example/a.js from elsewhere',
    'index.html loads /gone.png, which is not there',
    'index.html links to /gone.html, which is not there',
    'index.html links to #there, where nothing is called so',
    'a.css loads //fonts.example/a.woff2 from elsewhere',
  ])
  expect(siteFaults(join(broken, 'empty'))).toEqual([`There are no pages in ${join(broken, 'empty')}.`])
})

it('a page that the site does not have is not in the list at its side', async () => {
  const without = join(await temporaryFolder(), 'site')
  await cp(site, without, { recursive: true, filter: path => !path.endsWith('glossary.html') })
  expect(siteFaults(without).every(fault => /glossary/u.test(fault))).toBe(true)
  expect(siteFaults(without).length).toBeGreaterThan(10)
})

const open = openBrowser()

it('a query leads to the passage, on its page', async () => {
  const { url, close } = await serveSite(site, 0)
  const page = await open()
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  try {
    await page.goto(`${url}/glossary.html`)
    await page.getByRole('searchbox', { name: 'Search the documentation' }).pressSequentially('webhook secr')
    const first = page.locator('.lede-search li a').first()
    await first.locator('mark').first().waitFor()
    expect(await page.getByRole('status').textContent()).toMatch(/^\d+ passages?$/u)
    await first.click()
    await page.waitForURL(/watch-list\.html/u)
    const passage = page.locator('.found')
    expect(await passage.textContent()).toContain('LEDE_WEBHOOK_SECRET')
    const at = await passage.boundingBox()
    expect(at?.y).toBeGreaterThan(0)
    expect(at?.y).toBeLessThan(page.viewportSize()?.height ?? 0)
    expect(asked.filter(address => !address.startsWith(url))).toEqual([])
  } finally {
    await close()
  }
}, 60_000)

it('says what is missing where no service answers', async () => {
  const page = await open()
  await page.route('**/*', async route => {
    const { pathname } = new URL(route.request().url())
    return pathname.startsWith('/v1/')
      ? route.fulfill({ status: 404, body: 'Not found' })
      : route.fulfill({ path: join(site, pathname) })
  })
  await page.goto('http://docs.example/glossary.html')
  await page.getByRole('searchbox', { name: 'Search the documentation' }).pressSequentially('hit')
  await expect
    .poll(() => page.getByRole('status').textContent())
    .toBe('Search needs a running Lede: npm run docs:serve')
})
