// A file is closed once. The number of a closed file is soon another file's, and closing it again would close that one.
import { closeSync, existsSync, fstatSync, openSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { PreparedSpool } from '../../src/build/prepared-cache.ts'
import { FrameFile, FrameWriter } from '../../src/bundle/frame-file.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import type { Connection } from '../../src/engine/opensearch/connection.ts'
import { SequenceWriter } from '../../src/engine/packed/sequence-writer.ts'
import { build, temporaryFolder } from '../support/fixtures.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Opens files until the numbers that were closed are taken again, collects what nobody holds, and looks whether all are open still. */
async function stayOpen(folder: string): Promise<boolean> {
  const path = join(folder, 'bystander')
  writeFileSync(path, 'x')
  const files = Array.from({ length: 64 }, () => openSync(path, 'r'))
  for (let time = 0; time < 20; time++) {
    collect()
    await turn()
  }
  const isOpen = files.every(file => {
    try {
      return fstatSync(file).size === 1
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EBADF') return false
      throw error
    }
  })
  if (isOpen) for (const file of files) closeSync(file)
  return isOpen
}

async function frames(path: string): Promise<void> {
  const writer = new FrameWriter(path)
  writer.add('{"a":1}')
  writer.finish()
}

describe('another file of the process stays open', () => {
  it('where a cluster does not answer once the passages are open', async () => {
    const { corpus, folder } = await build({ 'a.md': 'One.' })
    const out = join(folder, 'remote')
    await buildBundle({ sources: [corpus], out, engine: 'opensearch' })
    const nobody = {
      alias: 'x',
      readLimits: () => Promise.reject(new Error('no answer')),
    } as unknown as Connection
    for (let time = 0; time < 3; time++) await expect(openBundle(out, nobody)).rejects.toThrow('no answer')
    expect(await stayOpen(folder)).toBe(true)
  })

  it('where the passages have no index, and where they were closed twice', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'frames')
    await frames(path)
    const file = FrameFile.open(path)
    file.close()
    const bystander = openSync(path, 'r')
    file.close()
    expect(fstatSync(bystander).size).toBeGreaterThan(0)
    closeSync(bystander)
    await writeFile(path, (await readFile(path)).subarray(0, -4))
    expect(() => FrameFile.open(path)).toThrow(/its index is missing/u)
    expect(await stayOpen(folder)).toBe(true)
  })

  it('where prepared files cannot become the cache', async () => {
    const folder = await temporaryFolder()
    const spool = new PreparedSpool(join(folder, 'cache.new'))
    expect(() => spool.keep(join(folder, 'no/such/folder'))).toThrow(/ENOENT/u)
    const bystander = openSync(join(folder, 'cache.new'), 'r')
    spool.discard()
    expect(fstatSync(bystander).isFile()).toBe(true)
    closeSync(bystander)
    expect(existsSync(join(folder, 'cache.new'))).toBe(false)
  })

  it('where a written file is given up twice', async () => {
    const folder = await temporaryFolder()
    const writer = new SequenceWriter(join(folder, 'words'))
    for (let unit = 0; unit < 300_000; unit++) writer.add([[1, 2, 3, 4, 5]])
    writer.remove()
    const bystander = openSync(folder, 'r')
    writer.remove()
    expect(fstatSync(bystander).isDirectory()).toBe(true)
    closeSync(bystander)
  })
})
