// Reading and quoting in a real browser: documents, passages, entities.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EntityPage } from '../../src/search/entities.ts'
import { useBrowser } from '../support/browser.ts'
import { ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')
const DOCUMENT = '/documents/nagorno-karabakh-ceasefires'

describe.each([true, false])('with scripts: %s', scripts => {
  it('a document shows its outline, its metadata, and every match of a query', async () => {
    const { page, complaints } = await open(SAMPLE, `${DOCUMENT}?q=armenia`, { scripts })
    const matches = page.locator('.passage.match')
    const count = await matches.count()
    expect(count).toBeGreaterThan(2)
    expect(await page.locator('.found strong').textContent()).toBe(String(count))
    expect(await page.locator('.passage:not(.match) mark').count()).toBe(0)
    for (const match of await matches.all()) expect(await match.locator('mark').count()).toBeGreaterThan(0)
    expect(
      await page.getByRole('navigation', { name: 'Outline' }).getByRole('link').allTextContents(),
    ).toContain('1994')
    expect(await page.locator('.meta').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^region: Asia\s+Europe/u)]),
    )
    await page.getByRole('link', { name: 'Next match' }).click()
    const [first, second] = await matches.evaluateAll(passages => passages.map(({ id }) => id))
    await page.waitForURL(url => url.hash === `#${first}`)
    if (scripts) await page.getByRole('link', { name: 'Next match' }).click()
    else await matches.first().getByRole('link', { name: 'next' }).click()
    await page.waitForURL(url => url.hash === `#${second}`)
    await page.getByLabel('Search in this document').fill('mines')
    await page.getByRole('button', { name: 'Find in this document' }).click()
    await page.waitForURL(/q=mines/u)
    expect(await page.locator('.passage mark').first().textContent()).toMatch(/mine/iu)
    expect(complaints).toEqual([])
  })

  it('a passage is cited in every form', async () => {
    const { page } = await open(SAMPLE, `${DOCUMENT}?q=Lavrov`, { scripts })
    await page.locator('.passage.match').getByRole('link', { name: 'cite' }).click()
    await page.waitForURL(/\/passages\/.+#cite$/u)
    const forms = new Map(
      await page
        .locator('.form')
        .evaluateAll(all =>
          all.map(
            form =>
              [
                form.querySelector('h3')?.textContent ?? '',
                form.querySelector('pre')?.textContent ?? '',
              ] as const,
          ),
        ),
    )
    const title = 'Nagorno-Karabakh: Three Cease-fires and a Statement'
    expect(forms.get('Short')).toBe(`Lede Sample Desk, “${title}”, Lede Samples, 20 November 2020, ¶7`)
    expect(forms.get('APA')).toBe(
      `Lede Sample Desk. (2020, November 20). ${title}. Lede Samples.\n(Lede Sample Desk, 2020, para. 7)`,
    )
    expect(forms.get('Chicago')).toBe(
      `Lede Sample Desk, “${title},” Lede Samples, November 20, 2020, para. 7.`,
    )
    expect(forms.get('BibTeX')?.replaceAll(/[{}]/gu, '')).toContain(`title = ${title},`)
    expect(forms.get('RIS')).toContain(`TI  - ${title}`)
    expect(JSON.parse(forms.get('CSL-JSON') ?? '')).toMatchObject([
      { title, author: [{ literal: 'Lede Sample Desk' }], issued: { 'date-parts': [[2020, 11, 20]] } },
    ])
    expect(forms.get('Markdown')).toMatch(
      /^> The first cease-fire .+\n>\n> — Lede Sample Desk.+nagorno-karabakh-ceasefires\.md, line 27$/u,
    )
  })

  it('the neighbours of a passage come as one asks for them', async () => {
    const { page } = await open(SAMPLE, `${DOCUMENT}?q=Lavrov`, { scripts })
    await page.locator('.passage.match .number a').first().click()
    await page.waitForURL(/\/passages\//u)
    const shown = page.locator('#around .passage')
    expect(await shown.count()).toBe(7)
    await page.getByRole('link', { name: 'Later paragraphs' }).click()
    await expect.poll(() => shown.count()).toBeGreaterThan(7)
    expect(await page.locator('.similar .hit').count()).toBeGreaterThan(0)
  })

  it('an entity tells its names and why, its time, its company, and gives them out', async () => {
    const { page, server } = await open(SAMPLE, '/entities/work:convention-on-cluster-munitions', { scripts })
    const { entity, related } = (await server.json('/v1/entities/work:convention-on-cluster-munitions'))
      .body as EntityPage
    expect(await page.locator('h1').textContent()).toBe(entity.name)
    const rows = await page.locator('tr', { hasText: 'CCM' }).locator('td').allTextContents()
    expect(rows).toEqual(['CCM', 'defined in the text as a short form', '4'])
    expect(await page.locator('.related .mention').count()).toBe(Object.values(related).flat().length)
    expect(await page.locator('.histogram a').count()).toBeGreaterThan(0)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ])
    const csv = await readFile(await download.path(), 'utf8')
    expect(csv.split('\r\n').filter(line => /~\w{8},/u.test(line))).toHaveLength(entity.passages)
    await page.locator('.related .count').first().click()
    await page.locator('.chips').waitFor()
    expect(await page.locator('.chips li').count()).toBe(3)
  })

  it('names are sorted by what a column says, a type at a time, dates apart', async () => {
    const { page } = await open(SAMPLE, '/entities', { scripts })
    const types = page.locator('.list tbody td:nth-child(4)')
    expect(await types.allTextContents()).not.toContain('date mentioned')
    await page
      .getByRole('navigation', { name: 'Types' })
      .getByRole('link', { name: /^Places/u })
      .click()
    await page.waitForURL(/type=place/u)
    expect(new Set(await types.allTextContents())).toEqual(new Set(['place']))
    await page.locator('th').getByRole('link', { name: 'Documents' }).click()
    await page.waitForURL(/sort=documents/u)
    expect(await page.locator('[aria-sort]').textContent()).toBe('Documents ↓')
    const documents = (await page.locator('.list tbody td:nth-child(3)').allTextContents()).map(Number)
    expect(documents).toEqual(documents.toSorted((a, b) => b - a))
  })

  it('lists of documents and entities are searched and paged', async () => {
    const { page, server } = await open(SAMPLE, '/entities?type=place', { scripts })
    await page.getByRole('link', { name: 'Next →' }).click()
    await page.waitForURL(/offset=100/u)
    expect(new URL(page.url()).searchParams.get('type')).toBe('place')
    await page.getByLabel('Name', { exact: true }).fill('kor')
    await page.getByRole('button', { name: 'Find' }).click()
    await page.waitForURL(/q=kor/u)
    expect(await page.locator('.list a').allTextContents()).toContain('North Korea')
    await page.goto(`${server.url}/documents?q=armistice`)
    expect(await page.locator('.list li').count()).toBeGreaterThan(0)
  })
})

describe('the keys n and p', () => {
  it('go from match to match, round and round, and leave the history alone', async () => {
    const { page, server } = await open(SAMPLE, '/documents')
    await page.goto(`${server.url}${DOCUMENT}?q=armenia`)
    const ids = await page.locator('.passage.match').evaluateAll(all => all.map(({ id }) => `#${id}`))
    const press = async (key: string, id: string | undefined): Promise<void> => {
      await page.keyboard.press(key)
      await page.waitForURL(url => url.hash === id)
    }
    for (const id of ids) await press('n', id)
    await press('n', ids[0])
    await press('p', ids.at(-1))
    await page.goBack()
    expect(new URL(page.url()).pathname).toBe('/documents')
  })
})
