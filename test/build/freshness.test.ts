// A bundle is up to date where a build would give the same again: each thing that decides it is changed, and the bundle is stale.

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { appendFile, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { type BuildConfig, DEFAULT_CONFIG } from '../../src/build/config.ts'
import * as fingerprint from '../../src/build/fingerprint.ts'
import * as reading from '../../src/corpus/read-bytes.ts'
import { build, ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const { fingerprintsIn, stampOf } = fingerprint

vi.mock('../../src/corpus/read-bytes.ts', { spy: true })
/** A small tree of code with its packages. */
async function tree(changes: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const root = await temporaryFolder()
  await writeFiles(root, {
    'package.json': '{ "dependencies": { "stemmer": "1.0.0", "server": "1.0.0" } }',
    'src/corpus/rules/en.yaml': 'share: [Share this]\n',
    'src/analysis/stem.ts':
      "import { readFileSync } from 'node:fs'\nimport {\n  stem,\n} from 'stemmer/english.js'\nimport 'tool'\n",
    'src/entities/model.bin': Uint8Array.of(0, 1, 2),
    'src/http/app.ts': "import { serve } from 'server'\n",
    'node_modules/stemmer/package.json':
      '{ "name": "stemmer", "version": "1.0.0", "dependencies": { "letters": "*", "only-here": "*" }, "optionalDependencies": { "only-here": "*" } }',
    'node_modules/letters/package.json': '{ "name": "letters", "version": "1.0.0" }',
    'node_modules/server/package.json': '{ "name": "server", "version": "1.0.0" }',
    'node_modules/tool/package.json': '{ "name": "tool", "version": "1.0.0" }',
    ...changes,
  })
  return root
}

const ofTree = (root: string) => fingerprintsIn(root, stampOf(root))

describe('the fingerprint of the code', () => {
  const both = { index: true, answers: true }
  const rows: readonly (readonly [
    string,
    Record<string, string | Uint8Array>,
    { index: boolean; answers: boolean },
  ])[] = [
    ['a rule', { 'src/corpus/rules/en.yaml': 'share: [Share it]\n' }, both],
    ['a file of rules that comes', { 'src/corpus/rules/ja.yaml': 'share: []\n' }, both],
    ['an analyzer', { 'src/analysis/stem.ts': "import { stem } from 'stemmer'\n\n" }, both],
    ['a folder that comes', { 'src/dates/dates.ts': '' }, both],
    ['a model', { 'src/entities/model.bin': Uint8Array.of(0, 1, 3) }, both],
    [
      'a package',
      {
        'node_modules/stemmer/package.json':
          '{ "name": "stemmer", "version": "1.0.1", "dependencies": { "letters": "*" } }',
      },
      both,
    ],
    [
      'a package that a package needs',
      { 'node_modules/letters/package.json': '{ "name": "letters", "version": "1.1.0" }' },
      both,
    ],
    [
      'the package that answers',
      { 'node_modules/server/package.json': '{ "name": "server", "version": "2.0.0" }' },
      { index: false, answers: true },
    ],
    [
      'what answers',
      { 'src/http/app.ts': "import { serve } from 'server'\n// another\n" },
      { index: false, answers: true },
    ],
    [
      'a package that only developers have',
      { 'node_modules/tool/package.json': '{ "name": "tool", "version": "9.0.0" }' },
      { index: false, answers: false },
    ],
    [
      'a package for some machines only',
      { 'node_modules/only-here/package.json': '{ "name": "only-here", "version": "1.0.0" }' },
      { index: false, answers: false },
    ],
    [
      'the line ends of a checkout',
      { 'src/corpus/rules/en.yaml': 'share: [Share this]\r\n' },
      { index: false, answers: false },
    ],
    ['nothing but the place', {}, { index: false, answers: false }],
  ]
  it.each(rows)('changes with %s: as it should', async (_name, changes, expected) => {
    const [before, after] = [ofTree(await tree()), ofTree(await tree(changes))]
    expect({ index: before.index !== after.index, answers: before.answers !== after.answers }).toEqual(
      expected,
    )
  })

  it('is the same for sources and for what is compiled from them', async () => {
    const { packages } = stampOf(ROOT)
    expect(packages.index).toEqual(
      expect.arrayContaining([
        'yaml',
        'snowball-stemmers',
        'i18n-nationality',
        'pdfjs-dist',
        '@sindresorhus/slugify',
      ]),
    )
    expect(packages.index).not.toContain('hono')
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(scripts.build).toContain('node scripts/stamp-code.ts')
    expect(fingerprint.codeFingerprint('index')).toBe(ofTree(ROOT).index)
  })
})

describe('a bundle is stale', () => {
  const config = (change: Partial<BuildConfig>): BuildConfig => ({ ...DEFAULT_CONFIG, ...change })
  const rows: readonly (readonly [string, (place: { corpus: string; out: string }) => Promise<BuildConfig | undefined>])[] = [
    ['where a label is added', async () => config({ metadata: { labels: ['Sektor'] } })],
    ['where a pattern of boilerplate is added', async () => config({ boilerplate: { patterns: ['^Lesen Sie auch'] } })],
    ['where passages may be longer', async () => config({ passages: { maxWords: 200 } })],
    ['where a correction is added', async ({ corpus }) => { await writeFiles(corpus, { 'entities.yaml': 'add: [{ name: Weir, type: place }]' }); return undefined }],
    ['where a document changes', async ({ corpus }) => { await writeFiles(corpus, { 'a.md': 'Two.' }); return undefined }],
    ['where a document comes that is the same', async ({ corpus }) => { await cp(join(corpus, 'a.md'), join(corpus, 'b.md')); return undefined }],
    ['where a document goes', async ({ corpus }) => { await rm(join(corpus, 'c.md')); return undefined }],
    ['where a file of it is gone', async ({ out }) => { await rm(join(out, 'passages.jsonl')); return undefined }],
    ['where a file of it is cut off', async ({ out }) => { await writeFile(join(out, 'documents.jsonl'), '{'); return undefined }],
    ['where its manifest is damaged', async ({ out }) => { await writeFile(join(out, 'manifest.json'), '{ "format": "lede-bundle"'); return undefined }],
  ] // biome-ignore format: one change a line
  it.each(rows)('%s', async (_name, change) => {
    const place = await build({ 'a.md': 'One.', 'c.md': 'Three.' })
    const again = { sources: [place.corpus], out: place.out, ifStale: true }
    expect(await buildBundle(again)).toMatchObject({ upToDate: true, published: false })
    const changed = await change(place)
    const options = changed === undefined ? again : { ...again, config: changed }
    expect(await buildBundle(options)).toMatchObject({ upToDate: false, published: true })
    expect(await buildBundle(options)).toMatchObject({ upToDate: true, published: false })
  })

  it('where the code is another: nothing is taken from the cache, and a copy elsewhere finds it fresh again', async () => {
    const { folder, corpus, out, report } = await build({ 'a.md': 'One.' })
    expect(report.manifest?.settings).toBe(fingerprint.settingsFingerprint(DEFAULT_CONFIG, ['', '']))
    const copy = join(folder, 'copy')
    await cp(join(ROOT, 'src'), join(copy, 'src'), { recursive: true })
    await cp(join(ROOT, 'package.json'), join(copy, 'package.json'))
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    const again = async (): Promise<unknown> => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        join(copy, 'src/cli/main.ts'),
        ...['build', corpus, '--out', out, '--if-stale', '--json'],
      ])
      const { upToDate, reusedFiles } = JSON.parse(stdout)
      return { upToDate, reusedFiles }
    }
    expect(await again()).toEqual({ upToDate: true, reusedFiles: 0 })
    await appendFile(join(copy, 'src/analysis/fold.ts'), '// another\n')
    expect(await again()).toEqual({ upToDate: false, reusedFiles: 0 })
    expect(await again()).toEqual({ upToDate: true, reusedFiles: 0 })
  }, 120_000)

  it('but not where only the place of the folder is another', async () => {
    const place = await build({ 'a.md': 'One.', 'entities.yaml': 'add: [{ name: Weir, type: place }]' })
    const moved = join(await temporaryFolder(), 'elsewhere')
    await mkdir(moved)
    await cp(place.corpus, join(moved, 'texts'), { recursive: true })
    await symlink(join(moved, 'texts'), join(moved, 'link'))
    for (const name of ['texts', 'link']) {
      const config = { ...DEFAULT_CONFIG, entities: { corrections: join(moved, name, 'entities.yaml') } }
      expect(
        await buildBundle({ sources: [join(moved, name)], out: place.out, ifStale: true, config }),
      ).toMatchObject({ upToDate: true })
    }
  })
})

describe('--if-stale', () => {
  it('reads each file once to see whether it has changed', async () => {
    const { corpus, out } = await build({ 'a.md': 'One.', 'b.md': 'Two.', 'c.md': 'Three.' })
    const reads = vi.mocked(reading.readBytes)
    const readOf = () => reads.mock.calls.map(([file]) => file.path).sort()
    reads.mockClear()
    await buildBundle({ sources: [corpus], out, ifStale: true, workers: 0 })
    expect(readOf()).toEqual(['a.md', 'b.md', 'c.md'])
    await writeFiles(corpus, { 'b.md': 'Another.' })
    reads.mockClear()
    await buildBundle({ sources: [corpus], out, ifStale: true, workers: 0 })
    // What changed is read once more, to be prepared.
    expect(readOf()).toEqual(['a.md', 'b.md', 'b.md', 'c.md'])
  })
})
