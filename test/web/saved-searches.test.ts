// Searches to come back to: in the browser, or with the key in the watch list, which then tells what is new.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseWatchList } from '../../src/watch/watch-list.ts'
import { withWatched } from '../../src/watch/write-watch.ts'
import { useBrowser } from '../support/browser.ts'
import { build, ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const KEY = 'a long secret'
const FILES = {
  'a.md': '---\nregion: Asia\n---\n\n# A\n\nGrain left Odesa for Laos.\n',
  'b.md': '---\nregion: Europe\n---\n\n# B\n\nGrain left Hamburg.\n',
}

it('a search stays in the browser, with what it found then and finds now', async () => {
  const { page, server, complaints } = await open(join(ROOT, 'index-build'), '/?q=mines&anyEntity=place:laos')
  await page.getByRole('link', { name: 'Save search' }).click()
  expect(await page.getByLabel('Call it').inputValue()).toBe('mines, Laos')
  await page.getByLabel('Call it').fill('Mines in Laos')
  await page.getByRole('button', { name: 'Save in this browser' }).click()
  const item = page.locator('#searches li')
  await expect.poll(() => item.textContent()).toMatch(/Mines in Laos \d+ passages?, as before/u)
  expect(await page.locator('pre.copied').textContent()).toBe(
    'watch:\n  - label: mines, Laos\n    q: mines\n    anyEntity: place:laos\n',
  )
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('lede.notebook') ?? '')
    kept.searches[0].total = 99
    localStorage.setItem('lede.notebook', JSON.stringify(kept))
  })
  await page.goto(`${server.url}/searches`)
  await expect.poll(() => item.textContent()).toMatch(/\d+ passages? now, 99 before/u)
  await item.getByRole('link', { name: 'Mines in Laos' }).click()
  await page.waitForURL(/q=mines&anyEntity=place/u)
  await page.goto(`${server.url}/searches`)
  await expect.poll(() => item.textContent()).toMatch(/as before/u)
  await item.getByRole('button', { name: 'Remove' }).click()
  await page.locator('#searches .none').waitFor()
  expect(complaints).toEqual([])
})

it.each([true, false])('with the key it is written into the watch list, with scripts: %s', async scripts => {
  const { corpus, out } = await build(FILES)
  const { page, server, complaints } = await open(out, '/?q=grain&meta.region=Asia', {
    scripts,
    corpus,
    adminKey: KEY,
  })
  await page.getByRole('link', { name: 'Save search' }).click()
  const write = async (key: string): Promise<void> => {
    await page.locator('.saving').getByLabel('Admin key').fill(key)
    await page.getByRole('button', { name: 'Write it into the watch list' }).click()
  }
  await write('wrong')
  expect(await page.locator('main .trouble').textContent()).toContain('admin key is missing or wrong')
  await write(KEY)
  expect(await page.locator('main').textContent()).toContain('The search is in the watch list')
  const path = join(corpus, 'watch.yaml')
  const { entries } = parseWatchList(await readFile(path, 'utf8'), path)
  expect(entries).toMatchObject([{ label: 'grain, Asia', q: 'grain', parameters: { 'meta.region': 'Asia' } }])
  await page.goto(`${server.url}/?q=grain&meta.region=Asia`)
  await page.getByRole('link', { name: 'Save search' }).click()
  await write(KEY)
  expect(await page.locator('main .trouble').textContent()).toContain('comes twice')
  expect(complaints).toEqual([])
})

it('shows what the watch list found, to whoever has the key', async () => {
  const { corpus, out } = await build({
    ...FILES,
    'watch.yaml': 'watch:\n  - q: grain\n  - label: Asia\n    meta.region: [Asia]\n    boilerplate: true\n',
  })
  const { page, server } = await open(out, '/searches', { corpus, adminKey: KEY })
  const ask = async (): Promise<void> => {
    await page.getByLabel('Admin key').fill(KEY)
    await page.getByRole('button', { name: 'Show what the watch list found' }).click()
  }
  await ask()
  expect(await page.locator('main').textContent()).toContain('Nothing new was found yet.')
  const add = async (name: string, text: string): Promise<void> => {
    const body = new FormData()
    body.append('files', new File([text], name))
    const headers = { authorization: `Bearer ${KEY}` }
    const { status } = await fetch(`${server.url}/v1/admin/documents`, { method: 'POST', body, headers })
    expect(status).toBe(200)
  }
  await add('c.md', '# C\n\nNothing of the kind.\n')
  await expect
    .poll(async () => (await server.json('/v1/watch', { headers: { authorization: `Bearer ${KEY}` } })).body)
    .toMatchObject({ total: 1 })
  await add('d.md', '---\nregion: Asia\n---\n\n# D\n\nGrain left Izmail.\n')
  await expect
    .poll(
      async () => {
        await page.goto(`${server.url}/searches`)
        await ask()
        return page.locator('main').textContent()
      },
      { timeout: 10_000 },
    )
    .toContain('1 new of 3')
  expect(await page.locator('.hit blockquote').first().textContent()).toContain('Izmail')
  const figures = (await page.locator('main').textContent())?.match(/(?<=new of )\d+/gu)
  expect(figures).toEqual(['3', '2'])
  for (const [at, figure] of ['3', '2'].entries()) {
    await page.getByRole('link', { name: 'Newest passages of this search' }).nth(at).click()
    await page.locator('#count', { hasText: `${figure} passages` }).waitFor()
    await page.goto(`${server.url}/searches`)
    await ask()
  }
})

it('an entry stands after the others, and what else is in the file stays', () => {
  const before =
    '# ours\nwatch:\n  - q: grain # the harvest\n# webhook below\nwebhook: https://desk.example/x\n'
  const after = withWatched(
    before,
    { label: 'L', parameters: { anyEntity: ['place:laos', 'place:lebanon'] } },
    'watch.yaml',
  )
  expect(after).toBe(
    '# ours\nwatch:\n  - q: grain # the harvest\n  - label: L\n    anyEntity:\n      - place:laos\n      - place:lebanon\n# webhook below\nwebhook: https://desk.example/x\n',
  )
  expect(() => withWatched('watch: {}', { label: 'L', parameters: { q: 'a' } }, 'watch.yaml')).toThrow(
    'watch.yaml',
  )
})
