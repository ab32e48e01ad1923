// Which hits are about the same thing as the best ones, and what do they gain by it?
import { ComparedTexts, textVector } from './likeness.ts'
import { RANKING } from './parameters.ts'
import type { Frequencies } from './passage-terms.ts'

/** A hit as it is compared. */
export interface Compared {
  readonly score: number
  readonly text: Frequencies
}

/** One of the best texts, and what a hit that is wholly like it would gain. */
interface Model<T> {
  readonly of: T
  readonly gain: number
}

export class Likeness<T extends Compared> {
  private readonly models: readonly Model<T>[]
  /** How far each hit is like each of the models, 0 to 1. */
  private readonly degrees: ReadonlyMap<T, Float64Array>

  /**
   * @param ranked best first
   * @param weight share of the best score that the likest hit gains
   * @param weightOf what a term tells of a text's topic
   * @param isSame whether two are of one document, or one text: none speaks for the other
   */
  constructor(
    ranked: readonly T[],
    weight: number,
    weightOf: (term: number) => number,
    isSame: (a: T, b: T) => boolean,
  ) {
    const { documents, own } = RANKING.likeness
    const best: T[] = []
    /** Of the best text after these, or the last one. */
    let next = ranked.at(-1)?.score ?? 0
    for (const hit of ranked) {
      if (best.some(other => isSame(other, hit))) continue
      if (best.length === documents) {
        next = hit.score
        break
      }
      best.push(hit)
    }
    const most = best[0]?.score ?? 0
    if (weight === 0 || most === 0 || best.length < 2) {
      this.models = []
      this.degrees = new Map()
      return
    }
    const vectors = new Map(ranked.map(hit => [hit, textVector(hit.text, weightOf)]))
    const texts = new ComparedTexts(best.flatMap(hit => vectors.get(hit) ?? []))
    this.degrees = new Map(
      Array.from(vectors, ([hit, vector]) => {
        const itself = best.flatMap((other, at) => (isSame(hit, other) ? [at] : []))
        return [hit, withOwn(texts.cosines(vector), itself, own)]
      }),
    )
    const above = best.map(of => ({ of, gain: of.score - next }))
    this.models = above
    const likest = ranked.reduce((value, hit) => Math.max(value, this.gainOf(hit)), 0)
    const scale = likest === 0 ? 0 : (weight * most) / likest
    this.models = above.map(({ of, gain }) => ({ of, gain: gain * scale }))
  }

  gainOf(hit: T): number {
    return this.partsOf(hit).reduce((total, { gain, degree }) => total + gain * degree, 0)
  }

  /** Model by model. */
  partsOf(hit: T): (Model<T> & { readonly degree: number })[] {
    const degrees = this.degrees.get(hit)
    return this.models.map((model, at) => ({ ...model, degree: degrees?.[at] ?? 0 }))
  }
}

/** A text is like itself as it is like the likest of the others: what it says for another never puts that one before it. */
function withOwn(cosines: Float64Array, itself: readonly number[], own: number): Float64Array {
  for (const at of itself) cosines[at] = 0
  const likest = Math.max(own, ...cosines)
  for (const at of itself) cosines[at] = likest
  return cosines
}
