// Trains the tagger's model on the annotated sets of the shared test data: a linear-chain conditional random field.
//   node scripts/train-tagger.ts [--open] [--measure] [--out FILE]      default FILE: src/entities/tagger/model.bin
// `--open` takes only the sets whose terms plainly allow it. `--measure` leaves one document in five of worldwide-dev out,
// prints the figures of these and writes nothing unless FILE is named. The same data give the same model.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BUCKETS } from '../src/entities/tagger/features.ts'
import { readModel } from '../src/entities/tagger/read-model.ts'
import { type ChainWeights, decode } from '../src/entities/tagger/viterbi.ts'
import { writeModel } from '../src/entities/tagger/write-model.ts'
import { evaluateTagging, readGold } from '../src/evaluation/entities.ts'
import { ChainTrainer, type Example } from './tagger/chain-trainer.ts'
import { readSet, SETS } from './tagger/examples.ts'

const OPTIONS = { rate: 0.07, dropout: 0.5, shrinkage: 0.002 }
/** Rounds over the gold annotation by which the silver annotation is judged. */
const JUDGING_ROUNDS = 3
/** Rounds over gold and silver annotation together, and then over gold alone. */
const ROUNDS = { together: 3, gold: 4 }

const { values: flags } = parseArgs({
  options: { open: { type: 'boolean' }, measure: { type: 'boolean' }, out: { type: 'string' } },
})
const shared = [process.env['LEDE_SHARED'], fileURLToPath(new URL('../../shared', import.meta.url))].find(
  path => path !== undefined && existsSync(path),
)
if (shared === undefined) throw new Error('The shared test data is absent; set LEDE_SHARED to its folder.')

const isHeldOut = (set: string, number: number): boolean =>
  flags.measure === true && set === 'worldwide-dev' && number % 5 === 4

const gold: Example[] = []
const silver: Example[] = []
for (const set of SETS) {
  if (flags.open === true && !set.open) continue
  const documents = readSet(shared, set).filter((_, number) => !isHeldOut(set.name, number))
  const examples = documents.flat()
  if (set.silver) silver.push(...examples)
  else for (let times = 0; times < set.weight; times++) gold.push(...examples)
  say(`${set.name}: ${documents.length} documents`)
}

const bytes = writeModel(train(doubted(silver)))
const out =
  flags.out ??
  (flags.measure === true
    ? null
    : fileURLToPath(new URL('../src/entities/tagger/model.bin', import.meta.url)))
if (out !== null) {
  writeFileSync(out, bytes)
  say(`${out}: ${bytes.length} bytes`)
}
if (flags.measure === true) {
  const documents = await readGold(join(shared, 'data/entities/worldwide-dev.jsonl.gz'))
  const heldOut = documents.filter((_, number) => isHeldOut('worldwide-dev', number))
  const { micro, types } = evaluateTagging(heldOut, readModel(bytes))
  say(JSON.stringify({ documents: heldOut.length, micro, types }, null, 2))
}

/**
 * Silver annotation with the labels that a model of the gold annotation gives: a word may have either (partial labels,
 * as in Täckström et al., "Token and Type Constraints for Cross-Lingual Part-of-Speech Tagging", TACL 2013).
 */
function doubted(examples: readonly Example[]): Example[] {
  if (examples.length === 0) return []
  const judge = new ChainTrainer(BUCKETS, OPTIONS)
  for (let round = 1; round <= JUDGING_ROUNDS; round++) {
    judge.round(gold)
    say(`judging round ${round}`)
  }
  const weights = judge.weights()
  return examples.map(({ features, allowed }) => {
    const guess = decode(features, weights)
    return { features, allowed: allowed.map((labels, at) => labels | (1 << (guess[at] ?? 0))) }
  })
}

function train(silverExamples: readonly Example[]): ChainWeights {
  const trainer = new ChainTrainer(BUCKETS, OPTIONS)
  for (let round = 1; round <= ROUNDS.together + ROUNDS.gold; round++) {
    trainer.round(round <= ROUNDS.together ? [...gold, ...silverExamples] : gold)
    say(`round ${round}`)
  }
  return trainer.weights()
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
