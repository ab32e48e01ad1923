// In every format: each word of a document stands in one passage, in a heading or in metadata, and no word is invented.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { temporaryFolder } from '../support/fixtures.ts'
import { documents, RENDERERS, wordsOf } from '../support/random-documents.ts'

describe.each(Object.keys(RENDERERS))('%s', name => {
  it('keeps each word once', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, name)
    await fc.assert(
      fc.asyncProperty(documents, async blocks => {
        await writeFile(path, (await RENDERERS[name]?.(blocks)) ?? '')
        const read = await readDocuments({ id: 'doc', path: name, absolutePath: path })
        const inPassages: string[] = []
        const inHeads = new Set<string>()
        for (const document of read.documents) {
          const { passages } = splitPassages(document)
          for (const word of JSON.stringify(document.metadata).match(WORD) ?? []) inHeads.add(word)
          for (const { text, headings } of passages) {
            inPassages.push(...(text.match(WORD) ?? []))
            for (const word of headings.join(' ').match(WORD) ?? []) inHeads.add(word)
          }
        }
        // The head of a table stands before each of its rows.
        const heads = new Set(blocks.flatMap(block => (block.kind === 'table' ? (block.rows[0] ?? []) : [])))
        const wanted = wordsOf(blocks)
        expect(new Set([...inPassages, ...inHeads])).toEqual(new Set(wanted))
        const body = inPassages.filter(word => !heads.has(word))
        expect(body.length).toBe(new Set(body).size)
      }),
      { numRuns: Number(process.env['LEDE_FUZZ_FILES'] ?? 1) * 40 },
    )
  }, 120_000)
})

const WORD = /w\d+x/gu
