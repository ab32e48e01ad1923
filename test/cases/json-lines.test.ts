// Lines of JSON as databases and programs export them: which is the text, what the other keys say, what is refused.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DEFAULT_CONFIG, readOptions } from '../../src/build/config.ts'
import { type ReadOptions, readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'

async function read(source: string, options: ReadOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lede-json-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const absolutePath = join(folder, 'a.jsonl')
  await writeFile(absolutePath, source)
  const { documents, problems } = await readDocuments({ id: 'a', path: 'a.jsonl', absolutePath }, options)
  return {
    problems,
    documents: documents.map(document => {
      const { meta, authorParts: _, ...fields } = document.metadata
      const filled = Object.entries(fields).filter(([, value]) => value !== null && value.length > 0)
      return {
        id: document.id,
        ...Object.fromEntries(filled),
        ...(Object.keys(meta).length === 0 ? {} : { meta }),
        passages: splitPassages(document).passages.map(({ text }) => text),
      }
    }),
  }
}

const TEXT = 'The post speaks of the kestrel.'

describe('an exported object', () => {
  it.each<[string, object, Record<string, unknown>]>([
    ['of a blog', { id: 3, title: { rendered: 'T' }, date: '2020-10-26T10:00:00', content: { rendered: `<p>${TEXT}</p>` }, link: 'https://a.example/t' },
      { id: 'a/3', title: 'T', date: '2020-10-26', url: 'https://a.example/t' }],
    ['of a newspaper', { id: 'w/1', webTitle: 'T', webPublicationDate: '2020-10-26T10:00:00Z', webUrl: 'https://a.example', fields: { bodyText: TEXT, byline: 'Ann Lee' } },
      { id: 'a/w-1', title: 'T', date: '2020-10-26', authors: ['Ann Lee'], url: 'https://a.example' }],
    ['of a search engine', { _index: 'news', _id: 'x1', _source: { headline: 'T', published_at: '2020-10-26', text: TEXT } },
      { id: 'a/x1', title: 'T', date: '2020-10-26', meta: { index: ['news'] } }],
    ['of a document database', { _id: { $oid: '5f96' }, createdAt: { $date: '2020-10-26T10:00:00Z' }, count: { $numberLong: '90071992547409931234' }, body: TEXT },
      { id: 'a/5f96', title: 'a', date: '2020-10-26', meta: { count: ['90071992547409931234'] } }],
    ['of a crawler', { url: 'https://a.example/2020/t', title: 'T', authors: ['Ann Lee', 'Press and Media Council'], maintext: TEXT, source_domain: 'a.example' },
      { id: 'a/https-a-example-2020-t', title: 'T', authors: ['Ann Lee', 'Press and Media Council'], url: 'https://a.example/2020/t', meta: { 'source-domain': ['a.example'] } }],
    ['of an article in an object', { article: { title: 'T', body: TEXT, section: 'Sport' }, id: 9 }, { id: 'a/9', title: 'T', meta: { section: ['Sport'] } }],
    ['of a network', { id_str: '12', full_text: TEXT, lang: 'en', user: { name: 'Ann Lee' } }, { id: 'a/12', title: 'a', language: 'en', meta: { 'user.name': ['Ann Lee'] } }],
    ['of a mailbox', { subject: 'T', message: TEXT, date: 'Mon, 26 Oct 2020 14:00:00 +0000', slug: 't' }, { id: 'a/t', title: 'T', date: '2020-10-26', meta: { subject: ['T'] } }],
    ['of a library', { id: 'z', author: [{ family: 'Lee', given: 'Ann' }, { literal: 'Human Rights Watch' }], issued: { 'date-parts': [[2020, 10]] }, abstract: TEXT.repeat(2), text: TEXT },
      { id: 'a/z', title: 'a', date: '2020-10', authors: ['Ann Lee', 'Human Rights Watch'], standfirst: TEXT.repeat(2) }],
    ['with an author in an object', { id: 1, text: TEXT, author: { name: 'Ann Lee', type: 'Person' } }, { id: 'a/1', title: 'a', authors: ['Ann Lee'] }],
    ['with a page as its text', { id: 1, html: `<h1>T</h1><p>The post speaks of <b>the</b> kestrel.</p>` }, { id: 'a/1', title: 'T' }],
    ['with no id', { text: TEXT }, { id: 'a/line-1', title: 'a' }],
    ['with empty values', { id: 1, text: TEXT, title: null, date: null, tags: [], place: '' }, { id: 'a/1', title: 'a' }],
  ])('%s', async (_what, record, expected) => {
    const line = JSON.stringify(record).replace('"90071992547409931234"', '90071992547409931234')
    const { documents, problems } = await read(`${line}\n`)
    expect(problems).toEqual([])
    expect(documents).toEqual([{ ...expected, passages: [TEXT] }])
  }) // biome-ignore format: a table
})

describe('values', () => {
  it('are as they are written', async () => {
    const { documents } = await read(
      `{"text":"${TEXT}","issue":1.10,"record":90071992547409931234,"dose":1E3,"sealed":true}\n`,
    )
    expect(documents[0]).toMatchObject({
      meta: { issue: ['1.10'], record: ['90071992547409931234'], dose: ['1E3'], sealed: ['true'] },
    })
  })

  it('that are vectors are no facets, and short lists of numbers are', async () => {
    const { documents, problems } = await read(
      JSON.stringify({ text: TEXT, embedding: Array(64).fill(0.25), pages: [3, 4] }),
    )
    expect(documents[0]).toMatchObject({ meta: { pages: ['3', '4'] } })
    expect(Object.keys((documents[0] as { meta: object }).meta)).toEqual(['pages'])
    expect(problems).toEqual([])
  })

  it('that are second texts are no facets, and said once', async () => {
    const long = 'Every word of it. '.repeat(200)
    const line = JSON.stringify({ text: TEXT, transcript: long })
    const { documents, problems } = await read(`${line}\n${line}\n`)
    expect(documents).toHaveLength(2)
    expect(documents[0]).not.toHaveProperty('meta')
    expect(problems).toMatchObject([{ rule: 'second-text', line: 1, severity: 'warning' }])
    expect(problems[0]?.message).toContain('“transcript”')
  })
})

describe('HTML in a text', () => {
  it.each<[string, string, string[]]>([
    ['is read', '<p>The fifth post speaks of the <b>kestrel</b> &amp; the owl.</p><p>And more.</p>', ['The fifth post speaks of the kestrel & the owl.', 'And more.']],
    ['is read in a list', '<ul><li>премьера</li><li>театр</li></ul>', ['премьера\nтеатр']],
    ['is read with its line breaks', 'One line.<br>Another line.', ['One line.\nAnother line.']],
    ['is no sign of less and more', 'If a < b and c > d, then it holds.', ['If a < b and c > d, then it holds.']],
    ['is not seen in Markdown', 'A *word*.\n\n- one\n- two', ['A word.', 'one\ntwo']],
  ])('%s', async (_what, text, passages) => {
    const { documents } = await read(JSON.stringify({ text }))
    expect(documents[0]?.passages.map(passage => passage.replace(/\s*\n\s*/gu, '\n'))).toEqual(passages)
  }) // biome-ignore format: a table
})

describe('a file', () => {
  it('with a bad line is read without it, and the line is named', async () => {
    const lines = [
      `\uFEFF{"id":1,"text":"${TEXT}"}\r`,
      '\r',
      'not json\r',
      '[1,2]',
      '{"id":2,"text":""}',
      `{"id":3,"text":"${TEXT}","date":"soon"}`,
    ]
    const { documents, problems } = await read(lines.join('\n'))
    expect(documents.map(({ id }) => id)).toEqual(['a/1', 'a/3'])
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([
      [3, 'bad-json'],
      [4, 'bad-json'],
      [5, 'no-text'],
      [6, 'unreadable-date'],
    ])
  })

  it('is read by the keys that the configuration names', async () => {
    const options = readOptions({
      ...DEFAULT_CONFIG,
      jsonLines: {
        text: 'doc.inhalt',
        id: 'nr',
        format: 'auto',
        fields: { title: 'kopf', date: 'erschienen', authors: 'von', source: 'blatt.name' },
      },
    })
    const record = {
      nr: 7,
      kopf: 'T',
      erschienen: '26.10.2020',
      von: ['Ann Lee'],
      blatt: { name: 'Die Zeit', ort: 'Hamburg' },
      title: 'Not this',
      doc: { inhalt: TEXT },
    }
    const { documents } = await read(JSON.stringify(record), options)
    expect(documents).toEqual([
      {
        id: 'a/7',
        title: 'T',
        date: '2020-10-26',
        authors: ['Ann Lee'],
        source: 'Die Zeit',
        meta: { title: ['Not this'], 'blatt.name': ['Die Zeit'], 'blatt.ort': ['Hamburg'] },
        passages: [TEXT],
      },
    ])
  })
})
