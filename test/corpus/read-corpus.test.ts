import { chmod, chown, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { decode } from '../../src/corpus/decode.ts'
import { discoverFiles, type SourceFile } from '../../src/corpus/discover.ts'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { parseDate } from '../../src/dates/parse-date.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { build, interpretMarkdown as read, split, temporaryFolder, writeFiles } from '../support/fixtures.ts'

/** Does something as a user who may write into the folder and not read what is closed: root may read everything. */
async function withoutPrivileges<T>(folder: string, action: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return action()
  const NOBODY = 65_534
  for (const entry of ['.', ...(await readdir(folder, { recursive: true }))])
    if (!entry.endsWith('closed.md')) await chown(join(folder, entry), NOBODY, NOBODY)
  process.seteuid?.(NOBODY)
  try {
    return await action()
  } finally {
    process.seteuid?.(0)
  }
}

describe('encodings', () => {
  const text = 'Café, naïve façade, “quoted”.'
  it.each([
    ['UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${text}`, 'utf8'), 'utf-8'],
    ['UTF-16 little endian', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 big endian', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 'utf-16be'],
  ])('%s is read', async (_name, bytes, encoding) => {
    expect(decode(bytes)).toEqual({ ok: true, text: `\uFEFF${text}`, encoding, problems: [] })
  })

  it('Latin-1 is recognised', async () => {
    const latin = 'Le général a été blessé près de la frontière française, où les députés étaient réunis.'
    expect(decode(Buffer.from(latin, 'latin1'))).toMatchObject({ ok: true, text: latin })
  })

  it('binary files are refused, the byte named', async () => {
    expect(decode(Buffer.from([137, 80, 78, 71, 0, 1, 2]))).toMatchObject({
      ok: false,
      rule: 'binary-file',
      message: expect.stringContaining('byte 4'),
    })
  })
})

describe('discovery', () => {
  it('leaves out hidden files, other formats and links that lead outside', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'c/b.md': 'b',
      'c/A File.markdown': 'a',
      'c/.hidden.md': 'h',
      'c/.git/x.md': 'x',
      'c/photo.gif': 'p',
      'outside.md': 'o',
    })
    await symlink(join(folder, 'outside.md'), join(folder, 'c/link.md'))
    await symlink(join(folder, 'c/b.md'), join(folder, 'c/same.md'))
    await symlink(join(folder, 'nowhere.md'), join(folder, 'c/broken.md'))
    await symlink(join(folder, 'c'), join(folder, 'c/loop'))
    const { files, otherFiles, problems } = await discoverFiles([join(folder, 'c')])
    expect(files.map(file => file.id)).toEqual(['a-file', 'b'])
    expect(otherFiles).toBe(1)
    expect(problems.map(problem => [problem.path, problem.rule])).toEqual([
      ['broken.md', 'broken-link'],
      ['link.md', 'link-outside'],
    ])
    const followed = await discoverFiles([join(folder, 'c')], { followLinks: true })
    expect(followed.files.map(file => file.id)).toContain('link')
  })

  it('reads texts whose names have no ending, and no programs, pictures or empty files', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'notes/LICENSE': 'Permission is granted to all.\n\nNo warranty is given.\n',
      'notes/Протокол': Buffer.from(
        '\xcf\xf0\xee\xf2\xee\xea\xee\xeb \xe7\xe0\xf1\xe5\xe4\xe0\xed\xe8\xff.\n',
        'latin1',
      ),
      'notes/run': '#!/bin/sh\necho done\n',
      'notes/photo': Buffer.from([137, 80, 78, 71, 0, 1, 2]),
      'notes/empty': '',
      'notes/table.bin': 'An ending that says something else.',
    })
    const { files, otherFiles, leftOut } = await discoverFiles([join(folder, 'notes')])
    expect(files.map(({ path }) => path)).toEqual(['LICENSE', 'Протокол'])
    expect(otherFiles).toBe(4)
    expect(leftOut.map(({ path, why }) => `${path}: ${why}`)).toEqual([
      'empty: Its name has no ending that says its format, and it does not begin as a text does.',
      'photo: Its name has no ending that says its format, and it does not begin as a text does.',
      'run: Its name has no ending that says its format, and it does not begin as a text does.',
      'table.bin: Lede does not read files that end in .bin.',
    ])
    const [license] = files
    const { documents } = await readDocuments(license as SourceFile)
    const passages = documents.flatMap(document => splitPassages(document).passages.map(({ text }) => text))
    expect(passages).toEqual(['Permission is granted to all.', 'No warranty is given.'])
  })

  it('counts files with settings of its own among no other formats', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'a.md': 'a',
      'lede.yaml': 'packs: []',
      'entities.yaml': '',
      'b/lede.yaml': 'x',
    })
    const { otherFiles, leftOut } = await discoverFiles([folder])
    expect(otherFiles).toBe(1)
    expect(leftOut).toEqual([
      { path: 'b/lede.yaml', why: 'Lede does not read files that end in .yaml.', ending: '.yaml' },
      { path: 'entities.yaml', why: 'It holds settings of Lede.' },
      { path: 'lede.yaml', why: 'It holds settings of Lede.' },
    ])
  })

  it('explains a missing folder and an empty one', async () => {
    const folder = await temporaryFolder()
    await expect(discoverFiles([join(folder, 'none')])).rejects.toThrow(/no file or folder at .*none/u)
    await expect(discoverFiles([folder])).rejects.toThrow(/No documents in .*\.md/u)
  })
})

describe('one bad file', () => {
  it('is reported with its reason, and the rest is built', async () => {
    const { report, bundle } = await build({
      'good.md': '# Good\n\nText.',
      'bad.md': Buffer.from([1, 2, 0, 3]),
      'empty.md': ' \n',
    })
    expect(bundle.manifest.counts.documents).toBe(1)
    expect(report.skippedFiles).toBe(2)
    expect(report.problems).toMatchObject([
      { path: 'bad.md', rule: 'binary-file', severity: 'error' },
      { path: 'empty.md', rule: 'empty-file', severity: 'warning' },
    ])
  })

  it('keeps a strict build from being published', async () => {
    const { corpus, out, bundle } = await build({ 'good.md': '# Good\n\nText.' })
    await writeFiles(corpus, { 'bad.md': Buffer.from([1, 2, 0, 3]) })
    const report = await buildBundle({ sources: [corpus], out, strict: true })
    expect(report).toMatchObject({ published: false, manifest: null })
    expect(bundle.manifest.counts.documents).toBe(1)
  })

  it('a file without permission is named', async () => {
    const { folder, corpus, out } = await build({ 'good.md': '# Good\n\nText.', 'closed.md': 'x' })
    await chmod(join(corpus, 'closed.md'), 0)
    const report = await withoutPrivileges(folder, () => buildBundle({ sources: [corpus], out }))
    expect(report.problems).toMatchObject([{ path: 'closed.md', rule: 'unreadable-file' }])
    expect(report.manifest?.counts.documents).toBe(1)
  })
})

describe('metadata', () => {
  it('is read from front matter, every further key kept', () => {
    const { document, problems } = read(
      '---\ntitle: T\npubDate: 26 October 2020\nauthors: [Ann Lee, Bo Li]\nregion: Asia\nplace:\n  city: Baku\ntags: [a, b]\ndraft: false\n---\n\nBody.',
    )
    expect(problems).toEqual([])
    expect(document.metadata).toMatchObject({ title: 'T', date: '2020-10-26', authors: ['Ann Lee', 'Bo Li'] })
    expect(document.metadata.meta).toEqual({
      draft: ['false'],
      'place.city': ['Baku'],
      region: ['Asia'],
      tags: ['a', 'b'],
    })
  })

  it('is read from the head of an article', () => {
    const source =
      '# A Title\n\nBy [Ann Lee](#) and Bo Li\n\nThe Daily, Oct. 26, 2020\n\nRegion: [Asia](#), [Europe](#)\nTheme: [Law](#)\n\n*A standfirst.*\n\n***\n\nBody text: here.\n\nRegion: not metadata any more.'
    expect(read(source).document.metadata).toEqual({
      title: 'A Title', date: '2020-10-26', authors: ['Ann Lee', 'Bo Li'], source: 'The Daily', url: null, language: null,
      standfirst: 'A standfirst.', meta: { region: ['Asia', 'Europe'], theme: ['Law'] },
    }) // biome-ignore format: one record
    expect(split(source).passages.map(passage => passage.text)).toEqual([
      'A standfirst.',
      'Body text: here.',
      'Region: not metadata any more.',
    ])
  })

  it('a date that cannot be read is kept and reported with its line', () => {
    const { document, problems } = read('---\ntitle: T\ndate: 03/04/2020\n---\n\nBody.')
    expect(problems).toMatchObject([{ rule: 'unreadable-date', line: 3 }])
    expect(document.metadata).toMatchObject({ date: null, meta: { 'date-as-written': ['03/04/2020'] } })
  })

  it('front matter that is not YAML is read line by line, reported with its line', () => {
    const { document, problems } = read('---\ntitle: War: a history\nregion: Asia\n---\n\nBody.')
    expect(problems).toMatchObject([{ rule: 'bad-front-matter', line: 2 }])
    expect(document.metadata).toMatchObject({ title: 'War: a history', meta: { region: ['Asia'] } })
  })

  it.each([
    ['October 26, 2020', '2020-10-26'], ['26 October 2020', '2020-10-26'], ['Oct. 2020', '2020-10'], ['2020', '2020'],
    ['26.10.2020', '2020-10-26'], ['10/26/2020', '2020-10-26'], ['2020-10-26T10:00:00Z', '2020-10-26'], ['Monday, 26 October 2020', '2020-10-26'],
    ['03/04/2020', null], ['31 February 2020', null], ['yesterday', null], ['2020-13-01', null], ['1 May 2020 and 2 May 2020', null],
  ])('the date “%s” is %s', (text, iso) => expect(parseDate(text, null)).toBe(iso)) // biome-ignore format: a table
})

describe('boilerplate', () => {
  const roles = (source: string): (string | undefined)[] =>
    split(source).passages.map(passage => passage.boilerplate)

  it('is recognised at the end of an article, and kept', () => {
    const source =
      '# T\n\nBody one.\n\nBody two.\n\n***\n\nNote to readers: share this.\n\n*Ann Lee is a journalist. She lives in Paris.*\n\nCopyright © Ann Lee, 2020'
    expect(roles(source)).toEqual([undefined, undefined, 'note', 'biography', 'copyright'])
  })

  it('is not seen in an article about such things', () => {
    const source =
      '# T\n\nHrant Dink was a writer. Ann Lee is a journalist who saw it.\n\nCopyright law changed in 1998.\n\nDisclaimers were printed.\n\nThe newsletter was closed.'
    expect(roles(source)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('takes a section under a heading such as "About the author"', () => {
    expect(
      roles('# T\n\nBody.\n\nMore.\n\n## About the author\n\nAnn Lee writes.\n\n## Notes\n\nKept.'),
    ).toEqual([undefined, undefined, 'biography', 'biography', undefined])
  })

  it('finds footers by their repetition, but leaves a report that three papers print', async () => {
    const footer = 'Our reporting is paid for by readers like you everywhere.'
    const files: Record<string, string> = {}
    for (const name of ['a', 'b', 'c', 'd'])
      files[`own-${name}.md`] = `# ${name}\n\nStory ${name} begins.\n\nIt goes on.\n\n${footer}`
    for (const name of ['x', 'y', 'z'])
      files[`agency-${name}.md`] =
        '# Same\n\nThe ministry said on Monday.\n\nThe talks will go on for another week, officials said.'
    const { bundle } = await build(files)
    const marked = Array.from({ length: bundle.records.size }, (_, index) =>
      bundle.records.passage(index),
    ).filter(passage => passage.kind === 'boilerplate')
    expect(marked.map(passage => [passage.text, passage.boilerplate])).toEqual(
      Array.from({ length: 4 }, () => [footer, 'footer']),
    )
  })
})

describe('a large file', () => {
  it('is parsed in pieces, offsets and lines exact', () => {
    const paragraphs = Array.from(
      { length: 24_000 },
      (_, index) => `Paragraph ${index} ${'lorem ipsum dolor sit amet '.repeat(4)}[x].`,
    )
    const source = `# T\n\n${paragraphs.join('\n\n')}\n\n[x]: http://a.example\n`
    expect(source.length).toBeGreaterThan(2_000_000)
    const { passages } = split(source)
    expect(passages).toHaveLength(paragraphs.length)
    for (const index of [0, 9_999, 23_999]) {
      const place = passages[index]?.source
      expect(source.slice(place?.start, place?.end)).toBe(paragraphs[index])
      expect(place?.line).toBe(3 + index * 2)
    }
  })
})
