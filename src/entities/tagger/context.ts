// What do the words around a name say that it is, whatever the name itself is? The model reads its place with the name left blank.
import type { TaggedText } from './capitalised.ts'
import { bucket, featuresAt, type SeenText, seeAround } from './features.ts'
import { LABELS, MODEL_TYPES } from './labels.ts'
import type { WholeWeights } from './viterbi.ts'
import { AFTER, type WordForm } from './word-forms.ts'

/**
 * How much more the words around a name speak for an organisation and for a place than for a person. Ten is what the weights of a
 * model mostly differ by, so that the numbers of all models mean much the same.
 */
export interface Context {
  readonly organization: number
  readonly place: number
}

const UNIT = 10

/** What the words around the word at an index say. */
export function contextAt(input: TaggedText, at: number, weights: WholeWeights): Context {
  const scores = scoresAt(seeAround(input, at, blank(input.forms[at] ?? AFTER)), weights)
  const unit = usualDifference(weights) / UNIT
  const beyondPerson = (label: number): number =>
    Math.round(((scores[LOOKED_AT.indexOf(label)] ?? 0) - (scores[PERSON] ?? 0)) / unit)
  return {
    organization: beyondPerson(begins('organization')),
    place: beyondPerson(begins('place')),
  }
}

function begins(type: (typeof MODEL_TYPES)[number]): number {
  return 1 + 2 * MODEL_TYPES.indexOf(type)
}

/** A word of which nothing is left but how it is written. */
function blank({ shape, capital, more }: WordForm): WordForm {
  const form = { ...AFTER, shape, capital, lists: 0 }
  return more === undefined ? form : { ...form, more: new Uint32Array(more.length) }
}

/** Labels whose scores are summed. */
const LOOKED_AT = [begins('person'), begins('organization'), begins('place')]
const PERSON = 0

function scoresAt(window: SeenText, { emission }: WholeWeights): Int32Array {
  const scores = new Int32Array(LOOKED_AT.length)
  const mask = emission.length / LABELS - 1
  featuresAt(window, 0, (kind, a, b, c) => {
    const row = (bucket(kind + 1, a, b, c) & mask) * LABELS
    for (let at = 0; at < LOOKED_AT.length; at++)
      scores[at] = (scores[at] as number) + (emission[row + (LOOKED_AT[at] as number)] as number)
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
