// Searching in a real browser: with scripts and without, by mouse and by keyboard.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SearchPage } from '../../src/search/search.ts'
import { useBrowser } from '../support/browser.ts'
import { build, ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

describe.each([true, false])('the search page, with scripts: %s', scripts => {
  it('finds, marks, filters and opens a passage in its context', async () => {
    const { page, requests, server, complaints } = await open(SAMPLE, '/', { scripts })
    await page.locator('#q').fill('cluster munitions')
    await page.locator('#q').press('Enter')
    await page.waitForURL(/q=cluster/u)
    expect(await page.locator('.hit mark').first().textContent()).toMatch(/cluster|munition/iu)
    const facet = page.locator('.facets li', { hasText: 'Laos' }).first()
    const count = Number(await facet.locator('.count').textContent())
    await facet.locator('a').click()
    await page.locator('.chips').waitFor()
    expect(await page.locator('.chips').textContent()).toContain('Laos')
    expect(Number(await page.locator('.summary strong').first().textContent())).toBe(count)
    await page.locator('.hit:has(mark) h2 a').first().click()
    await page.waitForURL(/\/passages\/[a-z-]+~\w{8}/u)
    expect(await page.locator('.passage.focus mark').count()).toBeGreaterThan(0)
    expect(await page.locator('.passage').count()).toBeGreaterThan(1)
    await page.getByRole('link', { name: 'Read the whole document' }).click()
    await page.waitForURL(/\/documents\//u)
    expect(await page.locator('.passage').count()).toBeGreaterThan(5)
    await page.locator('a.mention').first().click()
    await page.waitForURL(/\/entities\//u)
    expect(requests.every(url => url.startsWith(server.url))).toBe(true)
    expect(complaints).toEqual([])
  })

  it('takes a value of a facet as one of several, and leaves one out, for names and for metadata', async () => {
    const { page, server } = await open(SAMPLE, '/?q=treaty&sort=newest', { scripts })
    const total = async (parameters: string): Promise<number> =>
      ((await server.json(`/v1/search?${parameters}`)).body as SearchPage).total
    const shown = async (): Promise<number> =>
      Number(await page.locator('.summary strong').first().textContent())
    await page.getByRole('button', { name: 'or Russia', exact: true }).click()
    await page.locator('.chips', { hasText: 'Russia' }).waitFor()
    expect(await shown()).toBe(await total('q=treaty&anyEntity=place:russia'))
    await page.getByRole('button', { name: 'or France', exact: true }).click()
    await page.locator('.chips', { hasText: 'France' }).waitFor()
    const either = 'q=treaty&anyEntity=place:russia&anyEntity=place:france'
    expect(await shown()).toBe(await total(either))
    expect(await page.getByRole('link', { name: 'or France: remove' }).count()).toBe(1)
    const others = page.locator('details[data-key="organization"] .mode', { hasText: 'not' })
    const other = await others.first().getAttribute('value')
    await others.first().click()
    await page.locator('.chips', { hasText: 'not ' }).waitFor()
    expect(await shown()).toBe(await total(`${either}&notEntity=${other}`))
    await page.locator('details[data-key="meta.region"] .mode', { hasText: 'not' }).first().click()
    await page.locator('.chips', { hasText: 'not Region' }).waitFor()
    await page.waitForURL(url => url.searchParams.get('sort') === 'newest')
    await page.getByRole('link', { name: 'Clear all' }).click()
    await page.locator('.chips').waitFor({ state: 'detached' })
    expect(await shown()).toBe(await total('q=treaty'))
  })

  it('narrows by a bar of the histogram, its table, and two dates', async () => {
    const { page } = await open(SAMPLE, '/?q=observers', { scripts })
    await page.locator('.as-table summary').click()
    const row = page.locator('.dates tbody tr').first()
    const [year = '', passages] = await row.locator('td').allTextContents()
    await row.locator('a').click()
    await page.locator('.chips').waitFor()
    expect(await page.locator('.summary strong').first().textContent()).toBe(passages)
    await page.waitForURL(url => url.searchParams.get('from') === year)
    await page.getByLabel('From', { exact: true }).fill('2019-01')
    await page.getByLabel('to', { exact: true }).fill('2022')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.locator('.chips', { hasText: '2019-01' }).waitFor()
    expect(await page.locator('.chips').textContent()).toContain('until 2022')
  })

  it('suggests another spelling, and helps where nothing is found', async () => {
    const { page } = await open(SAMPLE, '/?q=tresty', { scripts })
    expect(await page.locator('.note').allTextContents()).toEqual([
      expect.stringContaining('similar words were searched'),
      expect.stringContaining('Did you mean treaty'),
    ])
    await page.goto(`${new URL(page.url()).origin}/?q=%22zzzzzz+yyy%22&entity=place:laos`)
    expect(await page.locator('.empty').textContent()).toContain('Search without the filters')
    await page.getByRole('link', { name: 'Search for the words in any order' }).click()
    await page.waitForURL(url => url.searchParams.get('q') === 'zzzzzz yyy')
  })

  it('pages, sorts, groups, and keeps the whole view in its address', async () => {
    const { page } = await open(SAMPLE, '/?q=war', { scripts })
    await page.getByRole('link', { name: 'Next →' }).click()
    await page.locator('.pager span', { hasText: /^11–20 of \d+/u }).waitFor()
    await page.getByRole('link', { name: 'oldest', exact: true }).click()
    await page.locator('.sorts [aria-current]', { hasText: 'oldest' }).waitFor()
    await page.getByRole('link', { name: 'by document' }).click()
    await page
      .locator('.hit', { hasText: /passages of this document match/u })
      .first()
      .waitFor()
    await page.getByRole('switch', { name: 'Colour names' }).click()
    await page.locator('[role="switch"][aria-checked="false"]').waitFor()
    expect(await page.locator('blockquote.plain').count()).toBeGreaterThan(0)
    await page.waitForURL(/names=off/u)
    const before = await page.locator('.hits').textContent()
    await page.reload()
    expect(await page.locator('.hits').textContent()).toBe(before)
  })

  it('shows a bad address as a page', async () => {
    const { page, server } = await open(SAMPLE, '/?limit=many', { scripts })
    expect(await page.locator('h1').textContent()).toBe('Bad request')
    await page.goto(`${server.url}/documents/none`)
    expect(await page.locator('main').textContent()).toContain('There is no document none')
  })

  it('lists documents where nothing is asked', async () => {
    const { page } = await open(SAMPLE, '/', { scripts })
    expect(await page.locator('.hit').count()).toBe(10)
    expect(new Set(await page.locator('.hit h2').allTextContents()).size).toBe(10)
    expect(await page.locator('.pager span').textContent()).toBe('1–10 of 28')
  })

  it.each(['/', '/network'])('shows all values of a facet at %s, and searches in them', async path => {
    const { page } = await open(SAMPLE, `${path}?q=treaty`, { scripts })
    await page.locator('details[data-key="place"] .more a').click()
    const box = scripts ? page.getByLabel('Search in Places') : page.getByLabel('Begins with')
    await box.fill('kor')
    if (!scripts) await box.press('Enter')
    const values = page.locator(scripts ? 'details[data-key="place"] li' : '#values li')
    await expect.poll(async () => (await values.allTextContents()).length).toBeLessThan(4)
    const [value] = await values.all()
    const count = await value?.locator('.count').textContent()
    await value?.locator('a.value').click()
    await page.locator('.chips', { hasText: 'Korea' }).waitFor()
    expect(await page.locator('.summary strong').first().textContent()).toBe(count)
    expect(new URL(page.url()).pathname).toBe(path)
    expect(new URL(page.url()).searchParams.has('origin')).toBe(false)
  })

  it('draws the network of names, and narrows by it', async () => {
    const { page, server } = await open(SAMPLE, '/?q=treaty', { scripts })
    await page.getByRole('link', { name: 'Network of names' }).click()
    await page.locator('.network svg').waitFor()
    expect(await page.locator('.network circle').count()).toBe(30)
    const [name = '', other = '', both = ''] = await page
      .locator('.as-table tbody tr')
      .last()
      .locator('td')
      .allTextContents()
    expect([name, other].every(text => text !== '')).toBe(true)
    expect(Number(both)).toBeGreaterThan(0)
    await page.locator('[data-node="place:russia"]').click()
    await page.locator('.chips', { hasText: 'Russia' }).waitFor()
    await page.waitForURL(url => url.pathname === '/network' && url.searchParams.has('entity'))
    const { total } = (await server.json('/v1/search?q=treaty&entity=place:russia')).body as SearchPage
    expect(await page.locator('.summary strong').first().textContent()).toBe(String(total))
  })

  it('exports every hit', async () => {
    const { page, server } = await open(SAMPLE, '/?q=observers', { scripts })
    await page.locator('.export summary').click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('passages.csv')
    const { total } = (await server.json('/v1/search?q=observers')).body as SearchPage
    const lines = await (await fetch(`${server.url}/v1/export?q=observers&format=ndjson`)).text()
    expect(lines.trim().split('\n')).toHaveLength(total)
  })
})

describe('while one types', () => {
  it('results follow, the address too, and one step back leads to where one came from', async () => {
    const { page } = await open(SAMPLE, '/?q=war')
    await page.locator('#q').fill('')
    await page.locator('#q').pressSequentially('armistice', { delay: 30 })
    await page.waitForURL(url => url.searchParams.get('q') === 'armistice')
    expect(await page.locator('.hit mark').first().textContent()).toMatch(/armistice/iu)
    expect(await page.title()).toBe('armistice · Lede')
    expect(await page.locator('#q').evaluate(box => box === document.activeElement)).toBe(true)
    await page.goBack()
    await page.locator('#view[data-q="war"]').waitFor()
    expect(await page.locator('#q').inputValue()).toBe('war')
  })

  it('an answer that comes late never replaces a newer one', async () => {
    const { page } = await open(SAMPLE, '/')
    await page.route(/\?q=ang$/u, async route => {
      await new Promise(resolve => setTimeout(resolve, 700))
      await route.continue().catch(() => {})
    })
    await page.locator('#q').pressSequentially('ang', { delay: 80 })
    await page.locator('#q').pressSequentially('ola', { delay: 80 })
    await page.locator('#view[data-q="angola"]').waitFor()
    await page.waitForTimeout(900)
    expect(await page.locator('#view').getAttribute('data-q')).toBe('angola')
  })

  it('what is slow, and what cannot be reached, is said; nothing shown is lost', async () => {
    const { page } = await open(SAMPLE, '/?q=war')
    const first = await page.locator('.hit h2').first().textContent()
    await page.route(/q=peace/u, async route => {
      await new Promise(resolve => setTimeout(resolve, 800))
      await route.continue().catch(() => {})
    })
    await page.locator('#q').fill('peace')
    await page.locator('html.busy').waitFor()
    await page.locator('#view[data-q="peace"]').waitFor()
    await page.locator('html:not(.busy)').waitFor()
    await page.route(/q=gold/u, route => route.abort())
    await page.locator('#q').fill('gold')
    await page.locator('#trouble', { hasText: 'cannot be reached' }).waitFor()
    expect(await page.locator('.hit').count()).toBeGreaterThan(0)
    await page.unroute(/q=gold/u)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('#view[data-q="gold"]').waitFor()
    expect(await page.locator('#trouble').isHidden()).toBe(true)
    expect(first).not.toBe('')
    await page.context().setOffline(true)
    await page.locator('#trouble', { hasText: 'offline' }).waitFor()
    await page.context().setOffline(false)
    await page.locator('#trouble').waitFor({ state: 'hidden' })
  })

  it('what was opened stays open, and the focus stays on what was used', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty')
    await page.locator('details[data-key="person"] summary').click()
    const russia = page.locator('details[data-key="place"] a.value', { hasText: 'Russia' })
    await russia.focus()
    await page.keyboard.press('Enter')
    await page.locator('.chips', { hasText: 'Russia' }).waitFor()
    expect(await page.locator('details[data-key="person"]').getAttribute('open')).toBeNull()
    expect(await russia.evaluate(link => link === document.activeElement)).toBe(true)
    await expect
      .poll(() => page.locator('#announce').textContent())
      .toMatch(/^\d+ passages in \d+ documents?$/u)
  })
})

describe('Enter', () => {
  it('is the last word: what was typed before it is not searched for once more', async () => {
    const { page } = await open(SAMPLE, '/')
    const asked: string[] = []
    page.on('request', request => {
      const { pathname, searchParams } = new URL(request.url())
      if (pathname === '/') asked.push(searchParams.get('q') ?? '')
    })
    // Faster than any keyboard, so that the last is waited out on the slowest machine too.
    await page.locator('#q').evaluate((box: HTMLInputElement) => {
      for (const typed of ['cease', 'cease-fire']) {
        box.value = typed
        box.dispatchEvent(new InputEvent('input', { bubbles: true }))
      }
      box.form?.requestSubmit()
    })
    await page.locator('#view[data-q="cease-fire"]').waitFor()
    await page.waitForTimeout(300)
    expect(asked.filter(q => q === 'cease-fire')).toHaveLength(1)
  })
})

describe('suggestions', () => {
  it('offer names, titles and words, chosen by the keyboard', async () => {
    const { page } = await open(SAMPLE, '/')
    const box = page.getByRole('combobox', { name: 'Search passages' })
    const answered = page.waitForResponse(response => response.url().includes('q=mines+lao&'))
    await box.pressSequentially('mines lao', { delay: 40 })
    await answered
    const list = page.getByRole('listbox', { name: 'Suggestions' })
    await list.getByRole('option', { name: /Laos/u }).first().waitFor()
    expect(await box.getAttribute('aria-expanded')).toBe('true')
    await box.press('ArrowDown')
    const active = await box.getAttribute('aria-activedescendant')
    expect(await page.locator(`#${active}`).textContent()).toContain('Laos')
    await box.press('Enter')
    await page.locator('.chips', { hasText: 'Laos' }).waitFor()
    expect(await box.inputValue()).toBe('mines')
    await box.fill('the first obs')
    await list.getByRole('option', { name: 'The First Observers', exact: true }).waitFor()
    await box.press('Escape')
    expect(await list.isHidden()).toBe(true)
    expect(await box.inputValue()).toBe('the first obs')
    await box.press('ArrowDown')
    await list.getByRole('option', { name: 'The First Observers', exact: true }).click()
    await page.waitForURL(/\/documents\//u)
  })

  it('keep what an arrow key went to when a late answer fills the list anew', async () => {
    const { page } = await open(SAMPLE, '/')
    const box = page.getByRole('combobox', { name: 'Search passages' })
    const held = Promise.withResolvers<void>()
    await page.route('**/v1/suggest?q=mines+laos&*', async route => {
      await held.promise
      await route.continue()
    })
    await box.fill('mines lao')
    await page.getByRole('option', { name: /Laos/u }).first().waitFor()
    await box.press('s')
    await box.press('ArrowDown')
    const late = page.waitForResponse(response => response.url().includes('q=mines+laos&'))
    held.resolve()
    await (await late).finished()
    await expect.poll(() => box.getAttribute('aria-activedescendant')).toBe('suggestion-0')
    await box.press('Enter')
    await page.locator('.chips', { hasText: 'Laos' }).waitFor()
    expect(await box.inputValue()).toBe('mines')
  })

  it('offer recent searches, kept in this browser, until they are forgotten', async () => {
    const { page, server } = await open(SAMPLE, '/')
    for (const q of ['angola', 'armistice']) {
      await page.locator('#q').fill(q)
      await page.locator('#q').press('Enter')
      await page.locator(`#view[data-q="${q}"]`).waitFor()
    }
    await page.goto(`${server.url}/`)
    await page.locator('#q').click()
    expect(await page.getByRole('option').allTextContents()).toEqual([
      'armistice',
      'angola',
      'Forget these searches',
    ])
    await page.getByRole('option', { name: 'angola' }).click()
    await page.locator('#view[data-q="angola"]').waitFor()
    await page.locator('#q').fill('')
    await page.getByRole('option', { name: 'Forget these searches' }).click()
    await page.locator('#q').click()
    expect(await page.getByRole('option').count()).toBe(0)
  })
})

describe('under a hit', () => {
  it('context, similar passages and the explanation unfold in place', async () => {
    const { page } = await open(SAMPLE, '/?q=observers')
    const hit = page.locator('.hit').first()
    const url = page.url()
    await hit.getByRole('link', { name: 'In context' }).click()
    await hit.locator('.unfolded .passage.focus').waitFor()
    const passages = await hit.locator('.unfolded .passage').count()
    await hit.getByRole('link', { name: 'More before' }).click()
    await expect.poll(() => hit.locator('.unfolded .passage').count()).toBeGreaterThan(passages)
    await hit.getByRole('link', { name: 'Similar' }).click()
    await hit.locator('.unfolded h2', { hasText: 'Similar passages' }).waitFor()
    await hit.getByRole('link', { name: 'Why this passage?' }).click()
    await hit.locator('.unfolded', { hasText: 'idf' }).waitFor()
    // What a word's trigrams add is one line until it is asked for.
    const letters = hit.locator('.unfolded .why li', { hasText: 'letters in common' }).last()
    const trigram = letters.getByText('obs = weight')
    expect(await trigram.isVisible()).toBe(false)
    await letters.locator('summary', { hasText: 'observers' }).click()
    await trigram.waitFor()
    await hit.getByRole('link', { name: 'Why this passage?' }).click()
    await hit.locator('.unfolded').waitFor({ state: 'detached' })
    expect(page.url()).toBe(url)
  })

  it('the citation is copied', async () => {
    const { page } = await open(SAMPLE, '/?q=observers', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.getByRole('button', { name: 'Copy citation' }).first().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await page.locator('cite').first().textContent(),
    )
  })

  it('a link opens the original at the passage', async () => {
    const { out } = await build({
      'a.md': '---\ntitle: One\nurl: https://example.org/one\n---\n\nThe armistice was signed.\n',
    })
    const { page } = await open(out, '/?q=armistice', { scripts: false })
    expect(await page.getByRole('link', { name: 'Original' }).getAttribute('href')).toBe(
      'https://example.org/one#:~:text=The%20armistice%20was%20signed.',
    )
  })
})

describe('the pictures', () => {
  it('a span drawn over the histogram narrows the search to it', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty')
    const box = await page.locator('.histogram').boundingBox()
    const bars = await page
      .locator('.histogram a')
      .evaluateAll(links => links.map(link => (link as SVGAElement).dataset['from']))
    if (box === null) throw new Error('no histogram')
    const at = (bar: number): number => box.x + ((bar + 0.5) / bars.length) * box.width
    await page.mouse.move(at(2), box.y + 10)
    await page.mouse.down()
    await page.mouse.move(at(4), box.y + 12, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/from=/u)
    const { searchParams } = new URL(page.url())
    expect([searchParams.get('from'), searchParams.get('to')]).toEqual([bars[2], bars[4]])
  })

  it('a name under the pointer shows what it is joined to', async () => {
    const { page } = await open(SAMPLE, '/network?q=treaty')
    await page.locator('[data-node="place:russia"] circle').hover()
    expect(await page.locator('line.near').count()).toBeGreaterThan(0)
    expect(await page.locator('a.faint').count()).toBeGreaterThan(0)
    await page.mouse.move(5, 5)
    await page.locator('.network svg').hover({ position: { x: 3, y: 3 } })
    expect(await page.locator('a.faint').count()).toBe(0)
  })
})

describe('by the keyboard alone', () => {
  it('one searches, filters, opens and comes back', async () => {
    const { page } = await open(SAMPLE, '/')
    const reach = async (name: RegExp, most = 120): Promise<void> => {
      for (let step = 0; step < most; step++) {
        await page.keyboard.press('Tab')
        const text = await page.evaluate(
          () =>
            document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
        )
        if (name.test(text.trim())) return
      }
      throw new Error(`Tab does not reach ${name}`)
    }
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
    await page.keyboard.press('/')
    await page.keyboard.type('cease-fire')
    await page.keyboard.press('Enter')
    await page.locator('#view[data-q="cease-fire"]').waitFor()
    await reach(/^Filters$/u)
    await page.keyboard.press('Enter')
    await reach(/^or Europe$/u, 300)
    await page.keyboard.press('Enter')
    await page.locator('.chips', { hasText: 'Europe' }).waitFor()
    await page.keyboard.press('/')
    await reach(/^In context$/u)
    await page.keyboard.press('Enter')
    await page.locator('.unfolded').waitFor()
    await page.keyboard.press('/')
    await reach(/^Permanent link$/u)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/passages\//u)
    await page.goBack()
    await page.locator('.chips', { hasText: 'Europe' }).waitFor()
  })
})
