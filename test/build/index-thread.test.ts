// The index that a thread writes, beside the one that is written where the passages are read.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type BuildIndex, IndexThread, indexHere } from '../../src/build/index-thread.ts'
import { inputOf } from '../../src/engine/field-texts.ts'
import { PackedWriter } from '../../src/engine/packed/write.ts'
import { largeCorpus, makeSource } from '../engine/conformance.ts'
import { EMPTY } from '../support/engines.ts'
import { temporaryFolder } from '../support/fixtures.ts'

const source = makeSource(largeCorpus(11, 300))

async function filesOf(index: BuildIndex): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer[]>()
  for (let at = 0; at < source.size; at++) {
    if (at % 300 === 0) await index.add({ document: { ...EMPTY, id: `empty ${at}` } })
    await index.add(inputOf(source, at))
  }
  await index.writeTo({
    create: name => {
      const chunks: Buffer[] = []
      files.set(name, chunks)
      return { write: chunk => void chunks.push(Buffer.from(chunk as Uint8Array)) }
    },
  })
  await index.close()
  return new Map(Array.from(files, ([name, chunks]) => [name, Buffer.concat(chunks)]))
}

it('is the same byte for byte, and leaves nothing behind', async () => {
  const scratch = await temporaryFolder(afterAll)
  expect(source.size).toBeGreaterThan(2000) // several batches
  const expected = await filesOf(indexHere(new PackedWriter({ scratch })))
  for (const memoryBytes of [undefined, 100_000]) {
    const options = memoryBytes === undefined ? { scratch } : { scratch, memoryBytes }
    expect(await filesOf(new IndexThread(options))).toEqual(expected)
  }
  expect(expected.size).toBe(4)
  expect(await readdir(scratch)).toEqual([])
})

it('says why it could not be written', async () => {
  const scratch = join(await temporaryFolder(afterAll), 'missing')
  await expect(filesOf(new IndexThread({ scratch }))).rejects.toThrow(/no such file or directory.*missing/u)
})

it('hands on what the files refuse', async () => {
  const index = new IndexThread({ scratch: await temporaryFolder(afterAll) })
  await index.add(inputOf(source, 0))
  const full = { create: () => ({ write: () => { throw new Error('no space left') } }) } // biome-ignore format: one line
  await expect(index.writeTo(full)).rejects.toThrow('no space left')
  await index.close()
})

it('can be given up at any time', async () => {
  const index = new IndexThread({ scratch: await temporaryFolder(afterAll) })
  for (let at = 0; at < 600; at++) await index.add(inputOf(source, at))
  await index.close()
  await expect(index.writeTo({ create: () => ({ write: () => {} }) })).rejects.toThrow(/ended with status/u)
})
