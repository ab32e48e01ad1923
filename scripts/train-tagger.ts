// Trains the sequence tagger: an averaged structured perceptron (Collins 2002) over the sets of the shared test data.
//   node scripts/train-tagger.ts [--open] [--out FILE]      default FILE: src/entities/tagger/model.bin
// `--open` takes only the sets whose terms plainly allow it. The same data give the same model.
// One document in five of worldwide-dev is never trained on; the figures printed are of these.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { createGazetteer, type GazetteerMatch } from '../src/entities/gazetteer/gazetteer.ts'
import { prepareText } from '../src/entities/tagger/capitalised.ts'
import { TITLE_PARTS, TITLES } from '../src/entities/tagger/cues.ts'
import { BUCKETS, DocumentStatistics, extractFeatures, FEATURES } from '../src/entities/tagger/features.ts'
import { LABELS, MODEL_TYPES, spansOf } from '../src/entities/tagger/labels.ts'
import { decode } from '../src/entities/tagger/viterbi.ts'
import { writeModel } from '../src/entities/tagger/write-model.ts'

interface Span {
  readonly start: number
  readonly end: number
  readonly type: string
}

interface Example {
  /** Seen in the first round only: silver annotation. */
  readonly once: boolean
  readonly features: Uint32Array
  readonly gold: Uint8Array
}

/**
 * Sets, how often they are seen in a round, whether nationalities and peoples are annotated in them, whether they are
 * seen in the first round only (silver annotation), and whether their terms are open (CC BY, public domain, OGL).
 */
const SETS = [
  { name: 'worldwide-dev', weight: 3, groups: true, once: false, open: false },
  { name: 'wikigold', weight: 2, groups: false, once: false, open: true },
  { name: 'gmb', weight: 1, groups: true, once: true, open: false },
  { name: 'wnut17-train', weight: 1, groups: false, once: false, open: true },
  { name: 'btc', weight: 1, groups: false, once: false, open: true },
  { name: 're3d-open', weight: 3, groups: true, once: false, open: true },
  { name: 'crossner-literature', weight: 1, groups: false, once: false, open: false },
  { name: 'crossner-music', weight: 1, groups: false, once: false, open: false },
  { name: 'crossner-science', weight: 1, groups: false, once: false, open: false },
  { name: 'crossner-ai', weight: 1, groups: false, once: false, open: false },
] as const
const ROUNDS = 9
/** Share of features left out at random while training. */
const DROPOUT = 0.3
/** Bucket of dropped features: its weights stay 0. */
const DROPPED = 0
const DATA_TYPES: Readonly<Record<string, (typeof MODEL_TYPES)[number]>> = {
  PER: 'person',
  ORG: 'organization',
  LOC: 'place',
  GROUP: 'group',
}

const shared = [process.env['LEDE_SHARED'], fileURLToPath(new URL('../../shared', import.meta.url))].find(
  path => path !== undefined && existsSync(path),
)
if (shared === undefined) throw new Error('The shared test data is absent; set LEDE_SHARED to its folder.')
const gazetteer = createGazetteer()
const { values: flags } = parseArgs({ options: { open: { type: 'boolean' }, out: { type: 'string' } } })
const openOnly = flags.open === true
const out = flags.out ?? fileURLToPath(new URL('../src/entities/tagger/model.bin', import.meta.url))

const training: { examples: Example[]; weight: number }[] = []
const heldOut: Example[] = []
for (const { name, weight, groups, once, open } of SETS) {
  if (openOnly && !open && name !== 'worldwide-dev') continue
  const lines = gunzipSync(readFileSync(join(shared, `data/entities/${name}.jsonl.gz`)))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  const examples: Example[] = []
  for (const [number, line] of lines.entries()) {
    const { text, spans } = JSON.parse(line) as { text: string; spans: Span[] }
    const made = makeExamples(text, spans, groups, once)
    if (name === 'worldwide-dev' && number % 5 === 4) heldOut.push(...made)
    else if (!openOnly || open) examples.push(...made)
  }
  training.push({ examples, weight })
  process.stderr.write(`${name}: ${examples.length} texts\n`)
}

train()

/** A document's texts with features and labels; a line end parts texts, as it does passages. */
function makeExamples(text: string, spans: readonly Span[], groups: boolean, once: boolean): Example[] {
  const parts = text.split('\n')
  const prepared = parts.map(prepareText)
  const statistics = new DocumentStatistics(prepared)
  let offset = 0
  return prepared.map((input, index) => {
    const gold = new Uint8Array(input.tokens.length)
    for (const span of spans) {
      const type = typeOf(span, text.slice(span.start, span.end))
      if (type === null) continue
      let first = true
      for (const [at, token] of input.tokens.entries()) {
        if (token.start + offset < span.end && token.end + offset > span.start) {
          const word = input.folded[at] ?? ''
          if (
            first &&
            (word === 'the' ||
              (type === 'person' &&
                (TITLES.has(word) || TITLE_PARTS.has(word)) &&
                token.end + offset < span.end))
          )
            continue
          gold[at] = 1 + MODEL_TYPES.indexOf(type) * 2 + (first ? 0 : 1)
          first = false
        }
      }
    }
    const matches = gazetteer.matches(input.tokens, input.folded, input.text)
    if (!groups) labelDemonyms(matches, gold)
    offset += (parts[index]?.length ?? 0) + 1
    return { once, features: extractFeatures(input, statistics, matches), gold }
  })
}

/** Countries and nationalities are mixed as GPE in one set, nationalities are MISC in others. */
function typeOf(span: Span, text: string): (typeof MODEL_TYPES)[number] | null {
  const type = DATA_TYPES[span.type]
  if (type !== undefined) return type
  const known = gazetteer.find(text)?.type
  if (span.type === 'GPE') return known === 'group' ? 'group' : 'place'
  return span.type === 'MISC' && known === 'group' ? 'group' : null
}

function labelDemonyms(matches: readonly (GazetteerMatch | null)[], gold: Uint8Array): void {
  for (let at = 0; at < gold.length; at++) {
    if (gold[at] !== 0) continue
    if (matches[at]?.entry.type === 'group') gold[at] = 1 + MODEL_TYPES.indexOf('group') * 2
  }
}

function train(): void {
  const emission = new Float32Array(BUCKETS * LABELS)
  const transition = new Float64Array(LABELS * LABELS)
  const emissionSum = new Float64Array(BUCKETS * LABELS)
  const transitionSum = new Float64Array(LABELS * LABELS)
  let step = 1
  const random = randomNumbers(7)
  const order = training.flatMap(({ examples, weight }) =>
    Array.from({ length: weight }, () => examples).flat(),
  )
  const update = (example: Example, labels: Uint8Array, sign: 1 | -1): void => {
    for (let at = 0; at < labels.length; at++) {
      const label = labels[at] ?? 0
      for (let feature = at * FEATURES; feature < (at + 1) * FEATURES; feature++) {
        const bucket = example.features[feature] ?? 0
        if (bucket === DROPPED) continue
        const index = bucket * LABELS + label
        emission[index] = (emission[index] ?? 0) + sign
        emissionSum[index] = (emissionSum[index] ?? 0) + sign * step
      }
      if (at > 0) {
        const index = (labels[at - 1] ?? 0) * LABELS + label
        transition[index] = (transition[index] ?? 0) + sign
        transitionSum[index] = (transitionSum[index] ?? 0) + sign * step
      }
    }
  }
  for (let round = 1; round <= ROUNDS; round++) {
    shuffle(order, random)
    let wrong = 0
    for (const whole of order) {
      if (round > 1 && whole.once) continue
      const example = {
        ...whole,
        features: whole.features.map(bucket => (random() < DROPOUT ? DROPPED : bucket)),
      }
      const guess = decode(example.features, { emission, transition })
      step++
      if (guess.every((label, at) => label === example.gold[at])) continue
      wrong++
      update(example, example.gold, 1)
      update(example, guess, -1)
    }
    const averaged = {
      emission: emission.map((value, at) => value - (emissionSum[at] ?? 0) / step),
      transition: transition.map((value, at) => value - (transitionSum[at] ?? 0) / step),
    }
    process.stderr.write(`round ${round}: ${wrong} of ${order.length} wrong; held out ${report(averaged)}\n`)
    if (round === ROUNDS) {
      const bytes = writeModel(averaged)
      writeFileSync(out, bytes)
      process.stderr.write(`${out}: ${bytes.length} bytes
`)
    }
  }
}

/** Span F1 on the documents held out: of all types, then of each. */
function report(weights: { emission: Float32Array; transition: Float64Array }): string {
  const counts = new Map<string, { right: number; guessed: number; gold: number }>()
  const of = (type: string) =>
    counts.get(type) ??
    counts.set(type, { right: 0, guessed: 0, gold: 0 }).get(type) ?? { right: 0, guessed: 0, gold: 0 }
  for (const { features, gold } of heldOut) {
    const golden = new Set(spansOf(gold).map(({ from, to, type }) => `${from} ${to} ${type}`))
    for (const key of golden) of(key.split(' ')[2] ?? '').gold++
    for (const { from, to, type } of spansOf(decode(features, weights))) {
      of(type).guessed++
      if (golden.has(`${from} ${to} ${type}`)) of(type).right++
    }
  }
  const f1 = ({ right, guessed, gold }: { right: number; guessed: number; gold: number }): string =>
    ((2 * right) / (guessed + gold)).toFixed(3)
  const all = [...counts.values()].reduce(
    (sum, part) => ({
      right: sum.right + part.right,
      guessed: sum.guessed + part.guessed,
      gold: sum.gold + part.gold,
    }),
    { right: 0, guessed: 0, gold: 0 },
  )
  return `${f1(all)} (${[...counts].map(([type, count]) => `${type} ${f1(count)}`).join(', ')})`
}

function shuffle<T>(list: T[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = list[at] as T
    list[at] = list[other] as T
    list[other] = kept
  }
}

/** Mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
