// What a build may replace, and who may build: only what Lede wrote, only one process at a time.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { takeLock } from '../../src/bundle/lock.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { claimBundle } from '../../src/bundle/publish.ts'
import { build, ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'

vi.setConfig({ testTimeout: 240_000 })

const treeOf = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).sort()

describe('a folder that is no bundle is not replaced', () => {
  it.each([
    [
      'a web app',
      { 'manifest.json': '{"name":"Thesis","start_url":"/"}', 'thesis.txt': 'Ten years of work.' },
    ],
    [
      'a web app that speaks of bundles',
      { 'manifest.json': '{"name":"lede-bundle","icons":[{"format":"lede-bundle"}]}' },
    ],
    ['a browser extension', { 'manifest.json': '{ "manifest_version": 3 }', 'src/background.js': '' }],
    ['a manifest that is none', { 'manifest.json': 'lede-bundle' }],
    ['an empty manifest', { 'manifest.json': '' }],
    ['what a bundle has, without its manifest', { 'documents.jsonl': '', 'notes.md': 'Mine.' }],
  ])('%s', async (_name, files) => {
    const { corpus, folder } = await build({ 'a.md': 'One.' })
    const out = join(folder, 'mine')
    await mkdir(out)
    await writeFiles(out, files)
    const before = await treeOf(out)
    await expect(buildBundle({ sources: [corpus], out })).rejects.toThrow(
      /mine holds files that Lede did not write \(.*\)\. Move them elsewhere/u,
    )
    expect(await treeOf(out)).toEqual(before)
    expect((await readdir(folder)).filter(name => /mine\.(?:lock|previous|building)/u.test(name))).toEqual([])
  })
})

describe('files that a person put into a bundle', () => {
  it.each(['minisearch', 'packed'] as const)('are named, and nothing is built, for %s', async engine => {
    const { corpus, out } = await build({ 'a.md': 'One.' })
    await buildBundle({ sources: [corpus], out, engine })
    await writeFiles(out, { 'ملاحظات.txt': 'Mine.', 'packed/notes/deep.md': 'Mine.' })
    await expect(buildBundle({ sources: [corpus], out, engine })).rejects.toThrow(
      /did not write \(packed\/notes\/deep\.md, ملاحظات\.txt\)/u,
    )
    expect(await readFile(join(out, 'packed/notes/deep.md'), 'utf8')).toBe('Mine.')
    await rm(join(out, 'packed/notes'), { recursive: true })
    await rm(join(out, 'ملاحظات.txt'))
    expect((await buildBundle({ sources: [corpus], out, engine: 'packed' })).published).toBe(true)
    expect((await buildBundle({ sources: [corpus], out, engine: 'minisearch' })).published).toBe(true)
    expect(await readdir(out)).not.toContain('packed')
  })

  it('while it is built, and what file managers leave, is kept in the new one', async () => {
    const { corpus, out, folder } = await build({ 'a.md': 'One.' })
    await writeFiles(out, { '.DS_Store': 'seen', 'packed/Thumbs.db': 'seen' })
    await writeFiles(corpus, { 'b.md': 'Two.' })
    const onProgress = (): void => {
      void writeFile(join(out, 'late.txt'), 'Mine.')
    }
    expect((await buildBundle({ sources: [corpus], out, onProgress })).published).toBe(true)
    for (const name of ['.DS_Store', 'packed/Thumbs.db', 'late.txt'])
      expect(await readFile(join(out, name), 'utf8')).toMatch(/seen|Mine/u)
    expect((await readdir(folder)).filter(name => name.includes('previous'))).toEqual([])
  })

  it('under the names of what stands beside it are left alone', async () => {
    const { corpus, out, folder } = await build({ 'a.md': 'One.' })
    for (const [name, advice] of [
      ['.index.previous/mine.txt', /\.index\.previous holds files that Lede did not write/u],
      ['.index.cache', /\.index\.cache is no cache that Lede wrote/u],
      ['.index.cache.new', /\.index\.cache\.new is no cache that Lede wrote/u],
      ['.index.lock', /\.index\.lock was not written by Lede\. Remove it/u],
    ] as const) {
      await rm(join(folder, name), { force: true })
      await writeFiles(folder, { [name]: 'Mine, not yours.' })
      await expect(buildBundle({ sources: [corpus], out }), name).rejects.toThrow(advice)
      expect(await readFile(join(folder, name), 'utf8')).toBe('Mine, not yours.')
      await rm(join(folder, name.split('/')[0] ?? ''), { recursive: true })
    }
    await writeFiles(folder, {
      '.index.building-4194305-Abc123/mine.txt': 'Mine.',
      '.index.building-4194305-Abc123/documents.jsonl': 'x',
    })
    await buildBundle({ sources: [corpus], out })
    expect(await readdir(join(folder, '.index.building-4194305-Abc123'))).toEqual(['mine.txt'])
  })
})

describe('a bundle', () => {
  it('of an older version, or a damaged one, is replaced', async () => {
    const { corpus, out } = await build({ 'a.md': 'One.' })
    await writeFiles(out, {
      'manifest.json': '{\n  "format": "lede-bundle",\n  "version": 1,\n  "files": {"old/terms.bin": {}}}',
      'old/terms.bin': 'x',
    })
    expect((await buildBundle({ sources: [corpus], out })).published).toBe(true)
    expect(await readdir(out)).not.toContain('old')
    await writeFile(join(out, 'manifest.json'), '{\n  "format": "lede-bundle",\n  "ver')
    expect((await buildBundle({ sources: [corpus], out })).published).toBe(true)
  })

  it('behind a link is replaced where it lies, and the link stays', async () => {
    const { corpus, out, folder } = await build({ 'a.md': 'One.' })
    const disk = join(folder, 'disk')
    await mkdir(disk)
    await rename(out, join(disk, 'real'))
    await symlink('disk/real', out)
    await writeFiles(corpus, { 'b.md': 'Two.' })
    expect((await buildBundle({ sources: [corpus], out })).manifest?.counts.documents).toBe(2)
    expect((await openBundle(join(disk, 'real'))).manifest.counts.documents).toBe(2)
    // As between the two renames: readers find the old one by either name.
    await cp(join(disk, 'real'), join(disk, '.real.previous'), { recursive: true })
    await rm(join(disk, 'real'), { recursive: true })
    for (const name of [out, join(disk, 'real')])
      expect((await openBundle(name)).manifest.counts.documents).toBe(2)
  })
})

describe('the lock', () => {
  const NOBODY = 4_194_305

  it('is held by one of many who come at once, also where a dead process holds it', async () => {
    for (const left of [null, `${NOBODY}`, `${NOBODY} 77 0123456789ab\n`]) {
      const path = join(await temporaryFolder(), '.index.lock')
      if (left !== null) await writeFile(path, left)
      const held = Array.from({ length: 20 }, () => {
        try {
          return takeLock(path, 'the index')
        } catch (error) {
          expect((error as Error).message).toMatch(/is building the index now/u)
          return null
        }
      }).filter(lock => lock !== null)
      expect(held.length).toBe(1)
      expect(await readFile(path, 'utf8')).toMatch(new RegExp(`^${process.pid} \\S+ [0-9a-f]{12}\\n$`, 'u'))
      held[0]?.release()
      expect(await readdir(join(path, '..'))).toEqual([])
    }
  })

  it('that is empty counts as held', async () => {
    const { corpus, out, folder } = await build({ 'a.md': 'One.' })
    await writeFile(join(folder, '.index.lock'), '')
    await expect(buildBundle({ sources: [corpus], out })).rejects.toThrow(
      /The lock .*\.index\.lock is empty\. Remove it if no build is running/u,
    )
  })

  it.runIf(process.platform === 'linux')(
    'of a process whose number another has got is that of a dead one',
    async () => {
      const path = join(await temporaryFolder(), '.index.lock')
      await writeFile(path, `${process.pid} 1 0123456789ab\n`)
      takeLock(path, 'it').release()
    },
  )

  it('is taken over where one died while it took over', async () => {
    const path = join(await temporaryFolder(), '.index.lock')
    await writeFile(path, `${NOBODY} 1 aaaaaaaaaaaa\n`)
    await writeFile(`${path}.aaaaaaaaaaaa`, `${NOBODY} 1 bbbbbbbbbbbb\n`)
    await writeFile(`${path}.aaaaaaaaaaaa.bbbbbbbbbbbb`, `${NOBODY} 1 cccccccccccc\n`)
    await writeFile(`${path}.${NOBODY}-dddddddddddd`, `${NOBODY} 1 dddddddddddd\n`)
    takeLock(path, 'it').release()
    expect(await readdir(join(path, '..'))).toEqual([])
  })

  it('is held by one process of several that fight for it, while some are killed', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, '.index.lock')
    // Whoever holds the lock makes a file that nobody else may find, and removes it.
    const script = `
      import { closeSync, openSync, rmSync } from 'node:fs'
      import { takeLock } from ${JSON.stringify(join(ROOT, 'src/bundle/lock.ts'))}
      for (const end = Date.now() + 4000; Date.now() < end; ) {
        let lock
        try { lock = takeLock(${JSON.stringify(path)}, 'it') } catch (error) { if (error.code !== 'locked') throw error; continue }
        try { closeSync(openSync(${JSON.stringify(join(folder, 'holder'))}, 'wx')); rmSync(${JSON.stringify(join(folder, 'holder'))}) }
        finally { lock.release() }
        if (process.argv[2] === 'dies' && Math.random() < 0.05) { takeLock(${JSON.stringify(path)}, 'it'); process.kill(process.pid, 'SIGKILL') }
      }`
    const program = join(folder, 'fight.mjs')
    await writeFile(program, script)
    const ends = await Promise.all(
      ['', '', 'dies', 'dies', 'dies'].map(async how => {
        const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, how], {
          stdio: ['ignore', 'ignore', 'pipe'],
        })
        let said = ''
        child.stderr.on('data', data => { said += data }) // biome-ignore format: one action
        const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
        return how === ''
          ? [code, said]
          : [
              code === 0 || signal === 'SIGKILL' || said.includes('is building') ? 0 : code,
              said.includes('EEXIST') ? said : '',
            ]
      }),
    )
    expect(ends).toEqual(Array.from({ length: 5 }, () => [0, '']))
    const claim = await claimBundle(join(folder, 'index'))
    await claim.release()
    expect((await readdir(folder)).filter(name => name.startsWith('.index.lock'))).toEqual([])
  })
})
