// What does a configuration say that is only partly filled in?
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DEFAULT_CONFIG, readConfig } from '../../src/build/config.ts'
import { temporaryFolder } from '../support/fixtures.ts'

it('a key with nothing but comments below it has its default', async () => {
  const path = join(await temporaryFolder(), 'lede.yaml')
  await writeFile(path, 'packs:\nentities:\n  # corrections: names.yaml\nwatch:\npassages:\n  maxWords: 90\n')
  expect(await readConfig(path)).toEqual({ ...DEFAULT_CONFIG, passages: { maxWords: 90 } })
  await writeFile(path, 'packs:\nentites:\n  corrections: names.yaml\n')
  await expect(readConfig(path)).rejects.toThrow(/lede\.yaml:.*entites/su)
})
