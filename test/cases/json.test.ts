// Files of JSON as programs export them: a list of objects, a list inside an object, one object. What is wrong is named by line and byte.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { DEFAULT_JSON_FIELDS, type JsonFields } from '../../src/corpus/readers/json-record.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { build, passagesOf, temporaryFolder } from '../support/fixtures.ts'

async function read(content: string | Buffer, jsonFields: JsonFields = DEFAULT_JSON_FIELDS) {
  const folder = await temporaryFolder()
  const absolutePath = join(folder, 'export.json')
  await writeFile(absolutePath, content)
  const file = { id: 'export', path: 'export.json', absolutePath }
  const { documents, problems } = await readDocuments(file, { jsonFields })
  return {
    documents: documents.map(document => ({
      id: document.id,
      metadata: document.metadata,
      passages: splitPassages(document).passages,
      told: splitPassages(document).passages.map(({ text }) => text),
    })),
    problems,
  }
}

const TEXT = 'The ferry left the island at dawn.'
const TEXTS = [TEXT, 'Паром ушёл на рассвете.', 'Die Fähre lief im Morgengrauen aus.']

describe('documents are found', () => {
  it.each<[string, unknown, string[]]>([
    ['in a list', TEXTS.map((text, at) => ({ id: at + 10, text })), ['export/10', 'export/11', 'export/12']],
    ['in a list without ids', TEXTS.map(body => ({ body })), ['export/item-1', 'export/item-2', 'export/item-3']],
    ['in the answer of a newspaper', { status: 'ok', articles: TEXTS.map(content => ({ content })) }, ['export/item-1', 'export/item-2', 'export/item-3']],
    ['in the answer of a search engine', { took: 3, hits: { total: 3, hits: TEXTS.map((text, at) => ({ _id: `h${at}`, _source: { text } })) } }, ['export/h0', 'export/h1', 'export/h2']],
    ['in two lists', { speeches: [{ text: TEXTS[0] }], letters: [{ text: TEXTS[1] }, { text: TEXTS[2] }] }, ['export/item-1', 'export/item-2', 'export/item-3']],
  ])('%s', async (_what, value, ids) => {
    for (const json of [JSON.stringify(value), JSON.stringify(value, null, 2), `\uFEFF${JSON.stringify(value, null, '\t')}\n`]) {
      const { documents } = await read(json)
      expect(documents.map(({ told }) => told)).toEqual(TEXTS.map(text => [text]))
      expect(documents.map(({ id }) => id)).toEqual(ids)
    }
  }) // biome-ignore format: a table

  it('in one object, which has the id of its file and keeps its own', async () => {
    const { documents, problems } = await read(
      JSON.stringify({ uuid: 'a-7', title: 'The ferry', date: '2020-10-26', text: TEXT }, null, 2),
    )
    expect(problems).toEqual([])
    expect(documents).toMatchObject([
      {
        id: 'export',
        told: [TEXT],
        metadata: { title: 'The ferry', date: '2020-10-26', meta: { id: ['a-7'] } },
      },
    ])
  })

  it('on lines, where a program gives lines of JSON that ending', async () => {
    const { documents } = await read(
      TEXTS.map((text, at) => JSON.stringify({ id: `n${at}`, text })).join('\n'),
    )
    expect(documents.map(({ id, told }) => [id, ...told])).toEqual(
      TEXTS.map((text, at) => [`export/n${at}`, text]),
    )
  })

  it('by the keys of the configuration', async () => {
    const fields: JsonFields = {
      text: ['inhalt.rede'],
      id: ['nr'],
      format: 'text',
      fields: { authors: 'von' },
    }
    const { documents } = await read(
      JSON.stringify([{ nr: 4, von: ['Ada Roth'], inhalt: { rede: '1. *So* sei es.' } }]),
      fields,
    )
    expect(documents).toMatchObject([
      { id: 'export/4', told: ['1. *So* sei es.'], metadata: { authors: ['Ada Roth'] } },
    ])
  })

  it('in UTF-16', async () => {
    const { documents } = await read(Buffer.from(`\uFEFF${JSON.stringify([{ text: TEXTS[1] }])}`, 'utf16le'))
    expect(documents.map(({ told }) => told)).toEqual([[TEXTS[1]]])
  })
})

describe('the place of a passage', () => {
  it('is that of the text in the file, escapes counted', async () => {
    const json = JSON.stringify(
      [
        { id: 1, text: 'One.' },
        { id: 2, text: 'Said “so”.\n\nThen \\ she left.' },
      ],
      null,
      2,
    )
    const { documents } = await read(json)
    const [, last] = documents[1]?.passages ?? []
    expect(json.slice(last?.source.start, last?.source.end)).toBe('Then \\\\ she left.')
    expect(last?.source).toMatchObject({ path: 'export.json', line: 8, endLine: 8 })
  })
})

describe('what stands around a list', () => {
  it('says of each document what Lede has a field for; what else there is is told', async () => {
    const { documents, problems } = await read(
      JSON.stringify({
        publication: 'The Valley Post',
        language: 'en',
        total: 2,
        articles: [{ text: TEXT }, { text: TEXT, source: 'The Gate' }],
      }),
    )
    expect(documents.map(({ metadata }) => [metadata.source, metadata.language])).toEqual([
      ['The Valley Post', 'en'],
      ['The Gate', 'en'],
    ])
    expect(problems).toMatchObject([
      { severity: 'warning', rule: 'beside-documents', message: expect.stringContaining('“total”') },
    ])
  })
})

describe('what cannot be read', () => {
  it.each<[string, string, Record<string, unknown>[], number]>([
    ['an object with a fault', `[\n  {"text": "${TEXT}"},\n  {"text" "lost"},\n  {"text": "${TEXT}"}\n]`, [{ rule: 'bad-json', line: 3, severity: 'error' }], 2],
    ['an item that is no object', `[{"text": "${TEXT}"},\n"a", 7]`, [{ rule: 'bad-json', line: 2 }, { rule: 'bad-json', line: 2 }], 1],
    ['an object without a text', `[{"text": "${TEXT}"},\n\n{"title": "T"}]`, [{ rule: 'no-text', line: 3, severity: 'error' }], 1],
    ['a file that was cut', `[\n{"text": "${TEXT}"},\n{"text": "${TEXT}`, [{ rule: 'bad-json', line: 3 }, { rule: 'bad-json', message: expect.stringContaining('the file may have lost a part') }], 1],
    ['a file that is no JSON', 'text: no', [{ rule: 'bad-json', severity: 'error' }], 0],
    ['settings', '{"name": "x", "description": "A package.", "files": ["dist"]}', [{ rule: 'no-text', severity: 'warning' }], 0],
    ['a list of numbers', '[1, 2, 3]', [{ rule: 'no-text', severity: 'warning' }], 0],
    ['nothing', ' \n', [{ rule: 'empty-file' }], 0],
  ])('%s is named, and the rest is read', async (_what, json, problems, count) => {
    const found = await read(json)
    expect(found.documents.map(({ told }) => told)).toEqual(Array(count).fill([TEXT]))
    expect(found.problems).toMatchObject(problems)
  }) // biome-ignore format: a table

  it('names the byte', async () => {
    const { problems } = await read(`[{"text": "${TEXTS[1]}"},\n{"text": nul}]`)
    const at = Buffer.byteLength(`[{"text": "${TEXTS[1]}"},\n{"text": `)
    expect(problems[0]?.message).toContain(`Byte ${at} (line 2)`)
  })

  it('does not hide a file that is too large, or nested without end', async () => {
    const large = await read(Buffer.alloc(65 * 1024 * 1024, ' '))
    expect(large.problems).toMatchObject([{ rule: 'large-file', severity: 'error' }])
    const deep = await read('['.repeat(200_000))
    expect(deep.problems).toMatchObject([{ rule: 'bad-json', severity: 'error' }])
  })
})

describe('an index', () => {
  it('has the documents of lists beside others, and tells ids that repeat', async () => {
    const { bundle, report } = await build({
      'a.json': JSON.stringify([
        { id: 1, text: TEXT },
        { id: 1, text: TEXTS[2] },
      ]),
      'b.md': '# Title\n\nAnother text.',
      'package.json': '{"name": "x"}',
    })
    expect(passagesOf(bundle).map(({ document }) => document)).toEqual(['a/1', 'a/1-2', 'b'])
    expect(report.problems.map(({ rule, path }) => [rule, path])).toEqual(
      expect.arrayContaining([['no-text', 'package.json']]),
    )
  })
})
