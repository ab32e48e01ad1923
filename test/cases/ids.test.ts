// Documents that would have one id, indexes among the documents, links, files that move: all of it is read once, under an id of its own.
import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Document, Packer, Paragraph } from 'docx'
import { describe, expect, it, vi } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { DEFAULT_CONFIG } from '../../src/build/config.ts'
import type { BuildReport } from '../../src/build/options.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { giveFileIds } from '../../src/corpus/document-ids.ts'
import { watchBundle } from '../../src/watch/watch.ts'
import { type Files, passagesOf, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

vi.setConfig({ testTimeout: 300_000 })

/** What is in the index: the path of each document by its id; also what was said. */
async function buildOf(
  corpus: string,
  options: Partial<Parameters<typeof buildBundle>[0]> = {},
): Promise<{ ids: Record<string, string>; texts: string[]; said: string[]; report: BuildReport }> {
  const out = options.out ?? join(corpus, '../index')
  const report = await buildBundle({ sources: [corpus], out, ...options })
  const bundle = await openBundle(out)
  const ids = Object.fromEntries(bundle.records.documents.map(({ id, path }) => [id, path]))
  expect(Object.keys(ids).length).toBe(bundle.records.documents.length)
  const passages = passagesOf(bundle)
  expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length)
  for (const { id, document } of passages) expect(id.startsWith(`${document}~`) && document in ids).toBe(true)
  bundle.engine.close()
  const said = report.problems.map(({ path, line, rule }) =>
    [path, line, rule].filter(part => part !== undefined).join(' '),
  )
  return { ids, texts: passages.map(({ text }) => text), said, report }
}

async function corpusOf(files: Files): Promise<string> {
  const corpus = join(await temporaryFolder(), 'corpus')
  await mkdir(corpus)
  await writeFiles(corpus, files)
  return corpus
}

const minutes = (text: string): Promise<Buffer> =>
  Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(text)] }] }))

const mail = (attachments: readonly (readonly [string, string])[]): string =>
  [
    'From: Ada Weir <ada@example.org>\nSubject: The ferry\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nBoth reports are here.\n',
    ...attachments.map(
      ([name, text]) =>
        `--x\nContent-Type: text/plain; name="${name}"\nContent-Disposition: attachment; filename="${name}"\n\n${text}\n`,
    ),
    '--x--\n',
  ].join('')

describe('documents that would have one id are all read, told apart, and said', () => {
  const rows: readonly (readonly [string, Files, Record<string, string>, readonly string[]])[] = [
    [
      'two formats of one text',
      { 'report.html': '<p>The quarry closed in May.</p>', 'report.txt': 'The quarry opened in June.\n' },
      { report: 'report.html', 'report-txt': 'report.txt' },
      ['report.txt same-id'],
    ],
    [
      'names that differ in signs only',
      { 'a b.md': 'One.', 'a+b.md': 'Two.', 'a_b.md': 'Three.' },
      { 'a-b': 'a b.md', 'a-b-2': 'a+b.md', 'a-b-3': 'a_b.md' },
      ['a+b.md same-id', 'a_b.md same-id'],
    ],
    [
      'names that differ in case only',
      { 'Протокол.md': 'Первый.', 'протокол.md': 'Второй.' },
      { protokol: 'Протокол.md', 'protokol-2': 'протокол.md' },
      ['протокол.md same-id'],
    ],
    [
      'names that differ in Unicode normal form only',
      { [`${'Über'.normalize('NFD')}.md`]: 'Eins.', [`${'Über'.normalize('NFC')}.md`]: 'Zwei.' },
      { uber: `${'Über'.normalize('NFD')}.md`, 'uber-2': `${'Über'.normalize('NFC')}.md` },
      [`${'Über'.normalize('NFC')}.md same-id`],
    ],
    [
      'an id that is another file’s name',
      { 'log.md': 'One.', 'log.txt': 'Two.', 'log-txt.md': 'Three.' },
      { log: 'log.md', 'log-txt': 'log-txt.md', 'log-txt-2': 'log.txt' },
      ['log.txt same-id'],
    ],
    [
      'folders that differ in case only',
      { 'Acts/one.md': 'One.', 'acts/one.md': 'Two.' },
      { 'acts/one': 'Acts/one.md', 'acts/one-2': 'acts/one.md' },
      ['acts/one.md same-id'],
    ],
    [
      'a repeated id in lines of JSON',
      {
        'a.jsonl':
          '{"id":7,"text":"One."}\n{"id":"7","text":"Two."}\n{"id":"7-2","text":"Three."}\n{"id":7,"text":"Four."}',
      },
      { 'a/7': 'a.jsonl', 'a/7-2': 'a.jsonl', 'a/7-3': 'a.jsonl', 'a/7-4': 'a.jsonl' },
      ['a.jsonl 2 same-id', 'a.jsonl 4 same-id'],
    ],
    [
      'a line and a file of one id',
      { 'a.ndjson': '{"id":"b","text":"One."}', 'a/b.md': 'Two.' },
      { 'a/b': 'a/b.md', 'a/b-2': 'a.ndjson' },
      ['a.ndjson 1 same-id'],
    ],
    [
      'two attachments of one name',
      {
        'ferry.eml': mail([
          ['report.txt', 'The first report.'],
          ['report.txt', 'The second report.'],
          ['Report.TXT', 'A third.'],
        ]),
      },
      {
        ferry: 'ferry.eml',
        'ferry/report-txt': 'ferry.eml',
        'ferry/report-txt-2': 'ferry.eml',
        'ferry/report-txt-3': 'ferry.eml',
      },
      ['ferry.eml same-id', 'ferry.eml same-id'],
    ],
  ]
  it.each(rows)('%s', async (_name, files, ids, said) => {
    const built = await buildOf(await corpusOf(files))
    expect(built.ids).toEqual(ids)
    expect(built.said).toEqual(said)
  })

  it('a Word file and its text', async () => {
    const corpus = await corpusOf({
      'minutes.docx': await minutes('The weir was opened.'),
      'minutes.txt': 'The weir was shut.\n',
    })
    const { ids, texts, said, report } = await buildOf(corpus)
    expect(ids).toEqual({ minutes: 'minutes.docx', 'minutes-txt': 'minutes.txt' })
    expect(texts.sort()).toEqual(['The weir was opened.', 'The weir was shut.'])
    expect(said).toContain('minutes.txt same-id')
    expect(report.problems.find(({ rule }) => rule === 'same-id')?.message).toBe(
      'The id “minutes” is that of minutes.docx. This document is “minutes-txt”.',
    )
  })

  it('is nothing to be told of a file that gives no document', async () => {
    const broken = Buffer.from('PK\u0003\u0004 and nothing more')
    const corpus = await corpusOf({
      'broken.docx': broken,
      'broken.xlsx': broken,
      'whole.docx': broken,
      'whole.txt': 'The weir was shut.\n',
    })
    const remarks: string[] = []
    const outcomes = {
      add: (outcome: { remarks: string }) => remarks.push(outcome.remarks),
      finish: () => {},
    }
    const { ids, said } = await buildOf(corpus, { outcomes })
    expect(ids).toEqual({ 'whole-txt': 'whole.txt' })
    expect(said.filter(problem => problem.endsWith('same-id'))).toEqual(['whole.txt same-id'])
    expect(remarks.filter(remark => remark.includes('The id “'))).toEqual([
      'The id “whole” is that of whole.docx. This document is “whole-txt”.',
    ])
  })

  it('two sources with files of one path', async () => {
    const [a, b] = [await corpusOf({ 'x.md': 'One.' }), await corpusOf({ 'x.md': 'Two.' })]
    const { ids, texts } = await buildOf(a, { sources: [a, b] })
    expect(Object.keys(ids)).toEqual(['x', 'x-2'])
    expect(texts).toEqual(['One.', 'Two.'])
  })

  it('many lines of one id are said in short', async () => {
    const corpus = await corpusOf({
      'a.jsonl': Array.from({ length: 300 }, (_, at) => `{"id":"same","text":"Line ${at}."}`).join('\n'),
    })
    const { ids, report } = await buildOf(corpus)
    expect(Object.keys(ids).length).toBe(300)
    expect(ids['a/same-300']).toBe('a.jsonl')
    expect(report.problems.length).toBe(21)
    expect(report.problems.at(-1)?.message).toMatch(/^279 more documents/u)
  })
})

describe('an id', () => {
  it('rests on nothing but the file’s own path, unless another file would have the same', () => {
    const name = fc.stringMatching(/^[a-d][-+ ]?[a-dA-D]?\.(md|txt|html)$/u)
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 12 }), paths => {
        const idsOf = (list: readonly string[]) =>
          new Map(
            giveFileIds([...list].sort().map(path => ({ path }))).files.map(({ path, id }) => [path, id]),
          )
        const all = idsOf(paths)
        expect(new Set(all.values()).size).toBe(paths.length)
        for (const gone of paths) {
          const left = idsOf(paths.filter(path => path !== gone))
          for (const [path, id] of left) {
            const alone = idsOf([path]).get(path)
            const isFirst = all.get(path) === alone
            // The first of its kind keeps its id, whoever comes or goes; so does every file whose id no other would have.
            if (isFirst) expect(id).toBe(alone)
          }
        }
      }),
    )
  })

  it('stays when another file of the same id goes or comes, also from the cache', async () => {
    const corpus = await corpusOf({ 'm.html': '<p>One.</p>', 'm.md': 'Two.', 'm.txt': 'Three.' })
    expect((await buildOf(corpus)).ids).toEqual({ m: 'm.html', 'm-md': 'm.md', 'm-txt': 'm.txt' })
    await rm(join(corpus, 'm.md'))
    expect((await buildOf(corpus)).ids).toEqual({ m: 'm.html', 'm-txt': 'm.txt' })
    await writeFiles(corpus, { 'm.ndjson': '{"id":1,"text":"Four."}' })
    const grown = await buildOf(corpus)
    expect(grown.ids).toEqual({ m: 'm.html', 'm-ndjson/1': 'm.ndjson', 'm-txt': 'm.txt' })
    await rm(join(corpus, 'm.html'))
    const shrunk = await buildOf(corpus)
    expect(shrunk.ids).toEqual({ 'm/1': 'm.ndjson', 'm-txt': 'm.txt' })
    const fresh = await buildOf(corpus, { out: join(corpus, '../fresh'), noCache: true })
    expect([fresh.ids, fresh.report.manifest]).toEqual([shrunk.ids, shrunk.report.manifest])
  })

  it('is the same with any number of threads, and in every slice of a long file', async () => {
    const filler = ' '.repeat(3000)
    const line = (at: number) => JSON.stringify({ id: at % 500, text: `Barge ${at}.` }) + filler
    const corpus = await corpusOf({
      'long.jsonl': Array.from({ length: 1000 }, (_, at) => line(at)).join('\n'),
    })
    const alone = await buildOf(corpus, { workers: 0, noCache: true })
    expect(Object.keys(alone.ids).length).toBe(1000)
    expect(alone.ids['long/499-2']).toBe('long.jsonl')
    const threads = await buildOf(corpus, { workers: 2, out: join(corpus, '../threads') })
    const again = await buildOf(corpus, { workers: 0, out: join(corpus, '../threads') })
    expect(again.report.reusedFiles).toBeGreaterThan(1)
    expect([threads.report.manifest, again.report.manifest]).toEqual([
      alone.report.manifest,
      alone.report.manifest,
    ])
  })
})

describe('a folder that holds Lede’s own index, built again', () => {
  const files = { 'a.md': '# A\n\nThe heron stood by the weir.', 'b/c.md': '# C\n\nThe mill is shut.' }
  const once = { a: 'a.md', 'b/c': 'b/c.md' }

  it.each(['minisearch', 'packed'] as const)('is the same each time, for %s', async engine => {
    const corpus = await corpusOf(files)
    for (let time = 0; time < 3; time++) {
      const { ids, said } = await buildOf(corpus, { out: join(corpus, 'index-build'), engine })
      expect([ids, said]).toEqual([once, []])
    }
  })

  const places: readonly (readonly [string, (corpus: string, index: string) => Promise<void>])[] = [
    ['deep in the folder', (corpus, index) => cp(index, join(corpus, 'b/deep/old'), { recursive: true })],
    [
      'under a name like any other',
      (corpus, index) => cp(index, join(corpus, 'archive 2019'), { recursive: true }),
    ],
    [
      'of an older version',
      async (corpus, index) => {
        await cp(index, join(corpus, 'old'), { recursive: true })
        await writeFiles(corpus, {
          'old/manifest.json': '{\n  "format": "lede-bundle",\n  "version": 1\n}\n',
        })
      },
    ],
    [
      'whose manifest is cut off',
      async (corpus, index) => {
        await cp(index, join(corpus, 'old'), { recursive: true })
        await writeFiles(corpus, { 'old/manifest.json': '{\n  "format": "lede-bundle",\n  "vers' })
      },
    ],
    [
      'whose manifest a program wrote in another order',
      async (corpus, index) => {
        await cp(index, join(corpus, 'old'), { recursive: true })
        await writeFiles(corpus, { 'old/manifest.json': '{"version": 2, "format": "lede-bundle"}' })
      },
    ],
    [
      'behind a link into a hidden folder',
      async (corpus, index) => {
        await cp(index, join(corpus, '.store/index'), { recursive: true })
        await symlink('.store/index', join(corpus, 'shown'))
        await symlink('.store/index/passages.jsonl', join(corpus, 'passages.jsonl'))
      },
    ],
    [
      'half written by a builder that died',
      async (corpus, index) => {
        await cp(index, join(corpus, '.index.building-4711-aB3xY9'), { recursive: true })
        await rm(join(corpus, '.index.building-4711-aB3xY9/manifest.json'))
        await symlink('.index.building-4711-aB3xY9', join(corpus, 'shown'))
      },
    ],
  ]
  it.each(places)('also one %s', async (_name, place) => {
    const corpus = await corpusOf(files)
    const index = join(corpus, '../index')
    await buildOf(corpus)
    await place(corpus, index)
    const { ids, said } = await buildOf(corpus)
    expect(ids).toEqual(once)
    expect(new Set(said.map(line => line.split(' ').at(-1)))).toEqual(new Set(['own-index']))
  })

  it('is refused where it is named as the source, or a file of it', async () => {
    const corpus = await corpusOf(files)
    const index = join(corpus, '../index')
    await buildOf(corpus)
    const other = join(corpus, '../other')
    for (const source of [index, join(index, 'passages.jsonl')])
      await expect(buildBundle({ sources: [source], out: other })).rejects.toThrow(
        /is an index that Lede built/u,
      )
  })

  it('but a web app’s manifest.json makes no folder an index', async () => {
    const corpus = await corpusOf({
      ...files,
      'site/manifest.json': '{"name":"A site"}',
      'site/page.md': 'A page.',
    })
    expect((await buildOf(corpus)).ids).toEqual({ ...once, 'site/page': 'site/page.md' })
  })
})

describe('a link within the source', () => {
  const rows: readonly (readonly [
    string,
    Files,
    Record<string, string>,
    Record<string, string>,
    readonly string[],
  ])[] = [
    [
      'into a hidden folder',
      { '.store/x.md': 'One.', 'a.md': 'Two.' },
      { shown: '.store' },
      { a: 'a.md', 'shown/x': 'shown/x.md' },
      [],
    ],
    [
      'to a file in a hidden folder, as git-annex makes it',
      { '.git/annex/5a/91.pdf.txt': 'One.' },
      { 'scan.txt': '.git/annex/5a/91.pdf.txt' },
      { scan: 'scan.txt' },
      [],
    ],
    [
      'to a hidden file',
      { '.draft.md': 'Черновик.', 'a.md': 'Два.' },
      { 'draft.md': '.draft.md' },
      { a: 'a.md', draft: 'draft.md' },
      [],
    ],
    [
      'to a file whose own name no format has',
      { 'notes.log': 'The log.', 'a.md': 'Two.' },
      { 'notes.txt': 'notes.log' },
      { a: 'a.md', notes: 'notes.txt' },
      [],
    ],
    [
      'to what is read under its own name',
      { 'a/x.md': 'One.' },
      { b: 'a', 'y.md': 'a/x.md' },
      { 'a/x': 'a/x.md' },
      [],
    ],
    [
      'round in a circle',
      { 'a/x.md': 'One.', '.h/y.md': 'Two.' },
      { 'a/up': '..', '.h/back': '../a', '.h/self': '.', in: '.h' },
      { 'a/x': 'a/x.md', 'in/y': 'in/y.md' },
      [],
    ],
    [
      'to itself, or to nothing',
      { 'a.md': 'One.' },
      { 'me.md': 'me.md', 'gone.md': 'nowhere.md' },
      { a: 'a.md' },
      ['gone.md broken-link', 'me.md broken-link'],
    ],
    [
      'twice to one hidden folder',
      { '.h/sub/x.md': 'One.' },
      { one: '.h', two: '.h/sub', 'three.md': '.h/sub/x.md' },
      { 'one/sub/x': 'one/sub/x.md' },
      [],
    ],
    [
      'that leads out',
      { 'c/a.md': 'One.', '../outside.md': 'Two.' },
      { 'b.md': '../outside.md' },
      { 'c/a': 'c/a.md' },
      ['b.md link-outside'],
    ],
    [
      'whose name says no format',
      { '.h/x.md': 'One.', 'a.md': 'Two.' },
      { latest: '.h/x.md' },
      { a: 'a.md' },
      ['latest link-name'],
    ],
  ]
  it.each(rows)('%s', async (_name, files, links, ids, said) => {
    const corpus = await corpusOf(files)
    for (const [path, target] of Object.entries(links)) await symlink(target, join(corpus, path))
    const built = await buildOf(corpus)
    expect(built.ids).toEqual(ids)
    expect(built.said).toEqual(said)
  })

  it('into another source is no link out of them', async () => {
    const corpus = await corpusOf({ 'one/a.md': 'One.', 'two/b.md': 'Two.' })
    await symlink('../two/b.md', join(corpus, 'one/b.md'))
    const built = await buildOf(corpus, { sources: [join(corpus, 'one'), join(corpus, 'two')] })
    expect([built.ids, built.said]).toEqual([{ a: 'a.md', b: 'b.md' }, []])
  })

  it('a file that two sources name is read once', async () => {
    const corpus = await corpusOf({ 'a.md': 'One.' })
    expect((await buildOf(corpus, { sources: [corpus, join(corpus, 'a.md'), corpus] })).ids).toEqual({
      a: 'a.md',
    })
  })
})

describe('the watch list tells nothing anew', () => {
  const list = "watch:\n  - q: heron\n  - names: ['Ann Lee']\n"
  const files = {
    'watch.yaml': list,
    'one.md': '# One\n\nThe heron stood in the reeds.\n\nThe heron left, said Ann Lee.',
    'dos.md': '# Dos\n\nUna garza; the heron flew over the mill.',
  }
  const moves: readonly (readonly [string, (corpus: string) => Promise<void>, number])[] = [
    ['of a file that is renamed', corpus => rename(join(corpus, 'one.md'), join(corpus, 'renamed.md')), 0],
    ['of a file that moves into a folder', async corpus => { await mkdir(join(corpus, 'año')); await rename(join(corpus, 'dos.md'), join(corpus, 'año/dos.md')) }, 0],
    ['of a file whose id another takes', corpus => writeFiles(corpus, { 'one.html': '<p>Nothing of birds.</p>' }), 0],
    ['but a copy beside the file is new', corpus => cp(join(corpus, 'dos.md'), join(corpus, 'copy.md')), 1],
    ['but what is added to a renamed file is', async corpus => { await rm(join(corpus, 'dos.md')); await writeFiles(corpus, { 'tres.md': '# Dos\n\nUna garza; the heron flew over the mill.\n\nA second heron came.' }) }, 1],
  ] // biome-ignore format: one action each
  it.each(moves)('%s', async (_name, move, fresh) => {
    const corpus = await corpusOf(files)
    const look = async () => {
      await buildOf(corpus)
      return (
        await watchBundle({ sources: [corpus], index: join(corpus, '../index'), config: DEFAULT_CONFIG })
      )?.report.fresh
    }
    expect(await look()).toBe(0)
    await move(corpus)
    expect(await look()).toBe(fresh)
    expect(await look()).toBe(0)
  })
})
