// Adding documents from the page: only with the key, file by file, and never half.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { IngestReport } from '../../src/build/ingest.ts'
import type { SearchPage } from '../../src/search/search.ts'
import { useBrowser } from '../support/browser.ts'
import { build } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const open = useBrowser()
const KEY = 'a long secret'
const FIRST = { 'first.md': '# First\n\nThe armistice was signed in Oslo.\n' }

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'text/markdown',
  buffer: Buffer.from(content as string),
})

describe.each([true, false])('with scripts: %s', scripts => {
  it('files are added, replaced and refused, each with its reason, and found at once', async () => {
    const { corpus, out } = await build(FIRST)
    const { page, server, complaints } = await open(out, '/ingest', { scripts, adminKey: KEY, corpus })
    const send = async (key: string): Promise<void> => {
      await page
        .locator('input[type="file"]')
        .setInputFiles([
          file('second.md', '---\ndate: someday\n---\n\n# Second\n\nGrain left Odesa.\n'),
          file('first.md', '# First\n\nThe armistice was signed in Geneva.\n'),
          file('broken.md', Uint8Array.of(0, 1, 2, 0, 255)),
          file('song.mp3', 'x'),
        ])
      await page.getByLabel('Admin key').fill(key)
      await page.getByRole('button', { name: 'Add and publish' }).click()
    }
    await send('wrong')
    await page.locator('main .trouble', { hasText: 'admin key is missing or wrong' }).waitFor()
    expect((await readdir(corpus)).sort()).toEqual(['first.md'])
    await send(KEY)
    await page.locator('.report').waitFor()
    const rows = await page
      .locator('.report tbody tr')
      .evaluateAll(all => all.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent)))
    expect(rows).toMatchObject([
      ['second.md', 'added', '1', expect.stringContaining('someday')],
      ['first.md', 'replaced', '1', ''],
      ['broken.md', 'refused', '0', expect.stringMatching(/./u)],
      ['song.mp3', 'refused', '0', expect.stringContaining('Lede reads .md')],
    ])
    expect(await page.locator('#ingested').textContent()).toContain('2 passages of 2 documents')
    const found = (await server.json('/v1/search?q=Odesa')).body as SearchPage
    expect(found.hits.map(({ document }) => document.id)).toEqual(['second'])
    expect(((await server.json('/v1/search?q=Oslo&fuzzy=off')).body as SearchPage).total).toBe(0)
    expect((await readdir(corpus)).sort()).toEqual(['first.md', 'second.md'])
    expect(complaints).toEqual([])
  })

  it('without a key or a folder the page says how to get there', async () => {
    const { corpus, out } = await build(FIRST)
    const { page } = await open(out, '/ingest', { scripts, corpus })
    expect(await page.locator('main').textContent()).toContain('Set LEDE_ADMIN_KEY')
    expect(await page.locator('form#ingest').count()).toBe(0)
    const { page: other } = await open(out, '/ingest', { scripts, adminKey: KEY })
    expect(await other.locator('main').textContent()).toContain('--corpus FOLDER')
  })
})

it('files can be dropped, and progress is shown', async () => {
  const { corpus, out } = await build(FIRST)
  const { page } = await open(out, '/ingest', { adminKey: KEY, corpus })
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['# Dropped\n\nWheat.\n'], 'dropped.md', { type: 'text/markdown' }))
    return data
  })
  await page.dispatchEvent('.drop', 'dragover', { dataTransfer: transfer })
  expect(await page.locator('.drop.over').count()).toBe(1)
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer })
  await page.getByLabel('Admin key').fill(KEY)
  await page.getByRole('button', { name: 'Add and publish' }).click()
  await page.locator('#progress:visible').waitFor()
  await page.locator('.report .added').waitFor()
  expect(await page.locator('#progress').isHidden()).toBe(true)
})

describe('POST /v1/admin/documents', () => {
  const post = async (url: string, names: readonly (readonly [string, string])[], key = KEY) => {
    const form = new FormData()
    for (const [name, content] of names) form.append('files', new File([content], name))
    const response = await fetch(`${url}/v1/admin/documents`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${key}` },
    })
    return { status: response.status, body: (await response.json()) as IngestReport & { detail: string } }
  }

  it('refuses names that lead elsewhere, and the same name twice', async () => {
    const { corpus, out, folder } = await build(FIRST)
    const server = await serve(out, { adminKey: KEY, corpus })
    const before = (await readdir(folder)).sort()
    const { body } = await post(server.url, [
      ['../escaped.md', 'x'],
      ['.hidden.md', 'x'],
      ['a:b.md', 'x'],
      [`${'ü'.repeat(150)}.md`, 'x'],
      ['twice.md', 'One.'],
      ['twice.md', 'Two.'],
    ])
    expect(body.files.map(({ status }) => status)).toEqual([
      'refused',
      'refused',
      'refused',
      'refused',
      'added',
      'refused',
    ])
    expect((await readdir(folder)).sort()).toEqual(before)
    expect(await readFile(join(corpus, 'twice.md'), 'utf8')).toBe('One.')
  })

  it('says that nothing is new, and asks for files, the key and a folder', async () => {
    const { corpus, out } = await build(FIRST)
    const server = await serve(out, { adminKey: KEY, corpus })
    expect((await post(server.url, Object.entries(FIRST))).body).toMatchObject({
      published: false,
      files: [{ status: 'unchanged' }],
    })
    expect(await post(server.url, [])).toMatchObject({ status: 400 })
    expect(await post(server.url, Object.entries(FIRST), 'wrong')).toMatchObject({ status: 401 })
    const plain = await fetch(`${server.url}/v1/admin/documents`, {
      method: 'POST',
      body: 'x',
      headers: { authorization: `Bearer ${KEY}` },
    })
    expect(plain.status).toBe(415)
    const without = await serve(out, { adminKey: KEY })
    expect(await post(without.url, Object.entries(FIRST))).toMatchObject({ status: 409 })
    const keyless = await serve(out, { corpus })
    expect(await post(keyless.url, Object.entries(FIRST))).toMatchObject({ status: 403 })
  })

  it('leaves everything as it was where the build fails', async () => {
    const { corpus, out, bundle } = await build({
      ...FIRST,
      'hague.md': '# One\n\nThe Hague.\n',
      'entities.yaml': 'rename: [{ entity: The Hague, to: Den Haag }]\n',
    })
    const server = await serve(out, { adminKey: KEY, corpus })
    const { status, body } = await post(server.url, [
      ['first.md', '# First\n\nChanged.\n'],
      ['hague.md', '# One\n\nNothing.\n'],
      ['more.md', '# More\n\nText.\n'],
    ])
    expect(status).toBe(409)
    expect(body.detail).toMatch(/Nothing was added: .*no entity is called “The Hague”/su)
    expect((await readdir(corpus)).sort()).toEqual(['entities.yaml', 'first.md', 'hague.md'])
    expect(await readFile(join(corpus, 'first.md'), 'utf8')).toBe(FIRST['first.md'])
    expect(server.served.current.version).toBe(bundle.version)
  })

  it('answers while it builds, and takes one call after the other', async () => {
    const { corpus, out } = await build(FIRST)
    const server = await serve(out, { adminKey: KEY, corpus })
    await writeFile(join(corpus, 'many.md'), '# Many\n\nWords.\n')
    const calls = Promise.all([
      post(server.url, [['one.md', 'One.']]),
      post(server.url, [['two.md', 'Two.']]),
    ])
    let searches = 0
    let isDone = false
    void calls.then(() => {
      isDone = true
    })
    while (!isDone) {
      expect((await server.json('/v1/search?q=armistice')).status).toBe(200)
      searches++
    }
    expect((await calls).map(({ body }) => body.published)).toEqual([true, true])
    expect(searches).toBeGreaterThan(1)
    expect(server.served.current.manifest.counts.documents).toBe(4)
  })

  it('says on the page that the service failed, and why in its log', async () => {
    const { corpus, out } = await build(FIRST)
    const server = await serve(out, { adminKey: KEY, corpus: join(corpus, 'first.md') }) // no folder
    const form = new FormData()
    form.append('key', KEY)
    form.append('files', new File(['One.'], 'one.md'))
    const response = await fetch(`${server.url}/ingest`, { method: 'POST', body: form })
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.stringContaining('Something went wrong on the server; the log has details.'),
    ])
    expect(server.logged.join()).toContain('EEXIST')
    form.set('key', 'wrong')
    expect((await fetch(`${server.url}/ingest`, { method: 'POST', body: form })).status).toBe(401)
  })
})

describe.each([true, false])('by the link of the terminal, with scripts: %s', scripts => {
  it('documents are added without a key, and searched alone', async () => {
    const { corpus, out } = await build(FIRST)
    const { page, server, complaints } = await open(out, '/ingest', { scripts, corpus, printsLink: true })
    expect(await page.locator('main').textContent()).toContain('Open the link that Lede printed')
    expect(await page.locator('input[type="file"]').isVisible()).toBe(false)
    await page.goto(server.addLink ?? '')
    await page
      .locator('input[type="file"]')
      .setInputFiles([
        file('second.md', '# Second\n\nGrain left Odesa.\n'),
        file('third.md', '# Third\n\nGrain came.\n\nMore.\n'),
        file('song.mp3', 'x'),
      ])
    await page.getByRole('button', { name: 'Add and publish' }).click()
    await page.locator('.report').waitFor()
    expect(await page.locator('#ingested').textContent()).toContain('added: 2 · refused: 1')
    await page.getByRole('link', { name: 'Search the new documents' }).click()
    await page.locator('#count').waitFor()
    expect(await page.locator('.card h2').allTextContents()).toEqual(
      expect.arrayContaining(['Second', 'Third']),
    )
    expect(await page.locator('#count').textContent()).toContain('3 passages in 2 documents')
    if (scripts) {
      await page.goto(`${server.url}/ingest`)
      await page.locator('input[type="file"]').waitFor()
      expect(await page.locator('main').textContent()).not.toContain('Open the link')
    }
    expect(complaints).toEqual([])
  })
})

it('without the link nobody is asked for a key that there is not, and with it names and searches are written', async () => {
  const { corpus, out } = await build(FIRST)
  const { page, server } = await open(out, '/ingest', { corpus, printsLink: true })
  const place = '/entities/place:oslo?correct=drop'
  for (const path of [place, '/searches?q=armistice', '/ingest']) {
    await page.goto(`${server.url}${path}`)
    expect(await page.locator('input[type="password"]').count(), path).toBe(0)
    expect(
      await page.getByRole('button', { name: 'Print a new link in the terminal' }).count(),
    ).toBeGreaterThan(0)
  }
  await page.getByRole('button', { name: 'Print a new link in the terminal' }).click()
  await page.getByText('A new link stands in the terminal').waitFor()
  await page.goto(/http\S+/u.exec(server.logged.at(-1) ?? '')?.[0] ?? '')
  await page.goto(`${server.url}${place}`)
  await page.getByRole('button', { name: 'Write it and build' }).click()
  await page.getByText('It was written into the file').waitFor()
  expect(await readFile(join(corpus, 'entities.yaml'), 'utf8')).toContain('Oslo'.toLowerCase())
})

it('the list of documents names their files, and leads to those that are none', async () => {
  const { corpus, out } = await build({
    'one/readme.md': '# Readme\n\nThe armistice was signed.\n',
    'two/readme.md': '# Readme\n\nGrain left Odesa.\n',
    'song.mp3': 'x',
    'broken.md': Uint8Array.of(0, 1, 2, 0, 255),
    '.hidden': 'x',
  })
  const { page } = await open(out, '/documents', { corpus, printsLink: true })
  const lines = await page.locator('.list li').allTextContents()
  expect(lines.map(line => /\S+\/readme\.md/u.exec(line)?.[0]).sort()).toEqual([
    'one/readme.md',
    'two/readme.md',
  ])
  await page.getByRole('link', { name: 'Files that are not in the collection' }).click()
  await page.locator('.report').waitFor()
  const rows = await page
    .locator('.report tbody tr')
    .evaluateAll(all => all.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent)))
  expect(rows).toEqual([
    ['broken.md', expect.stringContaining('lede inspect broken.md')],
    ['song.mp3', 'Lede does not read files that end in .mp3.'],
  ])
  // In the results only where the title does not tell one from another.
  await page.goto(new URL('/?q=armistice', page.url()).href)
  expect(await page.locator('.byline').textContent()).toContain('one/readme.md')
  const { page: reader, server } = await open(out, '/documents', { corpus, adminKey: KEY })
  expect(await reader.getByText('Files that are not in the collection').count()).toBe(0)
  expect((await fetch(`${server.url}/left-out`)).status).toBe(404)
})
