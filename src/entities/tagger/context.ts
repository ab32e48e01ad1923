// What do the words around a name say that it is, whatever the name itself is? The model reads its place with the name left blank.
import type { TaggedText } from './capitalised.ts'
import { DocumentStatistics } from './document-statistics.ts'
import { bucket, EDGE, featuresAt, type SeenText, seeText } from './features.ts'
import { LABELS, MODEL_TYPES } from './labels.ts'
import type { WholeWeights } from './viterbi.ts'
import { AFTER, type WordForm } from './word-forms.ts'

/**
 * How much more the words around a name speak for an organisation, a place or no name at all than for a person. Ten is what the weights of a
 * model mostly differ by, so that the numbers of all models mean much the same.
 */
export interface Context {
  readonly organization: number
  readonly place: number
  readonly none: number
}

const UNIT = 10

/** Reads any place of a text, by the index of its word. */
export function contextsOf(input: TaggedText, weights: WholeWeights): (at: number) => Context {
  const seen = seeText(input, NOTHING_KNOWN, [])
  const unit = usualDifference(weights) / UNIT
  return at => {
    const scores = scoresAt(around(seen, at), weights)
    const beyondPerson = (label: number): number =>
      Math.round(((scores[label] ?? 0) - (scores[begins('person')] ?? 0)) / unit)
    return {
      organization: beyondPerson(begins('organization')),
      place: beyondPerson(begins('place')),
      none: beyondPerson(0),
    }
  }
}

/** What the document says of a word would tell the name. */
const NOTHING_KNOWN = new DocumentStatistics([])

function begins(type: (typeof MODEL_TYPES)[number]): number {
  return 1 + 2 * MODEL_TYPES.indexOf(type)
}

/** A word and its neighbours as a text of their own, the word left blank. */
function around({ forms, opens, bits, gaps, names }: SeenText, at: number): SeenText {
  const five = forms.slice(at, at + 2 * EDGE + 1)
  five[EDGE] = blank(five[EDGE] ?? AFTER)
  return {
    forms: five,
    opens: opens.subarray(at, at + 1),
    bits: bits.subarray(at, at + 1),
    gaps: gaps.subarray(at, at + 2),
    names: names.subarray(at, at + 1),
  }
}

/** A word of which nothing is left but how it is written. */
function blank({ shape, capital, more }: WordForm): WordForm {
  const form = { ...AFTER, shape, capital, lists: 0 }
  return more === undefined ? form : { ...form, more: new Uint32Array(more.length) }
}

function scoresAt(window: SeenText, { emission }: WholeWeights): Int32Array {
  const scores = new Int32Array(LABELS)
  const mask = emission.length / LABELS - 1
  featuresAt(window, 0, (kind, a, b, c) => {
    const row = (bucket(kind + 1, a, b, c) & mask) * LABELS
    for (let label = 0; label < LABELS; label++)
      scores[label] = (scores[label] as number) + (emission[row + label] as number)
  })
  return scores
}

const differences = new WeakMap<WholeWeights, number>()

/** By how much the weights of a feature for a place and for a person mostly differ: the root of the mean square. */
function usualDifference(weights: WholeWeights): number {
  const known = differences.get(weights)
  if (known !== undefined) return known
  const { emission } = weights
  let squares = 0
  let features = 0
  for (let row = 0; row < emission.length; row += LABELS) {
    const difference = (emission[row + begins('place')] ?? 0) - (emission[row + begins('person')] ?? 0)
    if (difference === 0) continue
    squares += difference * difference
    features++
  }
  const usual = Math.sqrt(squares / Math.max(features, 1)) || 1
  differences.set(weights, usual)
  return usual
}
