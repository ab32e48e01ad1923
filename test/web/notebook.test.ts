// Setting passages aside: in the browser's own storage, with notes, tags and lists, in every form of export, and back again.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { build, ROOT } from '../support/fixtures.ts'

const open = useBrowser()
const SAMPLE = join(ROOT, 'index-build')
const NOTE = '=Check "this"\nwith the desk'

async function exported(page: Page, name: string): Promise<string> {
  await page.locator('.export summary').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.export li', { hasText: name }).locator('a, button').click(),
  ])
  await page.locator('.export summary').click()
  return readFile(await download.path(), 'utf8')
}

async function save(page: Page, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await page.locator('.pin').nth(at).click()
    await page.locator('.pin').nth(at).and(page.locator('[aria-pressed="true"]')).waitFor()
  }
}

interface Exported {
  readonly version: number
  readonly lists: readonly string[]
  readonly passages: readonly { readonly id: string; readonly text: string; readonly note: string }[]
}

describe('the notebook', () => {
  it('keeps passages and notes, and gives them out', { timeout: 60_000 }, async () => {
    const { page, server, complaints } = await open(SAMPLE, '/?q=observers', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await save(page, 2)
    expect(await page.locator('#pinned').textContent()).toBe('2')
    const cite = (await page.locator('cite').first().textContent()) ?? ''
    await page.goto(`${server.url}/workspace`)
    expect(await page.locator('#notebook .hit').count()).toBe(2)
    await page.locator('textarea').first().fill(NOTE)
    await page.reload()
    expect(await page.locator('textarea').first().inputValue()).toBe(NOTE)

    const json = JSON.parse(await exported(page, 'JSON')) as Exported
    expect(json.passages).toMatchObject([{ citation: cite, note: NOTE }, { note: '' }])
    const markdown = await exported(page, 'Markdown')
    expect(markdown).toContain(`> — ${cite}.`)
    expect(markdown).toContain(`\n${NOTE}\n`)
    expect(markdown).toContain(`<${server.url}/passages/${json.passages[0]?.id}>`)
    const csv = await exported(page, 'CSV')
    expect(csv.split('\r\n')[0]).toBe(
      'id,title,date,text,citation,url,path,line,page,note,tags,lists,saved,link,speaker,row,sheet',
    )
    expect(csv).toContain(`,"'=Check ""this""\nwith the desk",`)
    const ris = (await exported(page, 'RIS')).split(/^ER {2}-/mu)
    expect(ris).toHaveLength(3)
    expect(ris[0]).toContain(`\nN1  - “${json.passages[0]?.text}”\nN1  - =Check "this" with the desk\n`)
    expect(ris[1]?.match(/^N1 {2}- /gmu)).toHaveLength(2)
    await page.locator('textarea').nth(1).fill('50 % of {a_b} \\ half } a brace')
    const bibtex = await exported(page, 'BibTeX')
    expect(bibtex).toContain(
      '” 50 \\% of \\textbraceleft{}a\\_b\\textbraceright{} \\textbackslash{} half \\textbraceright{} a brace},\n}',
    )
    // BibTeX counts every brace of an entry, also one after a backslash.
    for (const entry of bibtex.split(/^(?=@)/mu))
      expect(entry.match(/\{/gu)).toHaveLength(entry.match(/\}/gu)?.length ?? 0)
    expect(bibtex).toContain(`,\n\tannote = {“${json.passages[0]?.text}” =Check "this" with the desk},\n}`)
    const keys = bibtex.match(/^@\w+\{[^,]+/gmu) ?? []
    expect(new Set(keys).size).toBe(2)

    await page.getByRole('button', { name: 'Copy share link (without notes)' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    page.on('dialog', dialog => void dialog.accept())
    await page.locator('.hit').first().getByRole('button', { name: 'Remove', exact: true }).click()
    await expect.poll(() => page.locator('#notebook .hit').count()).toBe(1)
    await page.locator('[data-clear]').click()
    await page.locator('#notebook .hit').first().waitFor({ state: 'detached' })
    await page.goto(link)
    expect(await page.locator('.hit blockquote').allTextContents()).toEqual(
      json.passages.map(({ text }) => text),
    )
    expect(await page.content()).not.toContain('Check')
    expect(complaints).toEqual([])
  })

  it('sorts passages into lists and by tags, and exports those that are ticked', async () => {
    const { page, server, complaints } = await open(SAMPLE, '/?q=observers')
    await save(page, 3)
    await page.goto(`${server.url}/workspace`)
    await page.locator('.new-list input').fill('Chapter 1')
    await page.getByRole('button', { name: 'Add list' }).click()
    await page.getByLabel('New passages go into this list').check()
    expect(await page.locator('#notebook .hit').count()).toBe(0)
    await page.getByRole('button', { name: 'All (3)' }).click()
    await page.locator('.hit').nth(1).getByLabel('Chapter 1').check()
    await page.locator('.hit').nth(2).locator('.tag-field input').fill('urgent, Geneva')
    await page.getByRole('button', { name: 'Chapter 1 (1)' }).click()
    expect(await page.locator('#notebook .hit').count()).toBe(1)
    expect(new URL(page.url()).searchParams.get('list')).toBe('Chapter 1')
    await page.reload()
    expect(await page.locator('#notebook .hit').count()).toBe(1)
    await page.getByRole('button', { name: 'All (3)' }).click()
    await page.getByRole('button', { name: 'urgent (1)' }).click()
    expect(await page.locator('#notebook .hit').count()).toBe(1)
    await page.getByRole('button', { name: 'urgent (1)' }).click()
    await page.locator('.tick').first().check()
    expect((JSON.parse(await exported(page, 'JSON')) as Exported).passages).toHaveLength(1)

    await page.goto(`${server.url}/?q=mines`)
    await save(page, 1)
    await page.goto(`${server.url}/workspace?list=Chapter+1`)
    expect(await page.locator('#notebook .hit').count()).toBe(2)
    await page.locator('.this-list input[name="list"]').fill('Chapter One')
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByRole('button', { name: 'Chapter One (2)' }).waitFor()
    page.once('dialog', dialog => void dialog.accept())
    await page.getByRole('button', { name: 'Delete list' }).click()
    await page.getByRole('button', { name: 'All (4)' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('says whose words a mail quotes, in every form and after it was restored', {
    timeout: 60_000,
  }, async () => {
    const mail =
      'From: Ann Lee <ann@one.example>\nSubject: The weir\n\nBo Day wrote:\n> The curlew was counted twice.\n\nI doubt it.\n'
    const { out } = await build({ 'a.eml': mail })
    const { page, server } = await open(out, '/?q=curlew')
    await save(page, 1)
    await page.goto(`${server.url}/workspace`)
    for (const form of ['BibTeX', 'RIS']) expect(await exported(page, form)).toContain('words of Bo Day')
    const json = await exported(page, 'JSON')
    expect(JSON.parse(json)).toMatchObject({ passages: [{ speaker: 'Bo Day' }] })
    page.once('dialog', dialog => void dialog.accept())
    await page.locator('[data-clear]').click()
    await page.locator('#notebook .hit').first().waitFor({ state: 'detached' })
    await page
      .locator('.restore input')
      .setInputFiles({ name: 'notebook.json', mimeType: 'application/json', buffer: Buffer.from(json) })
    await page.locator('#notebook .hit').first().waitFor()
    const [, row] = (await exported(page, 'CSV')).trim().split('\r\n')
    expect(row).toMatch(/,Bo Day,,$/u)
  })

  it('is restored from its own file, and two notes on a passage both stay', async () => {
    const { page, server } = await open(SAMPLE, '/?q=observers')
    await save(page, 2)
    await page.goto(`${server.url}/workspace`)
    await page.locator('textarea').first().fill('mine')
    const kept = JSON.parse(await exported(page, 'JSON')) as Exported
    await page.locator('textarea').first().fill('changed since')
    page.once('dialog', dialog => void dialog.accept())
    await page.locator('.hit').nth(1).locator('.tick').check()
    await page.locator('[data-clear]').click()
    await page.locator('.hit').nth(1).waitFor({ state: 'detached' })
    const restore = (content: string) =>
      page.locator('.restore input').setInputFiles({
        name: 'notebook.json',
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      })
    await restore(JSON.stringify({ ...kept, passages: [...kept.passages, { id: 7 }] }))
    await page.locator('.restored', { hasText: 'Added: 1 · already here: 1 · not readable: 1' }).waitFor()
    expect(await page.locator('.hit textarea').first().inputValue()).toBe('changed since\n\nmine')
    await restore('a letter')
    await page.locator('#trouble', { hasText: 'This file is no notebook' }).waitFor()
    expect(await page.locator('.hit').count()).toBe(2)
  })

  it('takes over what was saved before there were lists', async () => {
    const { page, server } = await open(SAMPLE, '/')
    const old = {
      id: 'a~1',
      title: 'T',
      text: 'Words',
      citation: 'C',
      date: null,
      url: 'javascript:alert(1)',
      path: 'a.md',
      line: 3,
      pinned: '2026-01-02T03:04:05.000Z',
      note: 'old note',
    }
    await page.evaluate(text => localStorage.setItem('lede.workspace', text), JSON.stringify([old]))
    await page.goto(`${server.url}/workspace`)
    expect(await page.locator('textarea').inputValue()).toBe('old note')
    expect(await page.locator('.hit a[href^="javascript"]').count()).toBe(0)
    await page.locator('.tag-field input').fill('seen')
    const keys = await page.evaluate(() => Object.keys(localStorage))
    expect(keys).toEqual(['lede.notebook'])
    const kept = await page.evaluate(() => localStorage.getItem('lede.notebook') ?? '')
    expect(JSON.parse(kept)).toMatchObject({ version: 2, passages: [{ saved: old.pinned, tags: ['seen'] }] })
  })

  it('takes over what it can read of that, once, and leaves the rest where it was', async () => {
    const { page, server } = await open(SAMPLE, '/')
    const old = JSON.stringify([
      { id: 'a~1', title: 'T', text: 'W', citation: 'C', note: 'old' },
      { id: 'b' },
    ])
    await page.evaluate(text => localStorage.setItem('lede.workspace', text), old)
    await page.goto(`${server.url}/workspace`)
    await page.locator('#trouble', { hasText: 'It is kept as lede.workspace' }).waitFor()
    await page.locator('textarea').fill('new')
    page.once('dialog', dialog => void dialog.accept())
    await page.getByRole('button', { name: 'Remove', exact: true }).first().click()
    await page.locator('.hit').waitFor({ state: 'detached' })
    await page.reload()
    await page.locator('#notebook .empty').waitFor()
    expect(await page.locator('.hit').count()).toBe(0)
    expect(await page.evaluate(() => localStorage.getItem('lede.workspace'))).toBe(old)
  })

  it('goes on from what another window wrote, also where a field is being written in', async () => {
    const { page, server, complaints } = await open(SAMPLE, '/?q=observers')
    await save(page, 3)
    await page.goto(`${server.url}/workspace`)
    const [note, tags] = [page.locator('textarea'), page.locator('.tag-field input')]
    await note.nth(0).fill('one')
    const other = await page.context().newPage()
    await other.goto(`${server.url}/workspace`)
    await other.locator('textarea').nth(1).fill('theirs')
    await other.locator('.tag-field input').nth(0).fill('urgent')
    other.on('dialog', dialog => void dialog.accept())
    await other.locator('textarea').nth(2).fill('to go')
    await other.locator('.hit').nth(2).getByRole('button', { name: 'Remove', exact: true }).click()
    await expect.poll(() => other.locator('.hit').count()).toBe(2)

    await page.bringToFront()
    await note.nth(1).press('End')
    await note.nth(1).pressSequentially(' and mine')
    await tags.nth(0).press('End')
    await tags.nth(0).pressSequentially(', seen')
    expect(await page.locator('.hit').count()).toBe(3)
    await page.locator('h1').first().click()
    await expect.poll(() => page.locator('.hit').count()).toBe(2)
    await page.reload()
    expect(await note.evaluateAll(all => all.map(field => (field as HTMLTextAreaElement).value))).toEqual([
      'one',
      'theirs and mine',
    ])
    expect(await tags.nth(0).inputValue()).toBe('urgent, seen')
    expect(complaints).toEqual([])
  })

  it('takes a slow click on a list just after a note was written', async () => {
    const { page, server } = await open(SAMPLE, '/?q=observers')
    await save(page, 1)
    await page.goto(`${server.url}/workspace`)
    await page.locator('.new-list input').fill('Empty')
    await page.getByRole('button', { name: 'Add list' }).click()
    await page.getByRole('button', { name: 'All (1)' }).click()
    await page.locator('textarea').fill('one')
    await page.getByRole('button', { name: 'Empty (0)' }).click({ delay: 200 })
    await expect.poll(() => page.locator('.hit').count()).toBe(0)
  })

  it('asks before a note or tags go with their passage, and not where there are none', async () => {
    const { page, server } = await open(SAMPLE, '/?q=observers')
    await save(page, 2)
    await page.goto(`${server.url}/workspace`)
    const asked: string[] = []
    page.on('dialog', dialog => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    const remove = (at: number) =>
      page.locator('.hit').nth(at).getByRole('button', { name: 'Remove', exact: true }).click()
    await page.locator('textarea').first().fill('mine')
    await remove(0)
    await remove(1)
    await expect.poll(() => page.locator('.hit').count()).toBe(1)
    expect(asked).toEqual(['Remove this passage with its note and tags?'])
    expect(await page.locator('textarea').inputValue()).toBe('mine')
  })

  it('says what was not saved, and says of nothing else that it was', async () => {
    const { page } = await open(SAMPLE, '/?q=observers')
    const id = (at: number) => page.locator('.select').nth(at).getAttribute('value')
    const gone = encodeURIComponent((await id(0)) ?? '')
    const refused = (url: URL) => url.pathname.startsWith('/v1/passages/')
    await page.route(refused, route => route.abort())
    await page.locator('.pin').first().click()
    await page.locator('#trouble', { hasText: '1 passage was not saved' }).waitFor()
    expect(await page.locator('#announce').textContent()).not.toContain('Saved')
    await page.unroute(refused)

    const isGone = (url: URL) => encodeURIComponent(decodeURIComponent(url.pathname)).endsWith(gone)
    await page.route(isGone, route => route.fulfill({ status: 404 }))
    for (const at of [0, 1, 2]) await page.locator('.select').nth(at).check()
    await page.getByRole('button', { name: 'Save selected' }).click()
    await expect.poll(() => page.locator('#pinned').textContent()).toBe('2')
    await page.locator('#trouble', { hasText: '1 passage was not saved' }).waitFor()
    await page.unroute(isGone)
    await page.locator('#trouble button').click()
    await expect.poll(() => page.locator('#pinned').textContent()).toBe('3')
    await page.locator('#trouble').waitFor({ state: 'hidden' })
  })

  it.each(['lede.workspace', 'lede.notebook'])('never throws away what it cannot read in %s', async key => {
    const { page, server } = await open(SAMPLE, '/?q=observers')
    await page.evaluate(name => localStorage.setItem(name, '{"a note'), key)
    await page.goto(`${server.url}/workspace`)
    await page.locator('#trouble', { hasText: 'could not be read' }).waitFor()
    await page.goto(`${server.url}/?q=observers`)
    await save(page, 1)
    const values = await page.evaluate(() => Object.values(localStorage))
    expect(values).toContain('{"a note')
    expect(await page.locator('#pinned').textContent()).toBe('1')
  })

  it('says so where the browser has no room, keeps it in the page, and has it once there is room', async () => {
    const { page } = await open(SAMPLE, '/?q=observers')
    await page.evaluate(() => localStorage.setItem('full', 'x'.repeat(5 * 1024 * 1024 - 10)))
    await page.locator('.pin').first().click()
    await page.locator('#trouble', { hasText: 'has no room' }).waitFor()
    expect(await page.locator('#pinned').textContent()).toBe('1')
    await page.locator('#q').fill('observers korea')
    await page.locator('#view[data-q="observers korea"]').waitFor()
    expect(await page.locator('#trouble').textContent()).toContain('has no room')
    await page.evaluate(() => localStorage.removeItem('full'))
    await page.locator('#trouble button').click()
    await page.locator('#trouble').waitFor({ state: 'hidden' })
    await page.reload()
    expect(await page.locator('#pinned').textContent()).toBe('1')
  })

  it('says so where the browser lets it keep nothing', async () => {
    const { page } = await open(SAMPLE, '/')
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
    })
    await page.goto(`${new URL(page.url()).origin}/?q=observers`)
    await page.locator('.pin').first().click()
    await page.locator('#trouble', { hasText: 'lets the page keep nothing' }).waitFor()
    expect(await page.locator('.pin').first().getAttribute('aria-pressed')).toBe('true')
  })
})

describe('ticked passages', () => {
  it('stay ticked from view to view, and are saved or shown together', async () => {
    const { page, complaints } = await open(SAMPLE, '/?q=observers')
    await page.locator('.select').first().check()
    await page.locator('#q').fill('mines')
    await page.locator('#view[data-q="mines"]').waitFor()
    await page.locator('.select').first().check()
    await page.locator('.selected-count', { hasText: '2 selected' }).waitFor()
    await page.getByRole('button', { name: 'Save selected' }).click()
    await expect.poll(() => page.locator('#pinned').textContent()).toBe('2')
    await page.getByRole('button', { name: 'Export or print selected' }).click()
    await page.waitForURL(/workspace\?passage=.*&passage=/u)
    expect(await page.locator('.hit').count()).toBe(2)
    expect(complaints).toEqual([])
  })

  it('are exported without scripts, exactly those, in their order', async () => {
    const { page, server } = await open(SAMPLE, '/?q=observers', { scripts: false })
    const boxes = page.locator('.select')
    const ids = [await boxes.nth(2).getAttribute('value'), await boxes.nth(0).getAttribute('value')]
    await boxes.nth(0).check()
    await boxes.nth(2).check()
    await page.getByRole('button', { name: 'Export or print selected' }).click()
    expect(
      await page
        .locator('.hit')
        .evaluateAll(all => all.map(hit => hit.id || hit.getAttribute('data-passage'))),
    ).toEqual([...ids].reverse())
    const csv = await exported(page, 'CSV')
    expect(csv.trim().split('\r\n')).toHaveLength(3)
    const bibtex = await exported(page, 'BibTeX')
    expect(bibtex.match(/^@/gmu)).toHaveLength(2)
    const { status } = await server.json('/v1/export?passage=gone~00000000&format=csv')
    expect(status).toBe(404)
  })
})

it('without scripts the notebook says what is needed, and shows the passages that its address names', async () => {
  const { page, server } = await open(SAMPLE, '/workspace', { scripts: false })
  expect(await page.locator('.unscripted').isVisible()).toBe(true)
  const { hits } = (await server.json('/v1/search?q=observers&limit=2')).body as {
    hits: { passage: { id: string; text: string } }[]
  }
  const ids = hits.map(({ passage }) => passage.id)
  await page.goto(
    `${server.url}/workspace?${new URLSearchParams([...ids, 'gone~00000000'].map(id => ['passage', id]))}`,
  )
  expect(await page.locator('.hit blockquote').allTextContents()).toEqual(
    hits.map(({ passage }) => passage.text),
  )
  expect(await page.locator('.note:visible').last().textContent()).toContain(
    'There is no passage gone~00000000',
  )
})
