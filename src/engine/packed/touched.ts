// Which places of a window have a score, and what is it? Useful for: adding scores in any order. Not for: places in order.
import { hasBit } from './bits.ts'

/** Scores by place, 0 but for the places that were touched, and a list of these in no order. */
export class Touched {
  readonly scores: Float64Array
  readonly places: Int32Array
  count = 0

  /** @param size of the largest window */
  constructor(size: number) {
    this.scores = new Float64Array(size)
    this.places = new Int32Array(size)
  }

  /** @param score above 0 */
  add(place: number, score: number): void {
    const before = this.scores[place] as number
    if (before === 0) this.places[this.count++] = place
    this.scores[place] = before + score
  }

  /** Forgets what was touched. */
  clear(): void {
    this.keepFirst(0)
  }

  /** Forgets what was touched, but the first so many. */
  keepFirst(kept: number): void {
    const { scores, places, count } = this
    for (let at = kept; at < count; at++) scores[places[at] as number] = 0
    this.count = Math.min(kept, count)
  }

  /** Keeps the allowed places. @returns a view of them, in no order */
  keep(from: number, allowed: Int32Array): Int32Array {
    const { places, scores, count } = this
    let kept = 0
    for (let at = 0; at < count; at++) {
      const place = places[at] as number
      if (hasBit(allowed, from + place)) places[kept++] = place
      else scores[place] = 0
    }
    this.count = kept
    return places.subarray(0, kept)
  }
}
