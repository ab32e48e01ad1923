// The index that benches of a large corpus ask, the same each time.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundle } from '../src/build/build.ts'
import { BenchCorpus, readModel, writeCorpus } from './corpus.ts'

const PASSAGES = 100_000

/** Writes a packed bundle of 100,000 passages. */
export async function buildHundredThousand(out: string): Promise<void> {
  const corpus = await mkdtemp(join(tmpdir(), 'lede-corpus-'))
  try {
    await writeCorpus(corpus, new BenchCorpus(await readModel(), PASSAGES))
    await buildBundle({ sources: [corpus], out, engine: 'packed', noCache: true })
  } finally {
    await rm(corpus, { recursive: true, force: true })
  }
}
