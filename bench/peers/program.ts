// How does a peer rank that is no library of ours? A program that reads a folder of tab-separated texts and writes `query document score`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { STEMMERS } from '../../src/analysis/languages.ts'
import type { Collection } from '../../src/evaluation/collection.ts'
import type { Run } from '../../src/evaluation/trec-run.ts'
import { languageOf, wordsOf } from './words.ts'

const LUCENE = '9.12.1'
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

type Command = readonly [string, ...string[]]

/** Lucene with the analyzer of the collection's language; null where Java or Maven is absent. */
export async function lucene(collection: Collection, k1: number, b: number): Promise<Run | null> {
  const jars = join(tmpdir(), `lede-lucene-${LUCENE}`)
  if (!existsSync(jars)) {
    await mkdir(jars)
    for (const artifact of ['lucene-core', 'lucene-analysis-common']) {
      const { status } = spawnSync('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=org.apache.lucene:${artifact}:${LUCENE}`, `-DoutputDirectory=${jars}`]) // biome-ignore format: one command
      if (status === 0) continue
      await rm(jars, { recursive: true })
      return null
    }
  }
  const rest = [languageOf(collection), String(k1), String(b)]
  return run(collection, text => text, folder => ['java', '-cp', `${jars}/*`, here('Lucene.java'), folder, ...rest]) // biome-ignore format: one command
}

/** Tantivy with the stemmer of the collection's language; null where Python has it not. */
export async function tantivy(collection: Collection): Promise<Run | null> {
  if (spawnSync('python3', ['-c', 'import tantivy']).status !== 0) return null
  const stemmer = STEMMERS[languageOf(collection)] ?? ''
  const cut = (text: string): string => wordsOf(text).join(' ')
  return run(collection, cut, folder => ['python3', here('tantivy_run.py'), folder, stemmer])
}

async function run(
  { documents, queries }: Collection,
  read: (text: string) => string,
  command: (folder: string) => Command,
): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'lede-peer-'))
  try {
    const lines = (texts: readonly string[]): string =>
      texts.map((text, number) => `${number}\t${read(text).replace(/\s+/gu, ' ')}\n`).join('')
    await writeFile(join(folder, 'docs.tsv'), lines(documents.map(({ title, text }) => `${title} ${text}`)))
    await writeFile(join(folder, 'queries.tsv'), lines(queries.map(({ text }) => text)))
    const [name, ...given] = command(folder)
    const { status, stdout, stderr } = spawnSync(name, given, { encoding: 'utf8', maxBuffer: 1 << 29 })
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`)
    const found = new Map<string, { id: string; score: number }[]>(queries.map(({ id }) => [id, []]))
    for (const row of stdout.split('\n')) {
      const [query = '', document = '', score = ''] = row.split(' ')
      const id = documents[Number(document)]?.id
      if (score !== '' && id !== undefined)
        found.get(queries[Number(query)]?.id ?? '')?.push({ id, score: Number(score) })
    }
    return found
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
