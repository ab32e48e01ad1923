// What stays in memory of what was read once? Measured on the heap, after garbage was collected.
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { analyze } from '../../src/analysis/analyzer.ts'
import { FrameFile, FrameWriter } from '../../src/bundle/frame-file.ts'
import { Records } from '../../src/bundle/records.ts'
import { NO_COPIES } from '../../src/copies/copies.ts'
import type { Passage } from '../../src/domain/document.ts'
import { temporaryFolder } from '../support/fixtures.ts'

const MB = 1024 * 1024

/** Megabytes that are held after the work and were not before. */
function heldBy(work: () => unknown): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const before = process.memoryUsage().heapUsed
  const kept = work()
  collect()
  const after = process.memoryUsage().heapUsed
  expect(kept).toBeDefined()
  return (after - before) / MB
}

it('words that were analysed do not keep the texts in which they stood', () => {
  const held = heldBy(() => {
    for (let at = 0; at < 300; at++) {
      // 200 kB in which one new word stands, such as a person might type: 60 MB if each word kept its text.
      const text = `${', '.repeat(50_000)} documentation${at}word${', '.repeat(50_000)}`
      expect(analyze(text, ['en'])).toHaveLength(1)
    }
    return true
  })
  expect(held).toBeLessThan(10)
})

it('frames are kept within bytes, however long their records are', async () => {
  const path = join(await temporaryFolder(), 'long.jsonl.zst')
  const writer = new FrameWriter(path)
  const records = 120
  for (let at = 0; at < records; at++) writer.add(JSON.stringify(`${at} ${'word '.repeat(200_000)}`))
  writer.finish()
  const file = FrameFile.open<string>(path)
  const held = heldBy(() => {
    for (let at = 0; at < records; at++) expect(file.at(at).startsWith(`${at} `)).toBe(true)
    return file
  })
  file.close()
  // All of them are 120 MB.
  expect(held).toBeLessThan(40)
})

it('passages that were asked for by id leave no list of their documents behind', () => {
  const [documents, each] = [8_000, 100]
  const id = (document: number, of: number): string => `a-document-of-the-archive-${document}~passage${of}`
  const records = new Records(
    { length: documents, at: () => { throw new Error('no document is read') } }, // biome-ignore format: one fake
    {
      length: documents * each,
      at: at => ({ id: id(Math.floor(at / each), at % each), text: '', headings: [], mentions: [] }) as unknown as Passage,
    }, // biome-ignore format: one fake
    { length: 0, at: () => { throw new Error('there are no entities') } }, // biome-ignore format: one fake
    {
      documentFirst: Int32Array.from({ length: documents + 1 }, (_, at) => at * each),
      documentOf: Int32Array.from({ length: documents * each }, (_, at) => Math.floor(at / each)),
      documentNumber: name => Number(name.split('-').at(-1)),
      entityNumber: () => null,
    },
    NO_COPIES,
  )
  const held = heldBy(() => {
    for (let document = 0; document < documents; document++)
      expect(records.passageIndex(id(document, 7))).toBe(document * each + 7)
    return records
  })
  // The parsed passages have their own bound; all places of passages by id are 100 MB.
  expect(held).toBeLessThan(50)
})
