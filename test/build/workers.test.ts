import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { writeFiles } from '../support/fixtures.ts'

const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url))

it('builds the same bytes in threads as without', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lede-workers-'))
  await writeFiles(folder, { 'odd/empty.md': '', 'odd/bytes.md': Buffer.from([0xff, 0xfe, 0x00]) })
  const outs = await Promise.all(
    [0, 3].map(async workers => {
      const out = join(folder, `out-${workers}`)
      const { problems } = await buildBundle({ sources: [CORPUS, join(folder, 'odd')], out, workers })
      return { out, problems }
    }),
  )
  const [without, threads] = outs.map(({ out, problems }) => ({
    problems,
    files: readdirSync(out).map(name => [name, readFileSync(join(out, name), 'utf8')]),
  }))
  expect(threads).toEqual(without)
})
