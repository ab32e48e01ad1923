// Whatever form a passage is given out in, it says whose words they are where they are not its author's, and in which row they stand.
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { parseBatchRequest, runBatch, written } from '../../src/search/batch.ts'
import { exportHits } from '../../src/search/export.ts'
import { getPassage } from '../../src/search/passages.ts'
import { references } from '../../src/search/references.ts'
import { parseExportRequest } from '../../src/search/request.ts'
import { build, passagesOf } from '../support/fixtures.ts'
import { workbook } from '../support/office-files.ts'

const MAIL = [
  'From: Ann Lee <ann@one.example>',
  'Subject: Re: The weir',
  'Date: Mon, 26 Oct 2020 10:00:00 +0000',
  '',
  'José Łuk wrote:',
  '> The curlew was counted twice at the weir.',
  '>> The curlew was not counted in spring.',
  '',
  'The curlew was counted once, I think.',
].join('\n')

type Row = Readonly<Record<string, string>>

let bundle: Bundle
beforeAll(async () => {
  const book = await workbook([
    { name: 'Counts', rows: [['Bird', 'Number'], ['godwit', 12], ['knot', 3]] },
    { name: 'Places', rows: [['Bird', 'Number'], ['avocet', 5]] },
  ]) // biome-ignore format: a sheet a line
  const single = await workbook([
    {
      name: 'Counts',
      rows: [
        ['Bird', 'Number'],
        ['dunlin', 7],
      ],
    },
  ])
  const csv = 'Bird;Note\n"whimbrel";"seen\nin fog"\n\nbittern;heard\n'
  const files = { 'a.eml': MAIL, 'book.xlsx': book, 'single.xlsx': single, 'birds.csv': csv }
  bundle = (await build(files, undefined, afterAll)).bundle
})

async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

/** Every form of the passage that has these words. */
async function forms(words: string) {
  const passage = passagesOf(bundle).find(({ text }) => text.includes(words))
  return references(bundle, getPassage(bundle, passage?.id ?? ''))
}

describe('words that a mail quotes', () => {
  it('are their speaker’s in every reference', async () => {
    const { apa, chicago, csl, bibtex, ris, markdown } = await forms('counted twice')
    for (const text of [apa.inText, chicago, csl.note, ris, markdown]) expect(text).toContain('José Łuk')
    expect(csl.note).toBe('Words of José Łuk')
    expect(ris).toMatch(/^N1 {2}- Paragraph \d; words of José Łuk$/mu)
    expect(bibtex).toMatch(/^\tnote = \{Paragraph \d; words of Jos.*uk\},$/mu)
  })

  it('are another’s where nobody is named', async () => {
    const { csl, bibtex, ris } = await forms('in spring')
    expect(csl.note).toBe('Words of another person')
    for (const text of [bibtex, ris]) expect(text).toContain('; words of another person')
  })

  it('leave those of the sender as they are', async () => {
    const { csl, bibtex, ris } = await forms('counted once')
    expect(csl).not.toHaveProperty('note')
    for (const text of [bibtex, ris]) expect(text).not.toMatch(/words of/iu)
  })

  it('have their speaker in the tables of an export and of a list', async () => {
    const speakers = { 'counted twice': 'José Łuk', 'in spring': 'another person', 'counted once': '' }
    const exported = await whole(exportHits(bundle, parseExportRequest({ q: 'curlew', format: 'csv' })))
    const results = await runBatch(
      bundle,
      parseBatchRequest({ names: ['curlew', 'Nobody Here'], limit: 5 }).queries,
    )
    const [listed, unfound] = [await whole(written(results, 'csv')), 'Nobody Here']
    for (const csv of [exported, listed]) {
      const rows = parse(csv, { columns: true }) as Row[]
      for (const [words, speaker] of Object.entries(speakers))
        expect(rows.find(({ text }) => text?.includes(words))?.['speaker']).toBe(speaker)
    }
    const rows = parse(listed, { columns: true }) as Row[]
    expect(rows.find(({ label }) => label === unfound)).toMatchObject({ read: 'name', speaker: '', citation: '' })
  }) // biome-ignore format: short
})

describe('a row of a table', () => {
  it.each([
    ['of text', 'whimbrel', 'row 2'],
    ['of text, below lines within a cell and an empty one', 'bittern', 'row 4'],
    ['of a workbook with one sheet', 'dunlin', 'row 2'],
    ['of the first of two sheets', 'knot', 'sheet “Counts”, row 3'],
    ['of the second', 'avocet', 'sheet “Places”, row 2'],
  ])('%s is named in every reference', async (_, bird, place) => {
    const { apa, chicago, csl, bibtex, ris, markdown } = await forms(bird)
    for (const text of [apa.inText, chicago, markdown]) expect(text).toContain(place)
    const note = `${place.slice(0, 1).toUpperCase()}${place.slice(1)}`
    expect(csl.note).toBe(note)
    expect(ris).toContain(`N1  - ${note}\n`)
    expect(bibtex).not.toContain('Paragraph')
    expect(bibtex).toMatch(/^\tnote = \{(?:Sheet|Row) .*\},$/mu)
  })

  it('has its row and sheet in tables, and a line only where its file has lines', async () => {
    const csv = await whole(exportHits(bundle, parseExportRequest({ q: 'bird*', format: 'csv' })))
    const found = (parse(csv, { columns: true }) as Row[]).map(({ text, line, row, sheet }) => [
      /: (\w+)/u.exec(text ?? '')?.[1],
      line,
      row,
      sheet,
    ])
    expect(found).toHaveLength(6)
    expect(found).toEqual(
      expect.arrayContaining([
        ['whimbrel', '2', '2', ''],
        ['bittern', '5', '4', ''],
        ['dunlin', '', '2', ''],
        ['godwit', '', '2', 'Counts'],
        ['knot', '', '3', 'Counts'],
        ['avocet', '', '2', 'Places'],
      ]),
    )
    const results = await runBatch(bundle, parseBatchRequest({ names: ['avocet'], limit: 1 }).queries)
    const [listed] = parse(await whole(written(results, 'csv')), { columns: true }) as Row[]
    expect(listed).toMatchObject({ line: '', row: '2', sheet: 'Places' })
  })
})
