// Which of many numbers are in a set? One bit each, 32 to a word.

export function makeBits(size: number): Int32Array {
  return new Int32Array(Math.ceil(size / 32))
}

export function setBit(bits: Int32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31))
}

export function hasBit(bits: Int32Array, at: number): boolean {
  return ((bits[at >>> 5] as number) & (1 << (at & 31))) !== 0
}

/** Sets the bits from one to another, the end left out. */
export function setRange(bits: Int32Array, from: number, to: number): void {
  if (from >= to) return
  const first = from >>> 5
  const last = (to - 1) >>> 5
  const head = -1 << (from & 31)
  const tail = -1 >>> (31 - ((to - 1) & 31))
  if (first === last) {
    bits[first] = (bits[first] as number) | (head & tail)
    return
  }
  bits[first] = (bits[first] as number) | head
  bits.fill(0xffffffff, first + 1, last)
  bits[last] = (bits[last] as number) | tail
}

/** Sets all bits of a set of so many. */
export function setAll(bits: Int32Array, size: number): void {
  setRange(bits, 0, size)
}

export function orInto(bits: Int32Array, other: Int32Array): void {
  for (let at = 0; at < bits.length; at++) {
    const word = other[at] as number
    if (word !== 0) bits[at] = (bits[at] as number) | word
  }
}

export function andInto(bits: Int32Array, other: Int32Array): void {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] as number) & (other[at] as number)
}

export function andNotInto(bits: Int32Array, other: Int32Array): void {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] as number) & ~(other[at] as number)
}

/** How many numbers are in a set. */
export function countBits(bits: Int32Array): number {
  let count = 0
  for (let at = 0; at < bits.length; at++)
    for (let word = bits[at] as number; word !== 0; word &= word - 1) count++
  return count
}

/** The numbers in a set, ascending. */
export function listBits(bits: Int32Array): Int32Array {
  if (listed.length < 32 * bits.length) listed = new Int32Array(32 * bits.length)
  const numbers = listed
  let next = 0
  for (let at = 0; at < bits.length; at++) {
    for (let word = bits[at] as number; word !== 0; word &= word - 1)
      numbers[next++] = (at << 5) + (31 - Math.clz32(word & -word))
  }
  return numbers.slice(0, next)
}

/** Where numbers are listed before it is known how many there are. */
let listed = new Int32Array(0)

/** A byte for each number from one to another, the end left out: 1 where it is in the set. */
export function spreadBits(bits: Int32Array, bytes: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at++) bytes[at] = ((bits[at >>> 5] as number) >>> (at & 31)) & 1
}

/** Those of the numbers that are in a set. @param offset is added to each before it is looked up */
export function keepBits(numbers: Int32Array, bits: Int32Array, offset: number): Int32Array {
  const kept = new Int32Array(numbers.length)
  let next = 0
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number
    if (hasBit(bits, number + offset)) kept[next++] = number
  }
  return kept.subarray(0, next)
}

/** Every number and `offset`. */
export function shifted(numbers: Int32Array, offset: number): Int32Array {
  const moved = new Int32Array(numbers.length)
  for (let at = 0; at < numbers.length; at++) moved[at] = (numbers[at] as number) + offset
  return moved
}
