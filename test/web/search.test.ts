// Searching in a real browser: with scripts and without, by mouse and by keyboard.
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { SearchPage } from '../../src/search/search.ts'
import { useBrowser } from '../support/browser.ts'
import { build, ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')

/** Ticks a value of a facet, or takes the tick off; without scripts the filters hold when they are applied. */
async function tick(page: Page, value: string, scripts: boolean): Promise<void> {
  await page.getByRole('checkbox', { name: value, exact: true }).first().click()
  if (!scripts) await page.getByRole('button', { name: 'Apply filters' }).click()
}

/** The button shows where the pointer or the focus is. */
async function exclude(button: Locator): Promise<void> {
  await button.locator('xpath=..').hover()
  await button.click()
}

async function total(page: Page): Promise<number> {
  return Number((await page.locator('#count strong').textContent())?.replaceAll(',', ''))
}

describe.each([true, false])('the search page, with scripts: %s', scripts => {
  it('finds, marks, filters and opens a passage in its context', async () => {
    const { page, requests, server, complaints } = await open(SAMPLE, '/', { scripts })
    await page.locator('#q').fill('cluster munitions')
    await page.locator('#q').press('Enter')
    await page.waitForURL(/q=cluster/u)
    expect(await page.locator('.hit mark').first().textContent()).toMatch(/cluster|munition/iu)
    const facet = page.locator('.facets li', { hasText: 'Laos' }).first()
    const count = Number(await facet.locator('.count').textContent())
    await tick(page, 'Laos', scripts)
    await page.locator('.chips').waitFor()
    expect(await page.locator('.chips').textContent()).toContain('Place: Laos')
    expect(await total(page)).toBe(count)
    expect(await page.locator('[data-passage]').first().getAttribute('data-passage')).toMatch(/~\w{8}$/u)
    await page.locator('.hit:has(mark)').first().getByRole('link', { name: 'Cite…' }).click()
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
    const asked = async (parameters: string): Promise<number> =>
      ((await server.json(`/v1/search?${parameters}`)).body as SearchPage).total
    await tick(page, 'Russia', scripts)
    await page.locator('.chips', { hasText: 'Place: Russia' }).waitFor()
    expect(await total(page)).toBe(await asked('q=treaty&anyEntity=place:russia'))
    await tick(page, 'France', scripts)
    await page.locator('.chips', { hasText: 'Place: Russia or France' }).waitFor()
    const either = 'q=treaty&anyEntity=place:russia&anyEntity=place:france'
    expect(await total(page)).toBe(await asked(either))
    const organizations = page.locator('details[data-key="organization"] .exclude')
    const other = await organizations.first().getAttribute('value')
    await exclude(organizations.first())
    await page.locator('.chips .not').waitFor()
    expect(await total(page)).toBe(await asked(`${either}&notEntity=${other}`))
    const region = page.locator('details[data-key="meta.region"] li').first()
    const name = (await region.locator('.value').textContent()) ?? ''
    await exclude(region.locator('.exclude'))
    await page.locator('.chips', { hasText: `not ${name}` }).waitFor()
    await page.waitForURL(url => url.searchParams.get('sort') === 'newest')
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await page.locator('.chips').waitFor({ state: 'detached' })
    expect(await total(page)).toBe(await asked('q=treaty'))
  })

  it('finds passages that name all of the ticked values, where that is asked for', async () => {
    const { page, server } = await open(
      SAMPLE,
      '/?q=treaty&anyEntity=place:russia&anyEntity=place:united-states',
      { scripts },
    )
    await page.getByRole('link', { name: /^all of these Places$/u }).click()
    await page.locator('.chips', { hasText: 'Place: Russia and United States' }).waitFor()
    const both = 'q=treaty&entity=place:russia&entity=place:united-states'
    expect(await total(page)).toBe(((await server.json(`/v1/search?${both}`)).body as SearchPage).total)
    await tick(page, 'Russia', scripts)
    await page.locator('.chips', { hasText: /Place: United States/u }).waitFor()
    expect(await page.locator('.chips').textContent()).not.toContain('Russia')
  })

  it('keeps the page where a date is none, marks it, and does not search by it', async () => {
    const { page, server } = await open(SAMPLE, '/?q=treaty&from=last+spring&to=2019', { scripts })
    const { total: expected } = (await server.json('/v1/search?q=treaty&to=2019')).body as SearchPage
    expect(await total(page)).toBe(expected)
    const field = page.getByLabel('From', { exact: true })
    expect(await field.inputValue()).toBe('last spring')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('#bad-date').textContent()).toContain('“last spring” is no date')
  })

  it('narrows by a bar of the histogram, its table, and two dates', async () => {
    const { page } = await open(SAMPLE, '/?q=observers', { scripts })
    await page.locator('.as-table summary').click()
    const row = page.locator('.dates tbody tr').first()
    const [year = '', passages] = await row.locator('td').allTextContents()
    await row.locator('a').click()
    await page.locator('.chips').waitFor()
    expect(await total(page)).toBe(Number(passages))
    await page.waitForURL(url => url.searchParams.get('from') === year)
    await page.getByLabel('From', { exact: true }).fill('2019-01')
    await page.getByLabel('To', { exact: true }).fill('2022')
    await page.getByRole('button', { name: 'Apply', exact: true }).click()
    await page.locator('.chips', { hasText: 'from January 2019 to 2022' }).waitFor()
  })

  it.runIf(scripts)('keeps what is being typed when a view comes meanwhile', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty', { scripts })
    const asked = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<void>()
    const sent: (string | null)[] = []
    // Whatever is asked later is answered at once.
    await page.route(/from=2019/u, async route => {
      sent.push(new URL(route.request().url()).searchParams.get('to'))
      asked.resolve()
      await answered.promise
      await route.continue()
    })
    const from = page.getByLabel('From', { exact: true })
    await from.pressSequentially('2019')
    await from.press('Tab')
    const to = page.getByLabel('To', { exact: true })
    await to.pressSequentially('202')
    await asked.promise
    answered.resolve()
    await page.locator('.chips', { hasText: 'from 2019' }).waitFor()
    expect(await to.inputValue()).toBe('202')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await page.locator('.chips', { hasText: 'from 2019 to 2022' }).waitFor()
    expect(new Set(sent), 'nothing half typed').toEqual(new Set([null, '2022']))
  })

  it.runIf(scripts)('keeps what is typed after a date was sent', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty', { scripts })
    const asked = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<void>()
    await page.route(/to=202(?:&|$)/u, async route => {
      asked.resolve()
      await answered.promise
      await route.continue()
    })
    const to = page.getByLabel('To', { exact: true })
    await to.pressSequentially('202')
    await to.press('Enter')
    await asked.promise
    await page.keyboard.type('2')
    answered.resolve()
    await page.locator('#bad-date').waitFor()
    expect(await to.inputValue()).toBe('2022')
  })

  it('suggests another spelling, and helps where nothing is found', async () => {
    const { page } = await open(SAMPLE, '/?q=tresty', { scripts })
    expect(await page.locator('.note').allTextContents()).toEqual([
      'Showing results for treaty and similar words. No passage has “tresty”.',
    ])
    const { origin } = new URL(page.url())
    await page.goto(`${origin}/?q=%22cluster+munitions%22&anyEntity=place:laos&to=2014`)
    const empty = page.locator('.results .empty')
    expect(await empty.textContent()).toContain('No passages match "cluster munitions" with these filters')
    expect(await empty.textContent()).toMatch(/28 documents run from .+2013 to .+2023/u)
    const way = empty.locator('li', { hasText: /^Without any filter: \d+ passages?$/u })
    const promised = Number(/\d+/u.exec((await way.textContent()) ?? '')?.[0])
    await way.getByRole('link').click()
    await page.locator('.hit').first().waitFor()
    expect(await total(page)).toBe(promised)
    // Where no single step helps, all of them together do.
    await page.goto(`${origin}/?q=%22yellow+submarines%22+munitions&match=all&anyEntity=place:laos&to=2014`)
    const all = page.locator('.results .empty li', { hasText: /^Any of the words, without filters: \d+/u })
    await all.getByRole('link').click()
    await page.locator('.hit').first().waitFor()
    expect(await page.locator('.hit mark').count()).toBeGreaterThan(0)
  })

  it('speaks of a name that was merged as it is called now, whatever the address says', async () => {
    const { out } = await build({
      'a.md': '# Talks\n\nThe talks were held in Oslo.\n\nChristiania was quiet in those years.\n',
      'entities.yaml':
        'add:\n  - { name: Oslo, type: place }\n  - { name: Christiania, type: place }\nmerge:\n  - { from: [Christiania], into: Oslo }\n',
    })
    const { page } = await open(out, '/?anyEntity=place:christiania', { scripts })
    expect(await page.locator('.chips a').first().textContent()).toContain('Place: Oslo')
    expect(await page.getByRole('checkbox', { name: 'Oslo' }).isChecked()).toBe(true)
    expect(await page.locator('.note').first().textContent()).toContain('place:christiania was corrected')
    expect(await total(page)).toBe(2)
    await page.locator('.chips a').first().click()
    await page.waitForURL(url => !url.search.includes('Entity'))
  })

  it('pages, sorts, groups, and keeps the whole view in its address', async () => {
    const { page } = await open(SAMPLE, '/?q=war', { scripts })
    await page.getByRole('link', { name: 'Next →' }).click()
    await page.locator('.pager span', { hasText: /^11–\d+ of \d+/u }).waitFor()
    await page.locator('.sorts summary').click()
    await page.getByRole('link', { name: 'Oldest', exact: true }).click()
    await page.locator('.sorts summary', { hasText: 'Oldest' }).waitFor()
    await page.locator('.sorts summary').click()
    await page.getByRole('link', { name: 'Passage by passage' }).click()
    await page.waitForURL(/group=copies/u)
    expect(await page.locator('.card').first().locator('.hit').count()).toBe(1)
    const before = await page.locator('.cards').textContent()
    await page.reload()
    expect(await page.locator('.cards').textContent()).toBe(before)
  })

  it('puts the best passages of a document together, and says how many more it has', async () => {
    const { page, server } = await open(SAMPLE, '/?q=cluster+munitions', { scripts })
    const { hits, documents } = (await server.json('/v1/search?q=cluster+munitions&group=document'))
      .body as SearchPage
    expect(await page.locator('.card').count()).toBe(documents)
    expect(await page.locator('.card h2').allTextContents()).toEqual(
      hits.map(({ document }) => document.title),
    )
    const [card, inDocument = 0] = [page.locator('.card').first(), hits[0]?.inDocument]
    expect(await card.locator('.hit').count()).toBe(3)
    expect(await card.locator('.byline').textContent()).toContain(`${inDocument} passages`)
    await card.getByRole('link', { name: `${inDocument - 3} more passages in this document` }).click()
    await page.locator('.chips', { hasText: 'Document: ' }).waitFor()
    expect(await page.locator('.hit').count()).toBe(inDocument)
  })

  it('shows a bad address as a page', async () => {
    const { page, server } = await open(SAMPLE, '/?limit=many', { scripts })
    expect(await page.locator('h1').textContent()).toBe('Bad request')
    await page.goto(`${server.url}/documents/none`)
    expect(await page.locator('main').textContent()).toContain('There is no document none')
  })

  it('says what the collection is where nothing is asked, and how to begin', async () => {
    const { page, server } = await open(SAMPLE, '/', { scripts })
    const { total: passages, documents } = (await server.json('/v1/search')).body as SearchPage
    expect(await page.locator('h1').textContent()).toBe('Lede Samples')
    expect(await page.locator('#count').textContent()).toBe(`${passages} passages in ${documents} documents`)
    expect(await page.locator('.start').textContent()).toMatch(/dated .+2013 to .+2023/u)
    expect(await page.locator('.start .list li').count()).toBe(5)
    const examples = await page.locator('.examples a').allTextContents()
    expect(examples).toHaveLength(3)
    await page.getByRole('link', { name: examples[0] ?? '', exact: true }).click()
    await page.locator('.hit mark').first().waitFor()
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
    await value?.getByRole('checkbox').click()
    if (!scripts) await page.getByRole('button', { name: 'Show results' }).click()
    await page.locator('.chips', { hasText: 'Korea' }).waitFor()
    expect(await total(page)).toBe(Number(count))
    expect(new URL(page.url()).pathname).toBe(path)
    expect(new URL(page.url()).searchParams.has('origin')).toBe(false)
  })

  it('draws the network of names, and narrows by it', async () => {
    const { page, server } = await open(SAMPLE, '/?q=treaty', { scripts })
    await page.getByRole('link', { name: 'Network', exact: true }).click()
    await page.locator('.network svg:visible').waitFor()
    expect(await page.locator('.network circle:visible').count()).toBe(30)
    const [name = '', other = '', both = ''] = await page
      .locator('.as-table tbody tr')
      .last()
      .locator('td')
      .allTextContents()
    expect([name, other].every(text => text !== '')).toBe(true)
    expect(Number(both)).toBeGreaterThan(0)
    await page.locator('[data-node="place:russia"]:visible').click()
    await page.locator('.chips', { hasText: 'Russia' }).waitFor()
    await page.waitForURL(url => url.pathname === '/network' && url.searchParams.has('entity'))
    const { total: expected } = (await server.json('/v1/search?q=treaty&entity=place:russia'))
      .body as SearchPage
    expect(await total(page)).toBe(expected)
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
    // The same where the view of the first letters never comes, since others were asked for meanwhile.
    await page.route(/q=tr(?:&|$)/u, async route => {
      await new Promise(resolve => setTimeout(resolve, 1_000))
      await route.continue().catch(() => {})
    })
    await page.locator('#q').fill('tr')
    await page.waitForTimeout(100)
    await page.locator('#q').fill('treaty')
    await page.waitForURL(url => url.searchParams.get('q') === 'treaty')
    await page.goBack()
    await page.locator('#view[data-q="war"]').waitFor()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    // Enter after typing adds no second step, and an emptied box leads to the first page of all.
    await page.locator('#q').fill('observers')
    await page.waitForURL(url => url.searchParams.get('q') === 'observers')
    await page.locator('#q').press('Enter')
    await page.waitForURL(url => url.search === '?q=observers')
    await page.goBack()
    await page.locator('#view[data-q="war"]').waitFor()
    await page.locator('#q').fill('')
    await page.waitForURL(url => url.pathname === '/' && url.search === '')
    await page.locator('.start').first().waitFor()
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
    const first = await page.locator('.card h2').first().textContent()
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
    const russia = page.getByRole('checkbox', { name: 'Russia', exact: true })
    await russia.focus()
    await page.keyboard.press('Space')
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
    await box.press('Escape')
    expect(await box.evaluate(element => element === document.activeElement)).toBe(false)
    expect(await box.inputValue()).toBe('the first obs')
    expect(new URL(page.url()).searchParams.get('q')).toBe('the first obs')
    await box.focus()
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

  it('stay listed while those of the next letter are waited for', async () => {
    const { page } = await open(SAMPLE, '/')
    const box = page.getByRole('combobox', { name: 'Search passages' })
    const asked = new Set<string>()
    const held = Promise.withResolvers<void>()
    await page.route(/\/v1\/suggest\?q=mines\+(?:la|lao)&/u, async route => {
      asked.add(new URL(route.request().url()).searchParams.get('q') ?? '')
      await held.promise
      await route.continue().catch(() => {}) // where it was ended
    })
    await box.fill('mines l')
    const option = page.getByRole('option').first()
    await option.waitFor()
    for (const q of ['mines la', 'mines lao']) {
      await box.press(q.slice(-1))
      await expect.poll(() => asked.has(q)).toBe(true)
    }
    expect(await option.isVisible()).toBe(true)
    held.resolve()
    await page.getByRole('option', { name: /Laos/u }).first().waitFor()
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
      'Clear recent searches',
    ])
    await page.getByRole('option', { name: 'angola' }).click()
    await page.locator('#view[data-q="angola"]').waitFor()
    await page.locator('#q').fill('')
    await page.getByRole('option', { name: 'Clear recent searches' }).click()
    await page.locator('#q').click()
    expect(await page.getByRole('option').count()).toBe(0)
  })
})

describe('under a hit', () => {
  it('context, similar passages and the explanation unfold in place', async () => {
    const { page } = await open(SAMPLE, '/?q=observers')
    const hit = page.locator('.hit').first()
    await page.locator('#reader[data-open]').waitFor()
    const url = page.url()
    const more = async (name: string): Promise<void> => {
      await hit.locator('.menu summary').click()
      await hit.getByRole('link', { name }).click()
    }
    await more('In context')
    await hit.locator('.unfolded .passage.focus').waitFor()
    const passages = await hit.locator('.unfolded .passage').count()
    await hit.getByRole('link', { name: 'Earlier paragraphs' }).click()
    await expect.poll(() => hit.locator('.unfolded .passage').count()).toBeGreaterThan(passages)
    await more('Similar passages')
    await hit.locator('.unfolded h2', { hasText: 'Similar passages' }).waitFor()
    await more('Why this passage?')
    await hit.locator('.unfolded .why p', { hasText: 'in the passage' }).waitFor()
    expect(await hit.locator('.unfolded', { hasText: 'idf' }).locator('ul').first().isVisible()).toBe(false)
    await hit.getByText('Show the arithmetic').click()
    // What a word's trigrams add is one line until it is asked for.
    const letters = hit.locator('.unfolded .why li', { hasText: 'letters in common' }).last()
    const trigram = letters.getByText('obs = weight')
    expect(await trigram.isVisible()).toBe(false)
    await letters.locator('summary', { hasText: 'observers' }).click()
    await trigram.waitFor()
    await more('Why this passage?')
    await hit.locator('.unfolded').waitFor({ state: 'detached' })
    expect(page.url()).toBe(url)
  })

  it('the passage is copied with its citation', async () => {
    const { page } = await open(SAMPLE, '/?q=observers', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const hit = page.locator('.hit').first()
    await hit.getByRole('button', { name: 'Copy quote' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.split('\n').at(-1)).toBe(`— ${await hit.locator('cite').textContent()}`)
    expect(copied).toMatch(/^“[^…]+”\n/u)
  })

  it('of the part that is marked copies that, and says where it stands, in the results and in the reader', async () => {
    const { page, server } = await open(SAMPLE, '/?q=observers+line', {
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const mark = (selector: string): Promise<string> =>
      page.locator(selector).evaluate(text => {
        const range = document.createRange()
        const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
        const first = nodes.nextNode() as Text
        let last = first
        for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) last = node as Text
        range.setStart(first, Math.min(5, first.length - 1))
        range.setEnd(last, Math.max(1, last.length - 8))
        getSelection()?.removeAllRanges()
        getSelection()?.addRange(range)
        return range.toString()
      })
    const copied = async (id: string): Promise<[quote: string, place: string]> => {
      await page.getByRole('button', { name: 'Copied' }).first().waitFor()
      await page.getByRole('button', { name: 'Copied' }).first().waitFor({ state: 'detached' })
      const [quote = '', cite = ''] = (await page.evaluate(() => navigator.clipboard.readText())).split(
        '\n— ',
      )
      const { passage } = (await server.json(`/v1/passages/${id}`)).body as { passage: { text: string } }
      const [, first, last] = /\(characters (\d+)–(\d+)\)$/u.exec(cite) ?? []
      return [quote, `“${passage.text.slice(Number(first) - 1, Number(last))}”`]
    }
    await page.locator('#reader[data-open]').waitFor()
    // Of a list a hit is shown in part: what is marked of it stands elsewhere in the passage than on the page.
    const cut = page.locator('.hit:has(blockquote)', { hasText: '…' }).first()
    const id = (await cut.getAttribute('data-passage')) ?? ''
    const inList = await mark(`.hit[data-passage="${id}"] blockquote`)
    await cut.locator('.copy-quote').click()
    const [quote, said] = await copied(id)
    expect(quote).toBe(said)
    expect(quote).toBe(`“${inList.trim()}”`)
    const shown = (await page.locator('#reader').getAttribute('data-open')) ?? ''
    const other = page.locator('#reader .passage:not(.focus)').first()
    const around = ((await other.getAttribute('id')) ?? '').replace('in-reader-', '')
    expect(around).not.toBe(shown)
    const inReader = await mark(`[id="in-reader-${around}"] .text`)
    await page.locator('#reader .copy-quote').click()
    expect(await copied(around)).toEqual([`“${inReader.trim()}”`, `“${inReader.trim()}”`])
  })

  it('a link opens the original at the passage', async () => {
    const { out } = await build({
      'a.md': '---\ntitle: One\nurl: https://example.org/one\n---\n\nThe armistice was signed.\n',
    })
    const { page } = await open(out, '/?q=armistice', { scripts: false })
    await page.locator('.hit .menu summary').click()
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
      .evaluateAll(links =>
        links.map(link => new URL(link.getAttribute('href') ?? '', location.href).searchParams.get('from')),
      )
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
    await page.locator('[data-node="place:russia"] circle:visible').hover()
    expect(await page.locator('line.near').count()).toBeGreaterThan(0)
    expect(await page.locator('a.faint').count()).toBeGreaterThan(0)
    await page.mouse.move(5, 5)
    await page.locator('.network svg:visible').hover({ position: { x: 3, y: 3 } })
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
            document.activeElement?.getAttribute('aria-label') ??
            (document.activeElement?.closest('label') ?? document.activeElement)?.textContent ??
            '',
        )
        if (name.test(text.trim())) return
      }
      throw new Error(`Tab does not reach ${name}`)
    }
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to results')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to filters')
    await page.keyboard.press('/')
    await page.keyboard.type('cease-fire')
    await page.keyboard.press('Enter')
    await page.locator('#view[data-q="cease-fire"]').waitFor()
    await reach(/^Europe$/u)
    await page.keyboard.press('Space')
    await page.locator('.chips', { hasText: 'Europe' }).waitFor()
    await page.keyboard.press('/')
    await reach(/^Copy quote$/u, 200)
    await reach(/^Cite…$/u)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/passages\//u)
    await page.goBack()
    await page.locator('.chips', { hasText: 'Europe' }).waitFor()
  })
})

describe('the reader beside the results', () => {
  const PASSAGE = 'a.open.number'

  it.each([true, false])(
    'shows the passage of the address in its document, with scripts: %s',
    async scripts => {
      const { page, server } = await open(SAMPLE, '/?q=cluster+munitions', { scripts })
      const hit = page.locator('.hit').nth(1)
      const id = (await hit.getAttribute('data-passage')) ?? ''
      await hit.locator(PASSAGE).click()
      await page.waitForURL(url => url.searchParams.get('open') === id)
      const reader = page.locator(`#reader[data-open="${id}"]`)
      await reader.waitFor()
      expect(await reader.locator('.passage.focus').getAttribute('data-passage')).toBe(id)
      expect(await reader.locator('.passage').count()).toBeGreaterThan(3)
      expect(await page.locator('.hit.current').getAttribute('data-passage')).toBe(id)
      await reader.getByRole('link', { name: 'Next match' }).click()
      await page.waitForURL(url => url.searchParams.get('open') !== id)
      await page.locator('#reader .passage.focus mark').first().waitFor()
      const response = await page.goto(`${server.url}/?q=treaty&open=gone~00000000`)
      expect(response?.status()).toBe(200)
      expect(await page.locator('.hit').count()).toBeGreaterThan(0)
    },
  )

  it('follows the keys j and k, and o, s, c, n, p and ? do what the help says', async () => {
    const { page } = await open(SAMPLE, '/?q=cluster+munitions', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const ids = await page
      .locator('.hit')
      .evaluateAll(hits => hits.map(hit => (hit as HTMLElement).dataset['passage'] ?? ''))
    const reads = (id = ''): Promise<void> => page.locator(`#reader[data-open="${id}"]`).waitFor()
    await reads(ids[0])
    expect(new URL(page.url()).searchParams.has('open')).toBe(false)
    await page.keyboard.press('j')
    await reads(ids[1])
    await page.waitForURL(url => url.searchParams.get('open') === ids[1])
    await page.keyboard.press('k')
    await reads(ids[0])
    await page.keyboard.press('s')
    await page.locator('.hit.current .pin[aria-pressed="true"]').waitFor()
    await page.keyboard.press('c')
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const matches = page.locator('#reader .found')
    const before = await matches.textContent()
    await page.keyboard.press('n')
    await expect.poll(() => matches.textContent()).not.toBe(before)
    await page.keyboard.press('p')
    await expect.poll(() => matches.textContent()).toBe(before)
    await page.keyboard.press('j')
    const chosen = await page.locator('.hit.current').getAttribute('data-passage')
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.searchParams.get('open') === chosen)
    await page.keyboard.press('?')
    expect(await page.locator('.sheet-of-help').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.locator('.sheet-of-help').isVisible()).toBe(false)
    expect(await page.locator('#q').inputValue()).toBe('cluster munitions')
  })

  it('is the document itself where there is no room beside the results', async () => {
    const { page } = await open(SAMPLE, '/?q=cluster+munitions', { viewport: { width: 1000, height: 800 } })
    await page.keyboard.press('j')
    await page.keyboard.press('o')
    await page.waitForURL(/\/documents\/.+#/u)
    expect(await page.locator('.passage:target mark').count()).toBeGreaterThan(0)
  })
})

describe('the help', () => {
  it('opens over the page, and is a page of its own without scripts', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty')
    await page.locator('.help > summary').click()
    await page.locator('.sheet-of-help dt').first().waitFor()
    expect(await page.locator('.sheet-of-help').textContent()).toContain('regular expression')
    const { page: plain } = await open(SAMPLE, '/?q=treaty', { scripts: false })
    await plain.locator('.help > summary').click()
    await plain.locator('.sheet-of-help a').click()
    expect(await plain.locator('main').textContent()).toContain('regular expression')
  })

  it('keeps its link where it cannot be fetched', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty')
    await page.context().setOffline(true)
    await page.locator('.help > summary').click()
    expect(await page.locator('.sheet-of-help a').isVisible()).toBe(true)
  })
})

describe('cards below the screen', () => {
  it('are there at once, and laid out when those on it are painted', async () => {
    const { page } = await open(SAMPLE, '/')
    await page.locator('#q').pressSequentially('the war', { delay: 30 })
    await page.locator('#view[data-q="the war"]').waitFor()
    const cards = page.locator('.card')
    expect(await cards.count()).toBe(10)
    await expect.poll(() => page.locator('.card.held').count()).toBe(0)
    const areShown = cards.evaluateAll(all =>
      all.every(card => card.checkVisibility({ contentVisibilityAuto: true }) && card.clientHeight > 80),
    )
    expect(await areShown).toBe(true)
  })
})

describe('what is said and shown', () => {
  it('explains the passage that is asked about, and no other', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty', { scripts: false })
    const second = page.locator('.hit').nth(1)
    await second.locator('.menu summary').click()
    await second.getByRole('link', { name: 'Why this passage?' }).click()
    expect(await page.locator('.why').count()).toBe(1)
    expect(await page.locator('.hit').nth(1).locator('.why').isVisible()).toBe(true)
  })

  it('leads nowhere from a figure of zero, and asks for no passage where there is none', async () => {
    const { page, server } = await open(SAMPLE, '/?q=oslo+rats')
    const readings = await page.locator('.readings').innerHTML()
    expect(readings).toContain('0 the exact phrase')
    expect(await page.locator('.readings a', { hasText: /^0 / }).count()).toBe(0)
    await page.goto(`${server.url}/?q=%22zebra+quasar%22`)
    expect(await page.locator('.empty').isVisible()).toBe(true)
    expect(await page.locator('#reader').count()).toBe(0)
  })

  it('says in every view that nothing matches, and what would, without figures of zero', async () => {
    const { page, server } = await open(SAMPLE, '/')
    for (const path of ['/', '/network', '/map']) {
      await page.goto(`${server.url}${path}?q=zebra+quasar`)
      expect(await page.locator('.empty h2').textContent()).toBe('No passages match “zebra quasar”')
      expect(await page.locator('.readings').count()).toBe(0)
      await page.goto(`${server.url}${path}?q=treaty&anyEntity=place:laos&from=2023`)
      expect(await page.locator('.empty li a').first().textContent()).toMatch(/^\d+ passages?$/u)
    }
  })

  it('says that one is offline, not that the service may be down', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty')
    await page.context().setOffline(true)
    await page.locator('#q').fill('observers')
    await expect.poll(() => page.locator('#trouble').textContent()).toContain('You’re offline')
  })

  it('labels the box of each list, and keeps figures beside what they count', async () => {
    const { page, server } = await open(SAMPLE, '/documents')
    for (const path of ['/documents', '/entities', '/facets/place?q=treaty']) {
      await page.goto(server.url + path)
      expect(await page.locator('main .filter label').first().isVisible(), path).toBe(true)
      const gap = await page.locator('.total').evaluate(line => {
        const range = document.createRange()
        range.selectNodeContents(line.lastChild as Node)
        const [figure, words] = [line.querySelector('strong'), range.getBoundingClientRect()]
        return words.left - (figure?.getBoundingClientRect().right ?? 0)
      })
      expect(gap, path).toBeLessThan(8)
    }
  })

  it('keeps authors and days apart from Arabic words around them', async () => {
    const { page } = await open(SAMPLE, '/documents/cluster-munitions-convention?lang=ar')
    const parts = await page.locator('.reader > .meta').first().locator('bdi').allTextContents()
    expect(parts.slice(0, 3)).toEqual(['Lede Sample Desk', 'Lede Samples', expect.stringContaining('2018')])
  })
})

describe('at 1280 by 800', () => {
  it('the first passage stands within 250 pixels of the top, and four are seen whole', async () => {
    const { page } = await open(SAMPLE, '/?q=cluster+munitions', { viewport: { width: 1280, height: 800 } })
    const boxes = await page
      .locator('.hit')
      .evaluateAll(hits => hits.map(hit => hit.getBoundingClientRect().toJSON() as DOMRect))
    expect(boxes[0]?.top).toBeLessThan(250)
    expect(boxes.filter(({ bottom }) => bottom <= 800).length).toBeGreaterThanOrEqual(4)
  })

  it('so they do where much is said of the search, titles are long, and passages have lines and letters of their own', async () => {
    // A long count, several filters, a spelling and notes, names in the query; verse, code and Chinese of one document each.
    const list = Array.from({ length: 40 }, (_, at) => `const line${at} = 'The armistice of ${at} in Odesa'`)
    const document = (title: string, text: string): string =>
      `---\ntitle: ${title}\nauthor: The Provisional Committee of Correspondents\nsource: The Herald of Odesa\ndate: 1994-05-12\n---\n\n${text}\n`
    const verse =
      'Armistice, armistice,\\\nin Odesa they sing,\\\nof the grain\\\nand the spring\\\nand the Security Council\\\nin the rain.'
    const { out } = await build({
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, at) => [
          `many-${at}.md`,
          document(
            `Report ${at}`,
            Array.from({ length: 90 }, (_, n) => `The armistice of ${at}.${n} was told in Odesa.`).join(
              '\n\n',
            ),
          ),
        ]),
      ),
      'verse.md': document(
        'A Song of the Armistice in Odesa and of the Grain That Left It in the Spring of That Year',
        verse,
      ),
      'code.md': document('A Programme for the Armistice', ['```js', ...list, '```'].join('\n')),
      'zh.md': document('停战 Armistice', '停战协定在敖德萨签署armistice各方代表出席了仪式'.repeat(12)),
      'names.md': document(
        'Names',
        'The UN Security Council met Jody Williams in Odesa, and the armistice held.',
      ),
    })
    const { page, server } = await open(out, '/', { viewport: { width: 1280, height: 800 } })
    for (const path of [
      '/?q=armistice+Odesa+%22UN+Security+Council%22+Jody+Williams+armistise&from=1990&notEntity=place:laos&notSource=None',
      '/?q=armistise+Odessa+Jody+Willams&from=1990&notEntity=place:laos',
      '/?q=armistice&sort=oldest',
      '/?q=%E5%81%9C%E6%88%98+verse+code+Song+Programme',
    ]) {
      await page.goto(`${server.url}${path}`)
      const boxes = await page
        .locator('.hit')
        .evaluateAll(hits => hits.map(hit => hit.getBoundingClientRect().toJSON() as DOMRect))
      expect(boxes.length, path).toBeGreaterThan(0)
      expect(boxes[0]?.top, path).toBeLessThanOrEqual(250)
      const whole = boxes.filter(({ bottom }) => bottom <= 800).length
      expect(whole, path).toBeGreaterThanOrEqual(Math.min(4, boxes.length))
    }
  })
})

describe('on a phone', () => {
  const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }

  it.each([true, false])(
    'filters stand in a sheet that is left with a button in sight, with scripts: %s',
    async scripts => {
      const { page, server } = await open(SAMPLE, '/?q=treaty', { scripts, ...PHONE })
      expect(await page.locator('#filters').isVisible()).toBe(false)
      await page.getByRole('link', { name: 'Filters', exact: true }).click()
      await page.locator('#filters').waitFor()
      await page.getByRole('checkbox', { name: 'Russia', exact: true }).click()
      const { total: expected } = (await server.json('/v1/search?q=treaty&anyEntity=place:russia'))
        .body as SearchPage
      const button = page.getByRole('button', { name: /^Show \d+ passages$/u })
      if (scripts) await expect.poll(() => button.textContent()).toBe(`Show ${expected} passages`)
      const box = await button.boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844)
      await button.click()
      await page.locator('.chips', { hasText: 'Russia' }).waitFor()
      await page.locator('#filters').waitFor({ state: 'hidden' })
      expect(await total(page)).toBe(expected)
    },
  )

  it('what is touched is at least 44 pixels high', async () => {
    const { page } = await open(SAMPLE, '/?q=treaty&anyEntity=place:russia', PHONE)
    const low = await page
      .locator('.top :is(a, button, summary), .controls > *, .chips a, .card .actions > *')
      .evaluateAll(all =>
        all
          .filter(element => element.checkVisibility())
          .map(element => [element.textContent, element.getBoundingClientRect().height] as const)
          .filter(([, height]) => height > 0 && height < 44),
      )
    expect(low).toEqual([])
  })
})
