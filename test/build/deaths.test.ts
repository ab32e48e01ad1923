// A process that dies at any step of a build or of adding files: every document is there, the index is the old one or the new one, and
// the next process goes on.
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { DEFAULT_CONFIG } from '../../src/build/config.ts'
import { Ingest } from '../../src/build/ingest.ts'
import { openBundle, readManifest } from '../../src/bundle/open-bundle.ts'
import { dieAt } from '../support/dying.ts'
import { passagesOf, temporaryFolder, writeFiles } from '../support/fixtures.ts'

vi.setConfig({ testTimeout: 900_000 })
// A thread would die with its process; here it must die with the test's step.
vi.mock('../../src/build/build-in-thread.ts', async () => {
  const { buildBundle: build } = await import('../../src/build/build.ts')
  class BuildFailure extends Error {}
  const buildInThread = (options: Parameters<typeof build>[0]) =>
    build({ ...options, workers: 0 }).catch((error: Error) => {
      throw new BuildFailure(error.message)
    })
  return { BuildFailure, buildInThread }
})

const OLD = { 'a.md': 'The old ferry sank.', 'b.md': 'The old mill burned.', 'kept.md': 'The weir held.' }
const NEW = { 'a.md': 'The new ferry sails.', 'b.md': 'The new mill grinds.', 'c.md': 'The new lock opened.' }
const ALL_NEW = [...Object.values(NEW), OLD['kept.md']].sort()
const ALL_OLD = Object.values(OLD).sort()

async function textsIn(index: string): Promise<string[]> {
  const bundle = await openBundle(index)
  const texts = passagesOf(bundle).map(({ text }) => text)
  bundle.engine.close()
  return texts.sort()
}

async function textsOf(corpus: string): Promise<Record<string, string>> {
  const names = (await readdir(corpus)).filter(name => !name.startsWith('.')).sort()
  return Object.fromEntries(
    await Promise.all(names.map(async name => [name, await readFile(join(corpus, name), 'utf8')] as const)),
  )
}

const hidden = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter(name => name.startsWith('.') && name !== '.index.cache')

/** A corpus and its index, to be copied for every death. */
async function begin(engine: 'minisearch' | 'packed'): Promise<string> {
  const first = join(await temporaryFolder(), 'first')
  await mkdir(join(first, 'corpus'), { recursive: true })
  await writeFiles(join(first, 'corpus'), OLD)
  await buildBundle({ sources: [join(first, 'corpus')], out: join(first, 'index'), engine, workers: 0 })
  await writeFile(join(first, 'index/.DS_Store'), 'of a file manager')
  return first
}

async function again(first: string): Promise<{ folder: string; corpus: string; out: string }> {
  const folder = await temporaryFolder()
  await cp(first, folder, { recursive: true })
  return { folder, corpus: join(folder, 'corpus'), out: join(folder, 'index') }
}

describe('a process that dies', () => {
  it.each(['minisearch', 'packed'] as const)(
    'at any step of a build of %s leaves the old index or the new one',
    async engine => {
      const first = await begin(engine)
      const outcomes = new Set<string>()
      let deaths = 0
      for (let step = 1; ; step++) {
        const { folder, corpus, out } = await again(first)
        await writeFiles(corpus, NEW)
        const options = { sources: [corpus], out, engine, workers: 0 }
        if (!(await dieAt(step, () => buildBundle(options)))) break
        deaths++
        const texts = await textsIn(out)
        expect([ALL_OLD, ALL_NEW], `step ${step}`).toContainEqual(texts)
        outcomes.add(texts.join())
        await buildBundle(options)
        expect(await textsIn(out), `step ${step}`).toEqual(ALL_NEW)
        expect(await hidden(folder), `step ${step}`).toEqual([])
        expect(await readFile(join(out, '.DS_Store'), 'utf8')).toBe('of a file manager')
      }
      expect(outcomes.size).toBe(2)
      expect(deaths).toBeGreaterThan(40)
      console.info(`${engine}: ${deaths} deaths in a build`)
    },
  )

  it('at any step of adding files leaves the folder with all of them or none, and loses no file', async () => {
    const first = await begin('minisearch')
    const outcomes = new Set<string>()
    let deaths = 0
    for (let step = 1; ; step++) {
      const { folder, corpus, out } = await again(first)
      const ingest = () => new Ingest(() => ({ folder: corpus, out, config: DEFAULT_CONFIG }))
      const files = Object.entries(NEW).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))
      if (!(await dieAt(step, () => ingest().add(files, () => {})))) break
      deaths++
      // At the instant of the death each document is whole: as it was, or as it came.
      const left = await textsOf(corpus)
      for (const name of ['a.md', 'b.md'] as const)
        expect([OLD[name], NEW[name]], `step ${step}`).toContain(left[name])
      expect([ALL_OLD, ALL_NEW], `step ${step}`).toContainEqual(await textsIn(out))
      // The next process, and one that dies while it mends what the first left.
      await dieAt(1 + (step % 4), () => ingest().recover())
      await ingest().recover()
      const mended = await textsOf(corpus)
      expect([OLD, { ...OLD, ...NEW }], `step ${step}`).toContainEqual(mended)
      outcomes.add(Object.values(mended).join())
      expect(await hidden(corpus), `step ${step}`).toEqual([])
      await ingest().rebuild()
      expect(await textsIn(out), `step ${step}`).toEqual(Object.values(mended).sort())
      expect(await hidden(folder), `step ${step}`).toEqual([])
    }
    expect(outcomes.size).toBe(2)
    expect(deaths).toBeGreaterThan(60)
    console.info(`${deaths} deaths in adding files`)
  })
})

describe('adding files', () => {
  it('does not overwrite what somebody changed while a build failed, nor a file that came meanwhile', async () => {
    const { corpus, out } = await again(await begin('minisearch'))
    await writeFiles(corpus, { 'entities.yaml': 'rename: [{ entity: Nobody, to: Somebody }]\n' })
    const ingest = new Ingest(() => ({ folder: corpus, out, config: DEFAULT_CONFIG }))
    const files = [{ name: 'a.md', bytes: Buffer.from('As it came.') }]
    let isChanged = false
    await expect(
      ingest.add(files, stage => {
        if (stage !== 'checking' || isChanged) return
        isChanged = true
      }),
    ).rejects.toThrow(/Nothing was added: .*no entity is called “Nobody”/su)
    expect(await textsOf(corpus)).toMatchObject(OLD)
    expect(await hidden(corpus)).toEqual([])
  })

  it('says under which ids the files are found, also beside a file of the same id', async () => {
    const { corpus, out } = await again(await begin('minisearch'))
    const ingest = new Ingest(() => ({ folder: corpus, out, config: DEFAULT_CONFIG }))
    const report = await ingest.add([{ name: 'a.txt', bytes: Buffer.from('Another ferry.\n') }], () => {})
    expect(report.files).toMatchObject([{ name: 'a.txt', status: 'added', documents: ['a-txt'] }])
  })

  it.each(['minisearch', 'packed'] as const)('has the engine that was asked for once, %s', async engine => {
    const { corpus, out } = await again(await begin(engine))
    await new Ingest(() => ({ folder: corpus, out, config: DEFAULT_CONFIG })).add(
      [{ name: 'c.txt', bytes: Buffer.from('A third ferry.\n') }],
      () => {},
    )
    expect(await readManifest(out)).toMatchObject({ engine, counts: { documents: 4 } })
  })
})
