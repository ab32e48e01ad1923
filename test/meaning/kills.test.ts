// Builds that are killed while vectors are made: none is lost or made twice. By default five are killed; LEDE_FAULTS=40 kills two hundred.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { serveEmbeddings } from '../support/embeddings.ts'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const ROUNDS = Number(process.env['LEDE_FAULTS'] ?? 1)
const KILLS_OF_ROUND = 5
const PASSAGES = 2_000
/** Vectors that a build may have asked for and not yet kept. */
const UNDER_WAY = 64

/** The names of the texts in a cache, in order. */
async function keysOf(path: string): Promise<string[]> {
  const file = await readFile(path)
  const head = 12 + file.readUInt32LE(8)
  const { dimensions } = JSON.parse(file.toString('utf8', 12, head)) as { dimensions: number }
  const size = 24 + dimensions
  const count = Math.floor((file.length - head) / size)
  return Array.from({ length: count }, (_, at) =>
    file.toString('hex', head + at * size, head + at * size + 16),
  )
}

it(
  'killed builds lose no vector and make none twice',
  async () => {
    const folder = await temporaryFolder()
    const corpus = join(folder, 'corpus')
    const texts = Array.from({ length: PASSAGES }, (_, at) => `Ship number ${at} left the harbour.`)
    await writeFiles(corpus, { 'ships.md': texts.join('\n\n') })
    let onCall = (): void => {}
    const service = await serveEmbeddings({
      answer: () => {
        onCall()
        return false
      },
    })
    const whole = join(folder, 'whole')
    await buildBundle({ sources: [corpus], out: whole, encoder: service.address })
    const vectors = await readFile(join(whole, 'vectors.bin'))
    for (let round = 0; round < ROUNDS; round++) {
      const [out, cache] = [join(folder, `killed${round}`), join(folder, `.killed${round}.vectors`)]
      const asked = service.texts().length
      let kept: string[] = []
      for (let kill = 0; kill < KILLS_OF_ROUND; kill++) {
        const child = spawn(
          process.execPath,
          [join(ROOT, 'src/cli/main.ts'), 'build', corpus, '--out', out, '--encoder', service.address],
          { stdio: 'ignore' },
        )
        const ended = once(child, 'exit')
        // The first call tries the service, each two of the others are of one lot of passages.
        let calls = 2 + Math.floor(5 * Math.random())
        onCall = () => {
          if (--calls === 0) void pause(30 * Math.random()).then(() => child.kill('SIGKILL'))
        }
        expect(await ended).toEqual([null, 'SIGKILL'])
        const now = await keysOf(cache)
        expect(now.slice(0, kept.length)).toEqual(kept)
        expect(new Set(now).size).toBe(now.length)
        kept = now
      }
      onCall = () => {}
      await buildBundle({ sources: [corpus], out, encoder: service.address })
      expect(await readFile(join(out, 'vectors.bin'))).toEqual(vectors)
      expect(new Set(await keysOf(cache)).size).toBe(PASSAGES)
      expect(service.texts().length - asked).toBeLessThanOrEqual(PASSAGES + KILLS_OF_ROUND * UNDER_WAY)
    }
  },
  120_000 * ROUNDS,
)
