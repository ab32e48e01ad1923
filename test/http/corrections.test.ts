// A name that is wrong is put right from its page: the entry is shown to all, and written by who has the admin key, or not at all.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { build } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const KEY = 'a long secret'
const OURS =
  '# What we know better\nadd:            # names of ours\n  - name: Zorvex Hill\n    type: place\n  - name: Zorvek Hill\n    type: place\n'
const FILES = {
  'a.md': '# A\n\nThe road to Zorvex Hill was mined.\n\nZorvek Hill was cleared later.\n',
  'entities.yaml': OURS,
}
const NAME = '/entities/place:zorvex-hill'

async function start(files: Readonly<Record<string, string>> = FILES, adminKey: string | null = KEY) {
  const { corpus, out } = await build(files)
  const server = await serve(out, { corpus, adminKey })
  return {
    ...server,
    file: () => readFile(join(corpus, 'entities.yaml'), 'utf8').catch(() => null),
    page: async (path: string) => {
      const response = await fetch(server.url + path)
      return { status: response.status, text: await response.text() }
    },
    post: async (path: string, fields: Record<string, string>, headers = {}) => {
      const response = await fetch(server.url + path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers,
      })
      return { status: response.status, text: await response.text() }
    },
  }
}

describe('the page of a name', () => {
  it('shows the entry that puts it right', async () => {
    const { page } = await start()
    expect((await page(NAME)).text).toContain('Is this name wrong?')
    const entryOf = async (query: string): Promise<string | undefined> =>
      /<pre class="copied"[^>]*>([^<]*)</u.exec((await page(`${NAME}?${query}`)).text)?.[1]
    expect(await entryOf('correct=drop')).toBe('drop:\n  - entity: place:zorvex-hill\n')
    expect(await entryOf('correct=retype&to=event')).toBe(
      'retype:\n  - entity: place:zorvex-hill\n    to: event\n',
    )
    expect(await entryOf('correct=merge&into=Zorvek+Hill')).toBe(
      'merge:\n  - into: place:zorvek-hill\n    from:\n      - place:zorvex-hill\n',
    )
    expect(await entryOf('correct=retype&to=date')).toBeUndefined()
    expect(await entryOf('correct=merge&into=Zorvex+Hill')).toBeUndefined()
    expect((await page(`${NAME}?correct=merge&into=<b>`)).text).toContain(
      'No other name here is called “&lt;b&gt;”.',
    )
  })

  it('offers to write it only where that is possible', async () => {
    const entry = `${NAME}?correct=drop`
    expect((await (await start()).page(entry)).text).toContain('Write it and build')
    expect((await (await start(FILES, null)).page(entry)).text).not.toContain('Write it and build')
  })
})

describe('an entry', () => {
  it('is written by who has the key, below what the file says, and holds at once', async () => {
    const { post, page, file } = await start()
    const refused = await post(NAME, { correct: 'drop', key: 'wrong' })
    expect(refused.status).toBe(401)
    expect(refused.text).toContain('admin key is missing or wrong')
    expect(await file()).toBe(OURS)
    const foreign = await post(NAME, { correct: 'drop', key: KEY }, { origin: 'http://elsewhere.example' })
    expect(foreign.status).toBe(403)
    const done = await post(NAME, { correct: 'merge', into: 'place:zorvek-hill', key: KEY })
    expect(done.text).toContain('a new index was built')
    expect(await file()).toBe(
      `${OURS}merge:\n  - into: place:zorvek-hill\n    from:\n      - place:zorvex-hill\n`,
    )
    // The old address leads to the name that it was merged into.
    expect((await page(NAME)).text).toBe((await page('/entities/place:zorvek-hill')).text)
    expect((await page('/entities/place:zorvek-hill')).text).toContain('2 mentions in 2 passages')
  })

  it('that makes the build fail is taken back', async () => {
    const renamed = `${OURS}rename:\n  - entity: place:zorvex-hill\n    to: Hill of Zorvex\n`
    const { post, file } = await start({ ...FILES, 'entities.yaml': renamed })
    const failed = await post('/entities/place:zorvek-hill', {
      correct: 'merge',
      into: 'Hill of Zorvex',
      key: KEY,
    })
    expect(failed.status).toBe(409)
    expect(failed.text).toContain('Nothing was corrected')
    expect(await file()).toBe(renamed)
  })

  it('makes the file where there is none', async () => {
    const { post, file, json } = await start({ 'a.md': '# A\n\nA treaty was signed in Angola by Angola.\n' })
    const { body } = await json('/v1/entities?type=place')
    const [{ id }] = (body as { entities: [{ id: string }] }).entities
    expect((await post(`/entities/${id}`, { correct: 'drop', key: KEY })).status).toBe(200)
    expect(await file()).toBe(`drop:\n  - entity: ${id}\n`)
  })
})
