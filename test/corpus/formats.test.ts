// Documents that are no Markdown: their words, their order, their metadata, their places; and files that are made to do harm.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { DEFAULT_CONFIG } from '../../src/build/config.ts'
import { sliceLines } from '../../src/corpus/line-slices.ts'
import { type ReadOptions, readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { lede } from '../support/cli.ts'
import { build, passagesOf, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
import { epub, lyingZip, mail, pdf, pdfBomb, rawPdf, wordDocument, zip } from '../support/sample-files.ts'

async function read(name: string, content: string | Buffer, options: ReadOptions = {}) {
  const folder = await temporaryFolder()
  await writeFile(join(folder, name), content)
  const { documents, problems } = await readDocuments(
    { id: 'doc', path: name, absolutePath: join(folder, name) },
    options,
  )
  const split = documents.map(document => ({
    ...document.metadata,
    id: document.id,
    document,
    passages: splitPassages(document).passages,
  }))
  return { documents: split, problems, first: split[0] }
}

/** What stands directly in a table is moved out of it by the rules of HTML, and its spaces are not. */
function element(name: string, inner: string): string {
  return `<${name}>${name === 'table' ? `<tr><td>${inner}</td></tr>` : inner}</${name}>`
}

/** What each passage is and says. */
function told(document: Awaited<ReturnType<typeof read>>['first']): string[] {
  return (document?.passages ?? []).map(({ kind, text }) => `${kind}: ${text}`)
}

describe('the numbers of a page’s lists', () => {
  it.each([
    ['<ol><li>one<li>two</ol>', ['1. one\n2. two']],
    ['<ol start="12"><li>one<li value="20">two<li>three</ol>', ['12. one\n20. two\n21. three']],
    ['<ol type="a"><li>one<li>two<ol type="i"><li>in</ol></ol>', ['a. one\nb. two\ni. in']],
    ['<ol reversed><li>one<li>two</ol>', ['2. one\n1. two']],
    ['<ol class="posts"><li>one<li>two</ol>', ['one\ntwo']],
    ['<ul><li>one<li>two</ul>', ['one\ntwo']],
    ['<ol><li id="n1">A note. <a href="#r1">↩</a></ol>', ['A note. ↩']],
  ])('%s', async (list, expected) => {
    const { first } = await read('page.html', `<html><body><main><h1>T</h1>${list}</main></body></html>`)
    expect(first?.passages.map(({ text }) => text)).toEqual(expected)
  })
})

describe('a page of HTML', () => {
  const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Laos clears land | The Daily</title>
<meta property="og:site_name" content="The Daily"><link rel="canonical" href="https://daily.example/laos">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Laos clears land","author":[{"@type":"Person","name":"Ann Lee"}],"datePublished":"2020-10-26T08:00:00Z"}</script>
<style>p { color: red }</style></head><body><nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><h1>Laos clears land</h1><p>By Ann Lee</p><nav>Share</nav><h2>The north</h2>
<p>Deminers in <b>Laos</b> cleared 14&nbsp;km² &amp; found
   three bombs.</p><select><option>1</option></select>
<table><tr><th>Year<th>Cleared<tr><td>2019<td>12 km²</table><table><tr><td>2018</td><td>9</td></tr><tr><td>2017</td><td>8</td></tr></table>
<table><tr><td><p>Set beside.</p><p>Another.</p></td></tr></table><blockquote>We found them.</blockquote><pre>a  b</pre></main>
<footer>© The Daily</footer><script>var no = 'word'</script></body></html>`

  it('gives its article in order, what stands around it apart, and what it says of itself', async () => {
    const { first, problems } = await read('page.html', PAGE)
    expect(problems).toEqual([])
    expect(first).toMatchObject({
      title: 'Laos clears land',
      date: '2020-10-26',
      authors: ['Ann Lee'],
      source: 'The Daily',
      url: 'https://daily.example/laos',
      language: 'en',
    })
    expect(told(first)).toEqual([
      'boilerplate: Home',
      'boilerplate: Share',
      'paragraph: Deminers in Laos cleared 14\u00a0km² & found three bombs.',
      'boilerplate: 1',
      'table: Year: 2019\nCleared: 12 km²',
      'table: 2018\n9',
      'table: 2017\n8',
      'paragraph: Set beside.',
      'paragraph: Another.',
      'quote: We found them.',
      'code: a  b',
      'boilerplate: © The Daily',
    ])
    expect(first?.passages[2]).toMatchObject({ headings: ['The north'], source: { line: 6, endLine: 7 } })
  })

  it('says where each passage stands in the file', async () => {
    const { first } = await read('page.html', PAGE)
    const { start = 0, end = 0 } = first?.passages[2]?.source ?? {}
    expect(PAGE.slice(start, end)).toMatch(/^<p>Deminers[\s\S]*bombs\.<\/p>$/u)
  })

  it('cuts a long paragraph at its own sentences, however it is written', async () => {
    const sentence = (n: number): string =>
      `Sentence ${n} &mdash; of\n<i>the long</i>&nbsp;&copy one in Laos &amp; Oslo goes on here.`
    const source = `<p>${Array.from({ length: 40 }, (_, n) => sentence(n)).join('\n ')}</p>`
    const { first } = await read('long.html', source)
    expect(first?.passages.length).toBeGreaterThan(2)
    for (const { text, source: place } of first?.passages ?? []) {
      const number = /^Sentence (\d+) —/u.exec(text)?.[1]
      expect(number).toBeDefined()
      expect(source.slice(place.start, place.end).replace(/^<p>/u, '')).toMatch(
        new RegExp(`^Sentence ${number} `, 'u'),
      )
    }
  })

  it('is read in the encoding that it names', async () => {
    const bytes = Buffer.from([
      ...Buffer.from('<meta charset="windows-1251"><p>'),
      0xcc,
      0xee,
      0xf1,
      0xea,
      0xe2,
      0xe0,
    ])
    expect(told((await read('a.htm', bytes)).first)).toEqual(['paragraph: Москва'])
  })

  it('of any nesting of elements keeps every word', async () => {
    let counter = 0
    const word = fc.constant('').map(() => `w${counter++}x`)
    const tag = fc.constantFrom(
      'div',
      'p',
      'ul',
      'li',
      'table',
      'tr',
      'td',
      'th',
      'h2',
      'b',
      'a',
      'span',
      'blockquote',
      'section',
      'aside',
      'nav',
      'main',
      'article',
      'figure',
      'figcaption',
      'dl',
      'dt',
      'dd',
      'pre',
      'details',
      'summary',
      'center',
      'font',
      'footer',
    )
    const { node } = fc.letrec<{ node: string }>(tie => ({
      node: fc.oneof(
        { maxDepth: 5 },
        word,
        word,
        fc
          .tuple(tag, fc.array(tie('node'), { maxLength: 4 }))
          .map(([name, inner]) => element(name, inner.join(' '))),
      ),
    }))
    const pages = fc
      .sample(fc.array(node, { minLength: 1, maxLength: 8 }), 300)
      .map(nodes => `<p>start</p>${nodes.join('\n')}`)
    const folder = await temporaryFolder()
    await writeFiles(folder, Object.fromEntries(pages.map((page, at) => [`${at}.html`, page])))
    for (const [at, page] of pages.entries()) {
      const { documents } = await readDocuments({
        id: 'doc',
        path: `${at}.html`,
        absolutePath: join(folder, `${at}.html`),
      })
      const kept = documents
        .flatMap(document => {
          const { passages } = splitPassages(document)
          return [
            JSON.stringify(document.metadata),
            ...passages.flatMap(({ text, headings }) => [text, ...headings]),
          ]
        })
        .join('\n')
      const words = new Set(kept.match(/\w+/gu))
      for (const [unique] of page.matchAll(/w\d+x/gu))
        expect(words.has(unique), `${unique} in ${page}: ${kept}`).toBe(true)
    }
  })
})

describe('plain text', () => {
  it('is read as it is: paragraphs, wrapped lines, items, quotations of mails; nothing is markup', async () => {
    const { first } = await read(
      'a.txt',
      'A statement of the government\r\n\r\nThe government of Laos said on\r\nMonday that it *cleared* land.\r\n\r\n- one\r\n- two\r\n\r\n=====\r\n\r\nShe wrote:\r\n> quoted a\r\n> quoted b\r\nA reply.\r\n',
    )
    expect(first?.title).toBe('A statement of the government')
    expect(told(first)).toEqual([
      'paragraph: The government of Laos said on  Monday that it *cleared* land.'.replace('  ', ' '),
      'paragraph: - one',
      'paragraph: - two',
      'paragraph: She wrote:',
      'quote: quoted a quoted b',
      'paragraph: A reply.',
    ])
    expect(first?.passages[0]?.source).toMatchObject({ line: 3, endLine: 4 })
  })

  it('of long lines has a paragraph on each', async () => {
    const line = `${'The government of Laos said so. '.repeat(6)}`.trim()
    const { first } = await read('a.txt', `${line}\n${line} Again.\n`)
    expect(told(first)).toEqual([`paragraph: ${line}`, `paragraph: ${line} Again.`])
  })

  it('of any characters keeps every word', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom('- ', '> ', '* ', '1. ', '\t', '   ', '\n', '\n\n', '\r\n', '\f', '—', '# '),
        fc.nat().map(n => `w${n}x `),
      ),
      { maxLength: 60 },
    )
    return fc.assert(
      fc.asyncProperty(words, async parts => {
        const source = parts.join('')
        fc.pre(source.trim() !== '')
        const { documents } = await read('a.txt', source)
        const kept = JSON.stringify(
          documents.map(({ title, passages }) => [
            title,
            passages.map(({ text, headings }) => [text, headings]),
          ]),
        )
        for (const [word] of source.matchAll(/w\d+x/gu)) expect(kept).toContain(word)
      }),
      { numRuns: 200 },
    )
  })
})

describe('JSON Lines', () => {
  const LINES = [
    '{"id":"A 1","title":"First","date":"2020-01-02","text":"Laos \\"asked\\" \\u00e9 the UN.\\n\\nSecond 🕊 paragraph.","tags":["x","y"]}',
    '',
    '{"_id":7,"body":"Other text in Oslo","n":{"a":1}}',
    '{bad',
    '{"x":1}',
    '[1]',
  ]

  it('are a document each, found again in the file', async () => {
    const source = `${LINES.join('\n')}\n`
    const { documents, problems } = await read('a.jsonl', source)
    expect(documents.map(({ id, title, date, meta }) => [id, title, date, meta])).toEqual([
      ['doc/a-1', 'First', '2020-01-02', { tags: ['x', 'y'] }],
      ['doc/7', 'a', null, { 'n.a': ['1'] }],
    ])
    const places = documents.flatMap(({ passages }) =>
      passages.map(({ text, source: at }) => [text, source.slice(at.start, at.end), at.line]),
    )
    expect(places).toEqual([
      ['Laos "asked" é the UN.', 'Laos \\"asked\\" \\u00e9 the UN.', 1],
      ['Second 🕊 paragraph.', 'Second 🕊 paragraph.', 1],
      ['Other text in Oslo', 'Other text in Oslo', 3],
    ])
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([
      [4, 'bad-json'],
      [5, 'no-text'],
      [6, 'bad-json'],
    ])
  })

  it('take the keys and the format that the configuration names', async () => {
    const config = { ...DEFAULT_CONFIG, jsonLines: { text: 'speech', id: 'nr', format: 'text' as const } }
    const { bundle } = await build(
      { 'un.jsonl': '{"nr":"s-1","speech":"# We *thank* the people of Laos.","text":"No."}' },
      config,
    )
    expect(passagesOf(bundle).map(({ document, text }) => [document, text])).toEqual([
      ['un/s-1', '# We *thank* the people of Laos.'],
    ])
  })

  it('of a long file are read in slices, each place as in the whole', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'long.jsonl')
    const source = Array.from(
      { length: 300 },
      (_, n) => `{"id":${n},"text":"Nr ${n} é 🕊 in Laos ${'x'.repeat(n)}"}\n`,
    ).join('')
    await writeFile(path, source)
    const slices = await sliceLines(path, 4096)
    expect(slices.length).toBeGreaterThan(10)
    const file = { id: 'long', path: 'long.jsonl', absolutePath: path }
    const whole = (await readDocuments(file)).documents.flatMap(document => splitPassages(document).passages)
    const parts = []
    for (const slice of slices) {
      const { documents } = await readDocuments({ ...file, slice })
      parts.push(...documents.flatMap(document => splitPassages(document).passages))
    }
    expect(parts).toEqual(whole)
    expect(source.slice(whole[200]?.source.start, whole[200]?.source.end)).toBe(whole[200]?.text)
  })
})

describe('a Word document', () => {
  it('gives headings, lists, tables and notes; its first lines count more than its properties', async () => {
    const { first, problems } = await read('a.docx', await wordDocument())
    expect(problems).toEqual([])
    expect(first).toMatchObject({
      title: 'Clearance in Laos',
      authors: ['Ann Lee'],
      meta: { 'file-author': ['Somebody Else'] },
    })
    expect(told(first)).toEqual([
      'paragraph: By Ann Lee',
      'paragraph: The government of Laos asked the United Nations for help.',
      'list: first item\nsecond item',
      'table: Year: 2019\nCleared: 12 km²',
      'table: Year: 2020\nCleared: 14 km²',
      'paragraph: After the table.',
      'list: The count is of December.',
    ])
    expect(first?.passages[1]?.headings).toEqual(['Background'])
  })
})

describe('a PDF', () => {
  const LONG =
    'The convention on cluster munitions was adopted in Dublin on 30 May 2008 by 107 states. It bans their use and their transfer, wherever it may be. '

  it('gives paragraphs across lines and pages, headings, and the page of each; feet of pages stand apart', async () => {
    const file = await pdf(
      [
        [
          { text: 'Report on Laos', size: 20 },
          { text: 'The north', size: 14 },
          { text: LONG.repeat(3) },
          { text: `${LONG}The people there were` },
        ],
        [{ text: 'told to wait for help.' }, { text: LONG }],
        [{ text: LONG }],
      ],
      {
        info: {
          Title: 'Microsoft Word - report.doc',
          Author: 'Ann Lee',
          CreationDate: new Date('2020-10-26T00:00:00Z'),
        },
        foot: 'Report on Laos, page',
      },
    )
    const { first, problems } = await read('a.pdf', file)
    expect(problems).toMatchObject([
      { rule: 'template-properties', message: expect.stringContaining('title Microsoft Word - report.doc') },
    ])
    expect(first).toMatchObject({ title: 'Report on Laos', authors: ['Ann Lee'], date: '2020-10-26' })
    const body = (first?.passages ?? []).filter(({ kind }) => kind === 'paragraph')
    expect(body.map(({ text, source }) => [text, source.page, source.endPage])).toEqual([
      [LONG.repeat(3).trim(), 1, 1],
      [`${LONG}The people there were told to wait for help.`, 1, 2],
      [LONG.trim(), 2, 2],
      [LONG.trim(), 3, 3],
    ])
    expect(body[0]?.headings).toEqual(['The north'])
    const feet = (first?.passages ?? []).filter(({ boilerplate }) => boilerplate === 'footer')
    expect(feet.map(({ text }) => text)).toEqual([1, 2, 3].map(n => `Report on Laos, page ${n}`))
  })

  it('joins words that the end of a line cut, and keeps hyphens that are the word’s own', async () => {
    const line = (text: string) => ({ text })
    const words =
      'The well-known inter-\nnational treaty on the well-\nknown weapons of the inter-\nnational forces.'
    const { first } = await read('a.pdf', await pdf([[line(words)]]))
    expect(told(first)).toEqual([
      'paragraph: The well-known international treaty on the well-known weapons of the international forces.',
    ])
  })

  it('without text, or with a password, says what to do', async () => {
    const picture = await pdf([[], []])
    expect((await read('a.pdf', picture)).problems).toMatchObject([
      { rule: 'no-text-layer', message: expect.stringContaining('OCR') },
    ])
    const locked = await pdf([[{ text: 'Secret' }]], { password: 'x' })
    expect((await read('a.pdf', locked)).problems).toMatchObject([{ rule: 'protected-file' }])
    const partly = await pdf([[{ text: 'The first page.' }], []])
    expect((await read('a.pdf', partly)).problems).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('Page 2 ') },
    ])
  })

  it('is cited by its pages', async () => {
    const { bundle, corpus } = await build({
      'a.pdf': await pdf([
        [{ text: 'Laos, a report', size: 20 }, { text: LONG }],
        [{ text: 'Oslo is in Norway, and always was.' }],
      ]),
    })
    expect(passagesOf(bundle).map(({ source }) => source.page)).toEqual([1, 2])
    const out = join(corpus, '../index')
    const { out: found } = await lede(['search', 'Oslo Norway', '--index', out, '--json'])
    expect(JSON.parse(found).hits[0].citation.text).toMatch(/^“Laos, a report”, .*p\. 2, ¶2$/u)
  })
})

describe('an electronic book', () => {
  it('gives its chapters in order', async () => {
    const { first } = await read(
      'a.epub',
      await epub(['<h1>One</h1><p>First <a id="x"/>text&nbsp;in Oslo.</p>', '<h1>Two</h1><p>Second.</p>']),
    )
    expect(first).toMatchObject({ title: 'The Book', authors: ['Bo Li'], date: '1999-05-01', language: 'en' })
    expect((first?.passages ?? []).map(({ text, headings }) => [headings[0], text])).toEqual([
      ['One', 'First text\u00a0in Oslo.'],
      ['Two', 'Second.'],
    ])
  })

  it('is read once where several entries of its list lead into one file', async () => {
    const parts = ['c0.xhtml', 'c0.xhtml#gate', 'c1.xhtml', './c0.xhtml#sluice']
    const items = parts.map(
      (href, at) => `<item id="i${at}" href="${href}" media-type="application/xhtml+xml"/>`,
    )
    const refs = parts.map((_, at) => `<itemref idref="i${at}"/>`)
    const { first } = await read(
      'a.epub',
      await epub([], {
        'OEBPS/content.opf': `<package><manifest>${items.join('')}</manifest><spine>${refs.join('')}</spine></package>`,
        'OEBPS/c0.xhtml':
          '<html><body><p>The weir.</p><p id="gate">The gate.</p><p id="sluice">The sluice.</p></body></html>',
        'OEBPS/c1.xhtml': '<html><body><p>The mill.</p></body></html>',
      }),
    )
    expect((first?.passages ?? []).map(({ text }) => text)).toEqual([
      'The weir.',
      'The gate.',
      'The sluice.',
      'The mill.',
    ])
  })

  it('that is protected is refused', async () => {
    const locked = '<encryption><CipherReference URI="OEBPS/chapter%200.xhtml"/></encryption>'
    const { problems } = await read('a.epub', await epub(['<p>x</p>'], { 'META-INF/encryption.xml': locked }))
    expect(problems).toMatchObject([{ rule: 'protected-file' }])
  })
})

describe('a message', () => {
  it('gives its text with its people, and its attachments as documents of their own', async () => {
    const report = await pdf([[{ text: 'The report on Laos says that there is more to do.' }]])
    const { documents, problems } = await read(
      'a.eml',
      mail('Dear Ann,\r\n\r\nthe report cost €5.\r\n\r\n> your question\r\n', [
        { name: 'the report.pdf', type: 'application/pdf', content: report },
        { name: 'data.bin', type: 'application/x', content: Buffer.from('x') },
        { name: 'broken.docx', type: 'application/x', content: Buffer.from('x') },
      ]),
    )
    const [message, attachment] = documents
    expect(message).toMatchObject({
      id: 'doc',
      title: 'The report on Laos',
      date: '2020-10-26',
      authors: ['Jörg Müller'],
      meta: { to: ['Lee, Ann <ann@two.example>', 'desk@two.example'] },
    })
    expect(told(message)).toEqual([
      'paragraph: Dear Ann,',
      'paragraph: the report cost €5.',
      'quote: your question',
    ])
    expect(attachment).toMatchObject({
      id: 'doc/the-report-pdf',
      meta: { 'attached-to': ['The report on Laos'] },
    })
    expect(attachment?.passages[0]?.source).toMatchObject({ path: 'a.eml', part: 'the report.pdf', page: 1 })
    expect(problems.map(({ rule, message: text }) => [rule, text.slice(0, 30)])).toEqual([
      ['attachment', 'The attachment data.bin (appli'],
      ['damaged-file', 'Attachment broken.docx: The fi'],
    ])
  })
})

describe('a file that is made to do harm', () => {
  const limits = { seconds: 10, megabytes: 300 }
  const nested = (open: string, close: string, times: number): string =>
    open.repeat(times) + close.repeat(times)
  const entities = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')}]>`
  const content =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
  const SAMPLES: readonly (readonly [
    name: string,
    file: string,
    make: () => Promise<string | Buffer> | string | Buffer,
    rules: readonly string[],
    /** How many words are read where it is not refused. */
    words?: number,
  ])[] = [
    [
      'a zip that says less than it unpacks to',
      'a.epub',
      () => lyingZip('META-INF/container.xml', 900e6, 100),
      ['damaged-file'],
    ],
    [
      'a zip that unpacks to too much',
      'a.epub',
      () => lyingZip('META-INF/container.xml', 900e6, 900e6),
      ['archive-too-large'],
    ],
    [
      'a Word document that says less than it unpacks to',
      'a.docx',
      () => lyingZip('word/document.xml', 900e6, 100),
      ['damaged-file', 'too-much-memory'],
    ],
    [
      'entities that expand, in a Word document',
      'a.docx',
      () =>
        zip({
          '[Content_Types].xml': content,
          '_rels/.rels':
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
          'word/document.xml': `${entities}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&l30;</w:t></w:r></w:p></w:body></w:document>`,
        }),
      ['damaged-file', 'too-slow', 'too-much-memory', 'empty-file'],
    ],
    [
      'entities that expand, in a book',
      'a.epub',
      () => epub(['<p>x</p>'], { 'OEBPS/content.opf': `${entities}<package>&l30;</package>` }),
      ['damaged-file'],
    ],
    [
      'a PDF whose page unpacks to 1.5 GB',
      'a.pdf',
      () => pdfBomb(1.5e9),
      ['too-much-memory', 'too-slow', 'damaged-file', 'no-text-layer'],
    ],
    [
      'a PDF whose pages lead back to themselves',
      'a.pdf',
      () =>
        rawPdf([
          '<< /Type /Catalog /Pages 2 0 R >>',
          '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>',
        ]),
      ['damaged-file', 'too-slow', 'no-text-layer'],
    ],
    [
      'a page nested 200 000 deep',
      'a.html',
      () => nested('<div>', '</div>', 200_000),
      ['uninterpretable-file', 'too-slow', 'too-much-memory', 'empty-file'],
    ],
    [
      'a page of 3 000 bold words in bold words',
      'a.html',
      () => `<p>${'<b><i><p>x'.repeat(3000)}`,
      ['uninterpretable-file', 'too-slow', 'too-much-memory'],
      3000,
    ],
    [
      'a table of a million cells',
      'a.html',
      () => `<table>${`<tr>${'<td>1'.repeat(1000)}`.repeat(1000)}</table>`,
      ['too-slow', 'too-much-memory', 'uninterpretable-file'],
      1_000_000,
    ],
    [
      'a table with cells a million columns wide',
      'a.html',
      () => `<table>${'<tr><td colspan=1000 rowspan=65534>x<td>y'.repeat(2000)}</table>`,
      ['too-slow', 'too-much-memory'],
    ],
    [
      'JSON nested a million deep',
      'a.jsonl',
      () => `{"text":"x in Laos","a":${nested('[', ']', 1_000_000)}}`,
      ['bad-json', 'uninterpretable-file'],
    ],
    [
      'JSON that names the prototype',
      'a.jsonl',
      () =>
        '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":1}},"text":"Words in Laos."}',
      [],
      2,
    ],
    [
      'a message in a message, 300 deep',
      'a.eml',
      () =>
        Array.from(
          { length: 300 },
          (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
        ).join(''),
      ['nested-too-deep'],
    ],
    [
      'a message of a million headers',
      'a.eml',
      () => `${'X-A: b\r\n'.repeat(1_000_000)}\r\ntext`,
      ['damaged-file'],
    ],
    ['what only says that it is a PDF', 'a.pdf', () => 'no', ['damaged-file']],
    ['what only says that it is a Word document', 'a.docx', () => Buffer.alloc(1000, 'PK'), ['damaged-file']],
  ]

  it.each(SAMPLES.map(([name, file, make, rules, words = 0]) => [name, file, make, rules, words] as const))(
    '%s is bounded, and what came after is read',
    async (_name, file, make, rules, words) => {
      const started = performance.now()
      const { problems, documents, first } = await read(file, await make(), { limits })
      if (documents.length === 0) expect(rules).toContain(problems[0]?.rule)
      else
        expect(
          told(first)
            .join(' ')
            .match(/\bx\b|\b1\b|Words|in Laos/gu),
        ).toHaveLength(words)
      expect(performance.now() - started).toBeLessThan(60_000)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      const after = await read('after.html', '<p>Words in Laos.</p>', { limits: { ...limits, seconds: 60 } })
      expect(told(after.first)).toEqual(['paragraph: Words in Laos.'])
    },
  )

  it('is told of by the build, which does the rest', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'c/a.md': 'Words in Laos.',
      'c/b.epub': lyingZip('META-INF/container.xml', 1e6, 10),
      'c/c.html': '<p>More of Laos.</p>',
    })
    const report = await buildBundle({ sources: [join(folder, 'c')], out: join(folder, 'index') })
    expect(report.manifest?.counts).toMatchObject({ documents: 2, passages: 2 })
    expect(report.problems).toMatchObject([{ path: 'b.epub', rule: 'damaged-file' }])
  })
})

describe('lede inspect', () => {
  it('shows the text that places count in', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'a.docx')
    await writeFile(path, await wordDocument())
    const { out: text } = await lede(['inspect', path, '--text'])
    const { passages } = JSON.parse((await lede(['inspect', path, '--json'])).out)
    const { source } = passages.find(({ role }: { role: string }) => role === 'body')
    expect(text.slice(source.start, source.end)).toMatch(
      /^<p>The government of Laos asked the [\s\S]* for help\.[\s\S]*<\/p>$/u,
    )
  })
})
