// Whatever form a passage is given out in, it says whose words they are where they are not its author's.
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { parseBatchRequest, runBatch, written } from '../../src/search/batch.ts'
import { exportHits } from '../../src/search/export.ts'
import { getPassage } from '../../src/search/passages.ts'
import { references } from '../../src/search/references.ts'
import { parseExportRequest } from '../../src/search/request.ts'
import { build, passagesOf } from '../support/fixtures.ts'

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
  bundle = (await build({ 'a.eml': MAIL }, undefined, afterAll)).bundle
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
    expect(ris).toMatch(/^N1 {2}- Paragraph \d; Words of José Łuk$/mu)
    expect(bibtex).toMatch(/^\tnote = \{Paragraph \d; Words of Jos.*uk\},$/mu)
  })

  it('are another’s where nobody is named', async () => {
    const { csl, bibtex, ris } = await forms('in spring')
    expect(csl.note).toBe('Words of another person')
    for (const text of [bibtex, ris]) expect(text).toContain('; Words of another person')
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
