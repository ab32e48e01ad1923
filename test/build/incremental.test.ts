import { readdirSync, readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { build, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const NAMES = ['a.md', 'b.md', 'c.md', 'd/e.md', 'f.md']
const SENTENCES = [
  'Armen Sarkissian spoke in Yerevan on 3 May 2020.',
  'Sarkissian left the next day.',
  'The Convention on Cluster Munitions (CCM) was signed in Oslo.',
  'Nothing of the CCM was said in Baku.',
  'The notice at the end of every page is here again and again.',
]

/** A file is written, with some of the sentences, or removed. */
const edit = fc.record({
  name: fc.constantFrom(...NAMES),
  text: fc.option(fc.subarray(SENTENCES, { minLength: 1 }), { nil: null }),
})

function filesIn(folder: string): Record<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  )
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => [
      join(parentPath, name).slice(folder.length),
      readFileSync(join(parentPath, name)),
    ]),
  )
}

describe('a build after changes', () => {
  it.each(['minisearch', 'packed'] as const)('gives for %s the bytes of a build of everything', async engine => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 3, maxLength: 6 }), async edits => {
        const folder = await temporaryFolder()
        const sources = [join(folder, 'corpus')]
        await writeFiles(folder, { 'corpus/first.md': '# First\n\nThe first text of Rome.' })
        for (const { name, text } of edits) {
          const path = join(folder, 'corpus', name)
          if (text === null) await rm(path, { force: true })
          else await writeFiles(folder, { [`corpus/${name}`]: `# On ${name}\n\n${text.join('\n\n')}` })
          await buildBundle({ sources, out: join(folder, 'steps'), engine })
        }
        await buildBundle({ sources, out: join(folder, 'whole'), engine, noCache: true })
        expect(filesIn(join(folder, 'steps'))).toEqual(filesIn(join(folder, 'whole')))
      }),
      { numRuns: 5 },
    )
  }, 60_000)

  it('prepares only what changed', async () => {
    const { corpus, out, report } = await build({ 'a.md': '# A\n\nOne.', 'b.md': '# B\n\nTwo.', 'c.md': '# C\n\nThree.' })
    expect(report.reusedFiles).toBe(0)
    await writeFiles(corpus, { 'b.md': '# B\n\nAnother.', 'd.md': '# D\n\nFour.' })
    expect(await buildBundle({ sources: [corpus], out })).toMatchObject({ reusedFiles: 2 })
    expect(await buildBundle({ sources: [corpus], out })).toMatchObject({ reusedFiles: 4 })
    expect(await buildBundle({ sources: [corpus], out, noCache: true })).toMatchObject({ reusedFiles: 0 })
    await writeFiles(corpus, { 'entities.yaml': 'add: [{ name: Four, type: place }]' })
    expect(await buildBundle({ sources: [corpus], out })).toMatchObject({ reusedFiles: 0 })
  })

  it('does without a cache that is damaged', async () => {
    const { corpus, out, folder } = await build({ 'a.md': '# A\n\nArmen Sarkissian spoke.', 'b.md': '# B\n\nIn Rome.' })
    const cache = join(folder, '.index.cache')
    const whole = await readFile(cache)
    const expected = filesIn(out)
    for (let at = 0; at < whole.length; at += 37) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 0x55
      await writeFile(cache, damaged)
      await buildBundle({ sources: [corpus], out, workers: 0 })
      expect(filesIn(out)).toEqual(expected)
    }
    await writeFile(cache, whole.subarray(0, 10))
    await buildBundle({ sources: [corpus], out })
    expect(filesIn(out)).toEqual(expected)
  }, 60_000)
}) // biome-ignore format: short bodies
