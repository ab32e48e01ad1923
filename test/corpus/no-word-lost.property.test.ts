// In every format: each word of a document stands in one passage, in a heading or in metadata, and no word is invented.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocuments } from '../../src/corpus/read-document.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { temporaryFolder } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
import { documents, RENDERERS, WORD, wordsIn, wordsOf } from '../support/random-documents.ts'

describe.each(Object.keys(RENDERERS))('%s', name => {
  it('keeps each word once', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, name)
    await fc.assert(
      fc.asyncProperty(documents, async blocks => {
        await writeFile(path, (await RENDERERS[name]?.(blocks)) ?? '')
        const read = await readDocuments({ id: 'doc', path: name, absolutePath: path })
        const written = lettersIn(JSON.stringify(blocks))
        const inPassages: string[] = []
        const inHeads = new Set<string>()
        for (const document of read.documents) {
          for (const word of wordsIn(JSON.stringify(document.metadata))) inHeads.add(word)
          for (const { text, headings } of splitPassages(document).passages) {
            inPassages.push(...wordsIn(text))
            for (const word of wordsIn(headings.join(' '))) inHeads.add(word)
            expect(lettersIn(text).difference(written)).toEqual(new Set())
          }
        }
        // The head of a table stands before each of its rows; in a sheet the rows of a list are those of a table too.
        const isSheet = /\.(?:csv|xlsx?|ods)$/u.test(name)
        const heads = new Set(
          blocks.flatMap(block =>
            block.kind === 'table' || (isSheet && block.kind === 'list')
              ? wordsIn(block.rows[0]?.join(' ') ?? '')
              : [],
          ),
        )
        expect(new Set([...inPassages, ...inHeads])).toEqual(new Set(wordsOf(blocks)))
        const body = inPassages.filter(word => !heads.has(word))
        expect(body.length).toBe(new Set(body).size)
      }),
      { numRuns: Number(process.env['LEDE_FUZZ_FILES'] ?? 1) * 40 },
    )
  }, 120_000)
})

/** What stands beside the numbered words. */
function lettersIn(text: string): Set<string> {
  return new Set(text.replace(WORD, ' ').match(/\p{L}+/gu))
}
