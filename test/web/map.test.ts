// The map: places where they are, with exact counts that filter; what is not sure is left out and said.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SearchPage } from '../../src/search/search.ts'
import { useBrowser } from '../support/browser.ts'
import { build, ROOT } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

describe('the map', () => {
  it('has exact counts, and each place filters and is taken off again', { timeout: 60_000 }, async () => {
    const { page, server, complaints } = await open(SAMPLE, '/map?q=treaty')
    const first = page.locator('.places li').first()
    const name = (await first.locator('a').textContent()) ?? ''
    const count = Number(await first.locator('.count').textContent())
    await first.locator('a').click()
    await page.waitForURL(/anyEntity=place/u)
    await page.locator('.places [aria-current]').waitFor()
    const id = new URL(page.url()).searchParams.get('anyEntity')
    const { total } = (await server.json(`/v1/search?q=treaty&anyEntity=${id}&limit=1`)).body as SearchPage
    expect(total).toBe(count)
    expect(await page.locator('#count').textContent()).toContain(`${count} passage`)
    expect(await page.locator('.places [aria-current]').textContent()).toContain(name)
    await page.locator('.places [aria-current]').click()
    await page.waitForURL(url => !url.search.includes('anyEntity'))
    expect(complaints).toEqual([])
  })

  it('draws the world, and on it a dot for each place of the list', async () => {
    const { page } = await open(SAMPLE, '/map')
    const [dots, listed] = [page.locator('.map a'), page.locator('.places li')]
    expect(await dots.count()).toBeGreaterThan(20)
    expect(await dots.count()).toBe(await listed.count())
    const land = await page.locator('.map .land').evaluate((use: SVGUseElement) => use.getBBox().width)
    expect(land).toBeGreaterThan(900)
    await page.locator('.map a').last().click({ force: true })
    await page.waitForURL(/anyEntity=place/u)
  })

  it('works without scripts', async () => {
    const { page } = await open(SAMPLE, '/map', { scripts: false })
    await page.locator('.places a').first().click()
    expect(new URL(page.url()).searchParams.get('anyEntity')).toMatch(/^place:/u)
    expect(await page.locator('.places [aria-current]').count()).toBe(1)
  })

  it('is small, however many places there are', async () => {
    const server = await serve(SAMPLE)
    const response = await fetch(`${server.url}/map`, { headers: { 'accept-encoding': 'br' } })
    expect(response.status).toBe(200)
    expect((await response.text()).length).toBeLessThan(250_000)
  })
})

it('leaves out what the text does not tell apart, and says which', async () => {
  const { out } = await build({
    'paris.md':
      '# Talks\n\nThe talks were held in Paris, and France was pleased.\n\nParis was full of delegates from the United States.\n',
    'springfield.md': '# Town\n\nThe mayor of Springfield spoke to reporters in the town of Springfield.\n',
    'york.md': '# Desks\n\nThe paper has a desk in New York, and one in the town of York.\n',
    'georgia.md': '# Caucasus\n\nThe army of Georgia left Tbilisi. Armenia and Georgia signed.\n',
    'entities.yaml': 'add:\n  - name: Springfield\n    type: place\n  - name: Paris\n    type: place\n',
  })
  const { page } = await open(out, '/map')
  // The first request may have no time to look everywhere, and says so: the next one tells.
  const isPartial = (): Promise<boolean> => page.locator('.results .note').isVisible()
  for (let tries = 0; tries < 5 && (await isPartial()); tries++) await page.reload()
  const listed = await page.locator('.places li a').allTextContents()
  expect(listed).toEqual(expect.arrayContaining(['Paris', 'Georgia', 'Tbilisi', 'France', 'New York']))
  expect(listed).not.toContain('Springfield')
  expect(await page.locator('.left-out').first().textContent()).toContain('Springfield (1)')

  const { out: south } = await build({
    'south.md': '# South\n\nThe governors of Georgia and Alabama met in the United States.\n',
  })
  const { page: other } = await open(south, '/map')
  expect(await other.locator('.places li a').allTextContents()).not.toContain('Georgia')
})
