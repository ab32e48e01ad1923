// How well does each label fit each word? Sums of the weights of its features. What depends on little, such as the word alone or the shapes
// around it, is summed once for each that differs; only words together are summed at every place.
import type { GazetteerMatch } from '../gazetteer/gazetteer.ts'
import type { TaggedText } from './capitalised.ts'
import type { DocumentStatistics } from './document-statistics.ts'
import {
  bucket,
  EDGE,
  ofDocument,
  ofDocumentAfter,
  ofDocumentBefore,
  ofGaps,
  ofNames,
  ofNeighbours,
  ofShapes,
  ofWord,
  ofWordAfter,
  ofWordBefore,
  type PutFeature,
  seeText,
  WRITTEN,
} from './features.ts'
import { LABELS } from './labels.ts'
import type { WholeWeights } from './viterbi.ts'
import type { WordForm } from './word-forms.ts'

/** Sums that are kept; all are made again when there are more. */
const MOST_SUMS = 1_000_000
/** Groups of features whose sums are kept. */
const GROUPS = 9
/** Features that are looked up at each place, at most. */
const MOST_OTHERS = 32
/** More than there are shapes, and more than there are in most languages. */
const SHAPES = 1024
const FEW_SHAPES = 64

const made = new WeakMap<WholeWeights, WordScores>()

/** The scores by a model; what it has summed is kept for all texts. */
export function wordScoresOf(weights: WholeWeights): WordScores {
  const known = made.get(weights) ?? new WordScores(weights.emission)
  made.set(weights, known)
  return known
}

class WordScores {
  private readonly emission: Int8Array
  private readonly mask: number
  /** `LABELS` numbers each. */
  private sums = new Int32Array(LABELS * 4096)
  private used = 0
  /** Places of sums, of each group by what it depends on. */
  private readonly places = Array.from({ length: GROUPS }, () => new Map<number, number>())
  private readonly shapes = new Map<number, number>()
  /** Of the word at hand: places of the sums of its groups, and buckets of its other features. */
  private readonly groups = new Uint32Array(GROUPS)
  private readonly others = new Uint32Array(MOST_OTHERS)
  private otherCount = 0
  /** Shapes are numbered below it: numbers of five of them make a small key as long as there are few. */
  private radix = FEW_SHAPES
  private readonly keep: PutFeature = (kind, a, b, c) => {
    const row = (bucket(kind + 1, a, b, c) & this.mask) * LABELS
    const to = (this.used - 1) * LABELS
    for (let label = 0; label < LABELS; label++)
      this.sums[to + label] = (this.sums[to + label] as number) + (this.emission[row + label] as number)
  }
  private readonly putOther: PutFeature = (kind, a, b, c) => {
    this.others[this.otherCount++] = (bucket(kind + 1, a, b, c) & this.mask) * LABELS
  }

  constructor(emission: Int8Array) {
    this.emission = emission
    this.mask = emission.length / LABELS - 1
  }

  /** `LABELS` numbers a word, zeros for a word that is outside. The parameters are those of `extractFeatures`. */
  of(
    input: TaggedText,
    document: DocumentStatistics,
    matches: readonly (GazetteerMatch | null)[],
    outside: Uint8Array | null = null,
  ): Int32Array {
    if (this.used > MOST_SUMS) this.forget()
    const seen = seeText(input, document, matches)
    const words = input.tokens.length
    const scores = new Int32Array(words * LABELS)
    const { forms } = seen
    const shapes = Int32Array.from(forms, ({ shape }) => this.shapeNumber(shape))
    const { groups, places } = this
    const [ofForm, ofLast, ofNext, ofFive, ofMarks, ofBits, ofLastBits, ofNextBits, ofKnown] =
      places as NineMaps
    const { keep, radix } = this
    let key = 0
    let place: number | undefined
    for (let at = 0; at < words; at++) {
      if (outside?.[at] === 1) continue
      const last = forms[at + EDGE - 1] as WordForm
      const here = forms[at + EDGE] as WordForm
      const next = forms[at + EDGE + 1] as WordForm
      const { shape } = here
      const opens = seen.opens[at] as number
      const s2 = shapes[at] as number
      const s1 = shapes[at + 1] as number
      const s = shapes[at + 2] as number
      const n1 = shapes[at + 3] as number
      const n2 = shapes[at + 4] as number
      const lastBits = seen.bits[at - 1] ?? 0
      const bits = seen.bits[at] as number
      const nextBits = seen.bits[at + 1] ?? 0
      const lastName = seen.names[at - 1] ?? 0
      const name = seen.names[at] as number
      const nextName = seen.names[at + 1] ?? 0
      const before = seen.gaps[at] as number
      const after = seen.gaps[at + 1] as number
      const three = (s1 * radix + s) * radix + n1
      key = here.number * 2 + opens
      place = ofForm.get(key)
      if (place === undefined) {
        place = this.begin(ofForm, key)
        ofWord(keep, here, opens)
      }
      groups[0] = place
      key = last.number * SHAPES + s
      place = ofLast.get(key)
      if (place === undefined) {
        place = this.begin(ofLast, key)
        ofWordBefore(keep, last, shape)
      }
      groups[1] = place
      key = next.number * SHAPES + s
      place = ofNext.get(key)
      if (place === undefined) {
        place = this.begin(ofNext, key)
        ofWordAfter(keep, next, shape)
      }
      groups[2] = place
      key = (three * radix + s2) * radix + n2
      place = ofFive.get(key)
      if (place === undefined) {
        place = this.begin(ofFive, key)
        ofShapes(keep, forms.slice(at, at + 2 * EDGE + 1).map(form => form.shape) as Five)
      }
      groups[3] = place
      key = three * GAPS * GAPS + before * GAPS + after
      place = ofMarks.get(key)
      if (place === undefined) {
        place = this.begin(ofMarks, key)
        ofGaps(keep, before, after, last.shape, shape, next.shape)
      }
      groups[4] = place
      key = (bits * SHAPES + s) * 2 + opens
      place = ofBits.get(key)
      if (place === undefined) {
        place = this.begin(ofBits, key)
        ofDocument(keep, bits, shape, opens)
      }
      groups[5] = place
      key = lastBits * SHAPES + s
      place = ofLastBits.get(key)
      if (place === undefined) {
        place = this.begin(ofLastBits, key)
        ofDocumentBefore(keep, lastBits, shape)
      }
      groups[6] = place
      key = nextBits * SHAPES + s
      place = ofNextBits.get(key)
      if (place === undefined) {
        place = this.begin(ofNextBits, key)
        ofDocumentAfter(keep, nextBits, shape)
      }
      groups[7] = place
      key = (((lastName * NAMES + name) * NAMES + nextName) * (WRITTEN + 1) + (bits & WRITTEN)) * SHAPES + s
      place = ofKnown.get(key)
      if (place === undefined) {
        place = this.begin(ofKnown, key)
        ofNames(keep, lastName, name, nextName, bits, shape)
      }
      groups[8] = place
      this.otherCount = 0
      ofNeighbours(this.putOther, seen, at)
      this.addUp(scores, at * LABELS)
    }
    return scores
  }

  /** A small number for each shape. */
  private shapeNumber(shape: number): number {
    const known = this.shapes.get(shape)
    if (known !== undefined) return known
    this.shapes.set(shape, this.shapes.size)
    if (this.shapes.size > this.radix) {
      this.radix = SHAPES
      for (const keys of this.places) keys.clear()
    }
    return this.shapes.size - 1
  }

  /** A new sum, to which `keep` adds; its place is remembered. */
  private begin(known: Map<number, number>, key: number): number {
    const place = this.used++
    if (this.used * LABELS > this.sums.length) {
      const larger = new Int32Array(this.sums.length * 2)
      larger.set(this.sums)
      this.sums = larger
    }
    known.set(key, place)
    return place
  }

  private forget(): void {
    this.sums.fill(0)
    this.used = 0
    this.shapes.clear()
    this.radix = FEW_SHAPES
    for (const known of this.places) known.clear()
  }

  /** Label by label in a register of its own, as in `viterbi.ts`. */
  private addUp(scores: Int32Array, to: number): void {
    const { sums, groups, others, emission } = this
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    let e = 0
    let f = 0
    let g = 0
    let h = 0
    let i = 0
    for (let group = 0; group < GROUPS; group++) {
      const row = (groups[group] as number) * LABELS
      a += sums[row] as number
      b += sums[row + 1] as number
      c += sums[row + 2] as number
      d += sums[row + 3] as number
      e += sums[row + 4] as number
      f += sums[row + 5] as number
      g += sums[row + 6] as number
      h += sums[row + 7] as number
      i += sums[row + 8] as number
    }
    for (let other = 0; other < this.otherCount; other++) {
      const row = others[other] as number
      a += emission[row] as number
      b += emission[row + 1] as number
      c += emission[row + 2] as number
      d += emission[row + 3] as number
      e += emission[row + 4] as number
      f += emission[row + 5] as number
      g += emission[row + 6] as number
      h += emission[row + 7] as number
      i += emission[row + 8] as number
    }
    scores[to] = a
    scores[to + 1] = b
    scores[to + 2] = c
    scores[to + 3] = d
    scores[to + 4] = e
    scores[to + 5] = f
    scores[to + 6] = g
    scores[to + 7] = h
    scores[to + 8] = i
  }
}

type Five = [number, number, number, number, number]
type Sums = Map<number, number>
type NineMaps = [Sums, Sums, Sums, Sums, Sums, Sums, Sums, Sums, Sums]

/** More than there are kinds of gaps, and of known names. */
const GAPS = 16
const NAMES = 16
