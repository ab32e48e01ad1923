// Which hits are about the same thing as the best ones, and what do they gain by it?
import type { TextVectors } from './likeness.ts'
import { RANKING } from './parameters.ts'

/** A hit as it is compared. */
export interface Compared {
  readonly score: number
  /** Its number among the texts. */
  readonly text: number
}

/** One of the best texts, and what a hit that is wholly like it would gain. */
interface Model<T> {
  readonly of: T
  readonly gain: number
}

export class Likeness<T extends Compared> {
  private readonly models: readonly Model<T>[]
  /** By text: how far it is like each of the models, 0 to 1. */
  private readonly degrees: readonly Float64Array[]

  /**
   * @param ranked best first
   * @param weight share of the best score that the most similar hit gains
   * @param vectorsOf makes the vectors of all texts, where they are needed
   * @param isSame whether two are of one document, or one text: none speaks for the other
   */
  constructor(
    ranked: readonly T[],
    weight: number,
    vectorsOf: () => TextVectors,
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
      this.degrees = []
      return
    }
    const degrees = vectorsOf().cosinesWith(best.map(({ text }) => text))
    for (const hit of ranked) {
      const itself = best.flatMap((other, at) => (isSame(hit, other) ? [at] : []))
      addOwn(degrees[hit.text] ?? new Float64Array(), itself, own)
    }
    this.degrees = degrees
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
    const degrees = this.degrees[hit.text]
    return this.models.map((model, at) => ({ ...model, degree: degrees?.[at] ?? 0 }))
  }
}

/** A text is like itself as it is like the most similar of the others: what it says for another never puts that one before it. */
function addOwn(cosines: Float64Array, itself: readonly number[], own: number): void {
  for (const at of itself) cosines[at] = 0
  const closest = Math.max(own, ...cosines)
  for (const at of itself) cosines[at] = closest
}
