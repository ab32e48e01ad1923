// What is known of this number? A memory of fixed size for what is asked of the same few numbers again and again.

/** Each number has one slot, which keeps the value of the number that was asked for last. Quicker than a map, and never grows. */
export class Slots<T> {
  /** Number + 1; 0 where nothing is kept. */
  private readonly numbers: Int32Array
  private readonly values: T[]

  /** @param size a power of two */
  constructor(initial: T, size = 1 << 17) {
    this.numbers = new Int32Array(size)
    this.values = new Array<T>(size).fill(initial)
  }

  /** @param number from 0 */
  get(number: number, make: (number: number) => T): T {
    const slot = number & (this.numbers.length - 1)
    if (this.numbers[slot] === number + 1) return this.values[slot] as T
    const value = make(number)
    this.numbers[slot] = number + 1
    this.values[slot] = value
    return value
  }
}
