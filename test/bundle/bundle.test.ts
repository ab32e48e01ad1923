import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { openBundle, verifyBundle } from '../../src/bundle/open-bundle.ts'
import { claimBundle } from '../../src/bundle/publish.ts'
import { ServedBundle } from '../../src/bundle/serving.ts'
import { ArrayFile, encodeArrays } from '../../src/engine/packed/array-file.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { prepareSearch, search } from '../../src/search/search.ts'
import { build, ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const CORPUS = {
  'a.md': '---\ntitle: A\nregion: Asia\n---\n\nIran and Iraq met.\n\nPeace held.',
  'b.md': '# B\n\nMr. John Smith left Rome.',
}

describe('a rebuild', () => {
  it('of the sample corpus gives the committed bytes', async () => {
    const out = join(await temporaryFolder(), 'index')
    await buildBundle({ sources: [join(ROOT, 'corpus')], out })
    for (const name of await readdir(join(ROOT, 'index-build'))) {
      expect(
        (await readFile(join(out, name))).equals(await readFile(join(ROOT, 'index-build', name))),
        name,
      ).toBe(true)
    }
  })

  it('is left out where the bundle fits the files', async () => {
    const { corpus, out } = await build(CORPUS)
    const options = { sources: [corpus], out, ifStale: true }
    expect(await buildBundle(options)).toMatchObject({ upToDate: true, published: false })
    await writeFiles(corpus, { 'c.md': '# C\n\nNew.' })
    expect(await buildBundle(options)).toMatchObject({ upToDate: false, published: true })
    await writeFiles(corpus, { 'entities.yaml': 'rename: [{ entity: Rome, to: Roma }]' })
    expect(await buildBundle(options)).toMatchObject({ published: true })
  })
})

describe.each(['minisearch', 'packed'] as const)('documents without passages, in a bundle of %s,', engine => {
  it('are found by id, and leave every passage with its own document', async () => {
    const empty = (title: string): string => `---\ntitle: ${title}\nregion: Asia\n---\n`
    const { corpus, out } = await build({
      'a.md': empty('A'),
      'b.md': '# B\n\nIran and Iraq met.\n\nPeace held.',
      'c.md': empty('C'),
      'd.md': empty('D'),
      'e.md': '---\ntitle: E\nregion: Asia\n---\n\nPeace in Rome.',
      'f.md': empty('F'),
    })
    await buildBundle({ sources: [corpus], out, engine })
    const bundle = await openBundle(out)
    const { records } = bundle
    expect(records.documents.map(({ id, passages }) => [id, passages])).toEqual([
      ['a', 0], ['b', 2], ['c', 0], ['d', 0], ['e', 1], ['f', 0],
    ]) // biome-ignore format: one list
    for (const { id, title, passages } of records.documents) {
      expect(records.document(id)).toMatchObject({ id, title })
      const { from, to } = records.passageRange(id)
      expect(to - from).toBe(passages)
      for (let index = from; index < to; index++)
        expect([records.documentOf(index).id, records.passage(index).document]).toEqual([id, id])
    }
    const request = parseSearchRequest({ q: 'peace', facets: 'document,meta.region', group: 'document' })
    const { hits, facets, total, documents } = await search(bundle, request)
    expect(hits.map(({ document, citation }) => [document.id, citation.text])).toEqual([
      ['e', '“E”, ¶1'],
      ['b', '“B”, ¶2'],
    ])
    expect([total, documents, facets['meta.region']]).toEqual([
      2,
      2,
      [{ id: 'Asia', name: 'Asia', count: 1 }],
    ])
    expect(facets['document']?.map(({ id, count }) => [id, count])).toEqual([
      ['b', 1],
      ['e', 1],
    ])
    bundle.engine.close()
  })
})

describe('a damaged bundle', () => {
  it.each(['minisearch', 'packed'] as const)(
    'of %s is refused at a change of any byte, the file named',
    async engine => {
      const { corpus, out } = await build(CORPUS)
      await buildBundle({ sources: [corpus], out, engine })
      const entries = await readdir(out, { recursive: true, withFileTypes: true })
      const names = entries
        .filter(entry => entry.isFile())
        .map(({ parentPath, name }) => relative(out, join(parentPath, name)))
        .filter(name => statSync(join(out, name)).size > 0)
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...names),
          fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
          fc.integer({ min: 1, max: 255 }),
          async (name, where, flip) => {
            const original = await readFile(join(out, name))
            const changed = Buffer.from(original)
            const at = Math.floor(where * changed.length)
            changed[at] = (changed[at] ?? 0) ^ flip
            await writeFile(join(out, name), changed)
            await expect(openBundle(out)).rejects.toThrow(name)
            await writeFile(join(out, name), original)
          },
        ),
        { numRuns: 60 },
      )
      await expect(openBundle(out)).resolves.toBeDefined()
    },
  )

  it.each([
    ['a file is missing', (out: string) => rm(join(out, 'passages.jsonl')), /passages\.jsonl cannot be read/u],
    ['a file is cut', async (out: string) => writeFile(join(out, 'entities.jsonl'), (await readFile(join(out, 'entities.jsonl'))).subarray(0, 9)), /entities\.jsonl is damaged: 9 bytes instead of/u],
    ['another version', async (out: string) => writeFile(join(out, 'manifest.json'), '{"format":"lede-bundle","version":99}'), /format version 99, and this Lede reads version 7/u],
    ['foreign JSON', async (out: string) => writeFile(join(out, 'manifest.json'), '{}'), /not the manifest of a Lede bundle/u],
    ['no manifest', (out: string) => rm(join(out, 'manifest.json')), /has no manifest\.json.*lede build/u],
    ['no folder', (out: string) => rm(out, { recursive: true }), /There is no index at .*lede build/u],
  ])('%s: the message says what to do', async (_name, damage, message) => {
    const { out } = await build(CORPUS)
    await damage(out)
    await expect(verifyBundle(out)).rejects.toThrow(message)
  }) // biome-ignore format: a table
})

describe('the packed files', () => {
  it.each([
    ['no arrays', Buffer.from('nothing'), /is no packed file/u],
    ['another version', Buffer.from('LEDEPACK\x09\0\0\0\0\0\0\0'), /has version 9, and this Lede reads version 1/u],
    ['a table cut off', Buffer.from('LEDEPACK\x01\0\0\0\x09\0\0\0'), /its table is cut off/u],
  ])('%s: the message says what to do', (_name, data, message) => {
    expect(() => new ArrayFile(data, 'packed/words.bin')).toThrow(message)
  }) // biome-ignore format: a table

  it('hold any arrays', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint16Array(), fc.uint32Array({ max: 2 ** 31 - 1 }), fc.float64Array({ noNaN: true }), (a, b, c, d) => {
        const bytes = Buffer.concat(encodeArrays({ a, b, c, d }))
        const whole = new Uint8Array(new ArrayBuffer(bytes.length))
        whole.set(bytes)
        const file = new ArrayFile(whole, 'x')
        expect([file.bytes('a'), file.unsigned('b'), file.integers('c'), file.doubles('d')].map(array => [...array])).toEqual([a, b, c, d].map(array => [...array]))
        expect(() => file.bytes('b')).toThrow(/another type/u)
        expect(() => file.bytes('none')).toThrow(/has no array none/u)
      }),
    )
  }) // biome-ignore format: one property
})

describe('publishing', () => {
  it('reads the old bundle where a crash fell between the two renames, and the next build mends it', async () => {
    const { corpus, out, folder } = await build(CORPUS)
    await rename(out, join(folder, '.index.previous'))
    await mkdir(join(folder, '.index.building-999999999-abcdef'))
    expect((await openBundle(out)).manifest.counts.documents).toBe(2)
    await buildBundle({ sources: [corpus], out })
    expect((await readdir(folder)).sort()).toEqual(['.index.cache', 'corpus', 'index'])
  })

  it('refuses a folder that holds other files, and a second build at once', async () => {
    const { corpus, folder, out } = await build(CORPUS)
    await writeFiles(folder, { 'photos/cat.jpg': 'cat' })
    await expect(buildBundle({ sources: [corpus], out: join(folder, 'photos') })).rejects.toThrow(
      /holds files that Lede did not write \(cat\.jpg/u,
    )
    const claim = await claimBundle(out)
    await expect(buildBundle({ sources: [corpus], out })).rejects.toThrow(/Process \d+ is building/u)
    await claim.release()
    await buildBundle({ sources: [corpus], out })
  })

  it('gives the folder the rights that any new folder has', async () => {
    const { folder, out } = await build(CORPUS)
    await mkdir(join(folder, 'other'))
    expect((await stat(out)).mode).toBe((await stat(join(folder, 'other'))).mode)
  })

  it('takes over the lock of a dead process', async () => {
    const { corpus, folder, out } = await build(CORPUS)
    await writeFile(join(folder, '.index.lock'), '999999999')
    expect(await buildBundle({ sources: [corpus], out })).toMatchObject({ published: true })
  })

  it('leaves the old bundle where corrections do not fit', async () => {
    const { corpus, out } = await build(CORPUS)
    await writeFiles(corpus, { 'entities.yaml': 'drop: [{ entity: Nobody }]' })
    await expect(buildBundle({ sources: [corpus], out })).rejects.toThrow(/no entity is called “Nobody”/u)
    expect((await openBundle(out)).manifest.counts.documents).toBe(2)
  })

  it.each(['minisearch', 'packed'])(
    'kill -9 at twenty instants of a build for %s leaves a bundle that opens and answers',
    async engine => {
      const { corpus, out } = await build(CORPUS)
      const versions = [(await openBundle(out)).version]
      let killed = 0
      for (let round = 0; round < 20; round++) {
        await writeFiles(corpus, { 'changing.md': `# Round ${round}\n\nThe number is ${round}.` })
        const child = spawn(
          process.execPath,
          [join(ROOT, 'src/cli/main.ts'), 'build', corpus, '--out', out, '--engine', engine],
          {
            stdio: 'ignore',
          },
        )
        // The instants lie between the start of the process and its end, densest where the bundle is written.
        const done = exit(child)
        const written = round % 2 === 0 ? watchFor(out, child) : pause(200 + round * 40)
        await Promise.race([done, written])
        child.kill('SIGKILL')
        if ((await done) === 'SIGKILL') killed++
        const bundle = await openBundle(out)
        versions.push(bundle.version)
        const page = await search(bundle, parseSearchRequest({ q: 'Iran' }))
        expect(page.total).toBe(1)
      }
      expect(killed).toBeGreaterThan(5)
      await buildBundle({ sources: [corpus], out })
      expect((await openBundle(out)).manifest.counts.documents).toBe(3)
    },
    120_000,
  )
})

function exit(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise(resolve => child.once('exit', (_code, signal) => resolve(signal)))
}

/** Resolves when the new bundle begins to be written, plus up to five milliseconds. */
async function watchFor(out: string, child: ChildProcess): Promise<void> {
  const parent = join(out, '..')
  while (child.exitCode === null && !(await readdir(parent)).some(name => name.includes('.building-')))
    await pause(1)
  await pause(Math.random() * 5)
}

describe('reloading', () => {
  it('finishes requests on the snapshot that they began with', async () => {
    const { corpus, out } = await build(CORPUS)
    const served = await ServedBundle.open(out, prepareSearch)
    const before = served.current
    await writeFiles(corpus, { 'a.md': '# A\n\nNothing of Iran any more, only of Iraq.' })
    await buildBundle({ sources: [corpus], out })
    expect(await served.reload()).toMatchObject({ changed: true })
    expect((await search(before, parseSearchRequest({ q: '"Iran and Iraq"' }))).total).toBe(1)
    expect((await search(served.current, parseSearchRequest({ q: '"Iran and Iraq"' }))).total).toBe(0)
    expect(await served.reload()).toMatchObject({ changed: false })
  })

  it('keeps the old bundle where the new one is damaged', async () => {
    const { out, folder } = await build(CORPUS)
    const served = await ServedBundle.open(out, prepareSearch)
    await cp(out, join(folder, 'copy'), { recursive: true })
    await writeFile(join(out, 'minisearch.json'), 'x')
    await expect(served.reload()).rejects.toThrow(/minisearch\.json is damaged/u)
    expect((await search(served.current, parseSearchRequest({ q: 'Iran' }))).total).toBe(1)
  })

  it('prepares each bundle before it is served, and keeps the old one where that fails', async () => {
    const { corpus, out } = await build(CORPUS)
    const prepared: [string, string | undefined][] = []
    let served: ServedBundle | undefined
    let fails = false
    served = await ServedBundle.open(out, bundle => {
      prepared.push([bundle.version, served?.current.version])
      if (fails) throw new Error('cannot be prepared')
    })
    const first = served.current.version
    expect(await served.reload()).toMatchObject({ changed: false })
    await writeFiles(corpus, { 'a.md': '# A\n\nOf Iraq.' })
    await buildBundle({ sources: [corpus], out })
    const { version } = await served.reload()
    expect(prepared).toEqual([
      [first, undefined],
      [version, first],
    ])
    fails = true
    await writeFiles(corpus, { 'a.md': '# A\n\nOf Jordan.' })
    await buildBundle({ sources: [corpus], out })
    await expect(served.reload()).rejects.toThrow('cannot be prepared')
    expect(served.current.version).toBe(version)
  })

  it('never sees a mix while bundles are replaced', async () => {
    const { corpus, out } = await build(CORPUS)
    let building = true
    const builds = (async () => {
      for (let round = 0; round < 6; round++) {
        await writeFiles(corpus, { 'a.md': `# A\n\nRound ${round}.`, 'b.md': `# B\n\nRound ${round}.` })
        await buildBundle({ sources: [corpus], out })
      }
      building = false
    })()
    let opened = 0
    while (building) {
      const { records } = await openBundle(out)
      const rounds = new Set(
        Array.from(
          { length: records.size },
          (_, index) => /Round \d/u.exec(records.passage(index).text)?.[0],
        ),
      )
      expect(rounds.size).toBe(1)
      opened++
    }
    await builds
    expect(opened).toBeGreaterThan(0)
    expect(existsSync(out)).toBe(true)
  })
})
