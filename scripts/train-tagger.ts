// Trains the tagger's model on the annotated sets of the shared test data: a linear-chain conditional random field.
//   node scripts/train-tagger.ts [--open] [--measure] [--out FILE]      default FILE: src/entities/tagger/model.bin
// `--open` takes only the sets whose terms plainly allow it. `--measure` leaves one document in five of worldwide-dev out,
// prints the figures of these and writes nothing unless FILE is named. The same data give the same model.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BUCKETS, EVERY_WORD } from '../src/entities/tagger/features.ts'
import { LABELS } from '../src/entities/tagger/labels.ts'
import { readModel } from '../src/entities/tagger/read-model.ts'
import { type ChainWeights, decode } from '../src/entities/tagger/viterbi.ts'
import { writeModel } from '../src/entities/tagger/write-model.ts'
import { evaluateTagging, readGold } from '../src/evaluation/entities.ts'
import { ChainTrainer, type Example } from './tagger/chain-trainer.ts'
import { isMeasured, readSet, SETS, sharedFile } from './tagger/examples.ts'

const OPTIONS = { rate: 0.07, dropout: 0.6, shrinkage: 0.002 }
/** Models are trained from these seeds, and their weights averaged. */
const SEEDS = [7, 8, 9]
/** Taken from the weight of a word's being outside: what is likeliest word by word finds too few names for the best F1. */
const LENIENCE = 0.45
/** Rounds over the gold annotation by which the silver annotation is judged. */
const JUDGING_ROUNDS = 3
/** Rounds over gold and silver annotation together, and then over gold alone. */
const ROUNDS = { together: 3, gold: 4 }

const { values: flags } = parseArgs({
  options: { open: { type: 'boolean' }, measure: { type: 'boolean' }, out: { type: 'string' } },
})
const gold: Example[] = []
const silver: Example[] = []
for (const set of SETS) {
  if (flags.open === true && !set.open) continue
  const documents = readSet(set).filter(
    (_, number) => flags.measure !== true || !isMeasured(set.name, number),
  )
  const examples = documents.flat()
  if (set.silver) silver.push(...examples)
  else for (let times = 0; times < set.weight; times++) gold.push(...examples)
  say(`${set.name}: ${documents.length} documents`)
}

const doubtedSilver = doubted(silver)
const weights = average(SEEDS.map(seed => train(doubtedSilver, seed)))
const outside = EVERY_WORD * LABELS
weights.emission[outside] = (weights.emission[outside] as number) - LENIENCE
const bytes = writeModel(weights)
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
  const documents = await readGold(sharedFile('data/entities/worldwide-dev.jsonl.gz'))
  const heldOut = documents.filter((_, number) => isMeasured('worldwide-dev', number))
  const { micro, types } = evaluateTagging(heldOut, readModel(bytes))
  say(JSON.stringify({ documents: heldOut.length, micro, types }, null, 2))
}

/**
 * Silver annotation with the labels that a model of the gold annotation gives: a word may have either (partial labels,
 * as in Täckström et al., "Token and Type Constraints for Cross-Lingual Part-of-Speech Tagging", TACL 2013).
 */
function doubted(examples: readonly Example[]): Example[] {
  if (examples.length === 0) return []
  const judge = new ChainTrainer(BUCKETS, OPTIONS, SEEDS[0] as number)
  for (let round = 1; round <= JUDGING_ROUNDS; round++) {
    judge.round(gold)
    say(`judging round ${round}`)
  }
  const judgement = judge.weights()
  return examples.map(({ features, allowed }) => {
    const guess = decode(features, judgement)
    return { features, allowed: allowed.map((labels, at) => labels | (1 << (guess[at] ?? 0))) }
  })
}

function train(silverExamples: readonly Example[], seed: number): ChainWeights {
  const trainer = new ChainTrainer(BUCKETS, OPTIONS, seed)
  for (let round = 1; round <= ROUNDS.together + ROUNDS.gold; round++) {
    trainer.round(round <= ROUNDS.together ? [...gold, ...silverExamples] : gold)
    say(`round ${round} from seed ${seed}`)
  }
  return trainer.weights()
}

/** The models' mean: what each learnt by chance of the order of the examples is evened out. */
function average(models: readonly ChainWeights[]): ChainWeights {
  const mean = <T extends ChainWeights[keyof ChainWeights]>(weights: readonly T[]): Float64Array =>
    Float64Array.from(
      weights[0] as T,
      (_, at) => weights.reduce((sum, each) => sum + (each[at] as number), 0) / weights.length,
    )
  return {
    emission: Float32Array.from(mean(models.map(({ emission }) => emission))),
    transition: mean(models.map(({ transition }) => transition)),
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
