// A key counts as long as the file has it, however the file is changed: in place, by another that takes its place, under a mount.
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { KeyRing, makeKey, readKeys, revokeKey } from '../../src/http/keys.ts'
import { temporaryFolder } from '../support/fixtures.ts'

const now = new Date('2026-01-01T00:00:00Z')
let seconds = 0
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => seconds * 1000)
})
afterEach(() => vi.restoreAllMocks())

async function twoKeys() {
  const path = join(await temporaryFolder(), 'keys.json')
  const [first, second] = [makeKey(path, 'read', 'Ann', now), makeKey(path, 'read', 'Bob', now)]
  const holders = (ring: KeyRing) => {
    seconds += 1.001
    return [first, second].map(({ key }) => ring.holderOf(key)?.name ?? null)
  }
  return { path, first, second, holders }
}

describe('a key that is revoked', () => {
  it('counts no longer: by the command, which leaves the file where it lies', async () => {
    const { path, first, holders } = await twoKeys()
    const ring = new KeyRing(path, null)
    expect(holders(ring)).toEqual(['Ann', 'Bob'])
    const { ino } = statSync(path)
    expect(revokeKey(path, first.record.id)).toBe(true)
    expect(statSync(path).ino).toBe(ino)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(holders(ring)).toEqual([null, 'Bob'])
  })

  it('also where another file takes its place', async () => {
    const { path, second, holders } = await twoKeys()
    const ring = new KeyRing(path, null)
    writeFileSync(`${path}.x`, JSON.stringify([second.record]))
    renameSync(`${path}.x`, path)
    expect(holders(ring)).toEqual([null, 'Bob'])
  })

  it('also where size and time of the file stay as they were', async () => {
    const { path, holders } = await twoKeys()
    const ring = new KeyRing(path, null)
    const { atime, mtime } = statSync(path)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace(/"sha256": "(?:[0-9a-f]{64})"/u, `"sha256": "${'0'.repeat(64)}"`))
    utimesSync(path, atime, mtime)
    expect(holders(ring)).toEqual([null, 'Bob'])
  })

  it.runIf(process.platform === 'linux')(
    'also where a mount shows the file that was replaced: then nobody has a key, and the reason is said',
    async () => {
      const { path, second, holders } = await twoKeys()
      // As a mounted file: the name leads to the old file, whatever is at its place since.
      const mount = openSync(path, 'r')
      const mounted = `/proc/self/fd/${mount}`
      const ring = new KeyRing(mounted, null)
      expect(holders(ring)).toEqual(['Ann', 'Bob'])
      revokeKey(path, second.record.id)
      expect(holders(ring)).toEqual(['Ann', null])
      writeFileSync(`${path}.x`, '[]')
      renameSync(`${path}.x`, path)
      for (let time = 0; time < 3; time++) expect(() => holders(ring)).toThrow(/Mount its folder/u)
      closeSync(mount)
    },
  )

  it('also where the file is removed or damaged: nobody has a key until it is mended', async () => {
    const { path, holders } = await twoKeys()
    const ring = new KeyRing(path, null)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.slice(0, 50))
    for (let time = 0; time < 2; time++) expect(() => holders(ring)).toThrow(/cannot be read/u)
    writeFileSync(path, text)
    expect(holders(ring)).toEqual(['Ann', 'Bob'])
    rmSync(path)
    expect(holders(ring)).toEqual([null, null])
  })
})

it('a file of keys is JSON at every length that a writer may leave, and whole aside until it is written', async () => {
  const { path, first } = await twoKeys()
  revokeKey(path, first.record.id)
  expect(readKeys(path).map(({ name }) => name)).toEqual(['Bob'])
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.padEnd(text.length + 300))
  expect(readKeys(path).map(({ name }) => name)).toEqual(['Bob'])
})
