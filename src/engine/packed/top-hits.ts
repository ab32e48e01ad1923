// Which are the best of many hits? A heap of the best so many, the worst of them on top.

/** The order: higher `key` first, then higher `day`, then the lower passage. */
export class TopHits {
  readonly size: number
  length = 0
  private readonly keys: Float64Array
  private readonly days: Int32Array
  private readonly passages: Int32Array

  constructor(size: number) {
    this.size = size
    this.keys = new Float64Array(size)
    this.days = new Int32Array(size)
    this.passages = new Int32Array(size)
  }

  /** The key below which a hit has no chance; -Infinity until there are enough. */
  get threshold(): number {
    return this.length < this.size ? -Infinity : (this.keys[0] ?? Infinity)
  }

  offer(key: number, day: number, passage: number): void {
    if (this.length < this.size) {
      this.set(this.length++, key, day, passage)
      this.rise(this.length - 1)
    } else if (this.size > 0 && this.isWorse(0, key, day, passage)) {
      this.set(0, key, day, passage)
      this.sink(0)
    }
  }

  /** The hits, the best first. */
  sorted(): { readonly passage: number; readonly key: number }[] {
    const order = Array.from({ length: this.length }, (_, at) => at)
    const { keys, days, passages } = this
    const at = (values: Float64Array | Int32Array | Int32Array, index: number): number =>
      values[index] as number // indexes are below the length
    order.sort(
      (a, b) => at(keys, b) - at(keys, a) || at(days, b) - at(days, a) || at(passages, a) - at(passages, b),
    )
    return order.map(index => ({ passage: at(passages, index), key: at(keys, index) }))
  }

  /** Whether the hit at a place comes after the given one. */
  private isWorse(place: number, key: number, day: number, passage: number): boolean {
    const own = this.keys[place] as number
    if (own !== key) return own < key
    const ownDay = this.days[place] as number
    return ownDay === day ? (this.passages[place] as number) > passage : ownDay < day
  }

  private comesAfter(a: number, b: number): boolean {
    return this.isWorse(a, this.keys[b] as number, this.days[b] as number, this.passages[b] as number)
  }

  private rise(place: number): void {
    let at = place
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.comesAfter(at, parent)) return
      this.swap(at, parent)
      at = parent
    }
  }

  private sink(place: number): void {
    let at = place
    for (;;) {
      let worst = at
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.length && this.comesAfter(child, worst)) worst = child
      if (worst === at) return
      this.swap(at, worst)
      at = worst
    }
  }

  private set(place: number, key: number, day: number, passage: number): void {
    this.keys[place] = key
    this.days[place] = day
    this.passages[place] = passage
  }

  private swap(a: number, b: number): void {
    const key = this.keys[a] as number
    const day = this.days[a] as number
    const passage = this.passages[a] as number
    this.set(a, this.keys[b] as number, this.days[b] as number, this.passages[b] as number)
    this.set(b, key, day, passage)
  }
}
