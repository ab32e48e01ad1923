// Which of many numbers are in a set? One bit each, 32 to a word.

export function makeBits(size: number): Uint32Array {
  return new Uint32Array(Math.ceil(size / 32))
}

export function setBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31))
}

export function hasBit(bits: Uint32Array, at: number): boolean {
  return ((bits[at >>> 5] as number) & (1 << (at & 31))) !== 0
}

/** Sets the bits from one to another, the end left out. */
export function setRange(bits: Uint32Array, from: number, to: number): void {
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
export function setAll(bits: Uint32Array, size: number): void {
  setRange(bits, 0, size)
}

export function andInto(bits: Uint32Array, other: Uint32Array): void {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] as number) & (other[at] as number)
}

/** Keeps of a window's bits those that the set of all has. @param base the first number of the window, a multiple of 32 */
export function andWindow(bits: Uint32Array, all: Uint32Array, base: number): void {
  const offset = base >>> 5
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] as number) & (all[offset + at] as number)
}

export function andNotInto(bits: Uint32Array, other: Uint32Array): void {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] as number) & ~(other[at] as number)
}

export function orInto(bits: Uint32Array, other: Uint32Array): void {
  for (let at = 0; at < bits.length; at++) bits[at] = (bits[at] as number) | (other[at] as number)
}

export function countBits(bits: Uint32Array): number {
  let count = 0
  for (let at = 0; at < bits.length; at++) count += bitCount(bits[at] as number)
  return count
}

/** The numbers in a set, ascending. @param count how many there are */
export function listBits(bits: Uint32Array, count: number): Uint32Array {
  const numbers = new Uint32Array(count)
  let next = 0
  for (let at = 0; at < bits.length; at++) {
    for (let word = bits[at] as number; word !== 0; word &= word - 1)
      numbers[next++] = (at << 5) + (31 - Math.clz32(word & -word))
  }
  return numbers
}

/** Warren, "Hacker's Delight" (2012), figure 5-2. */
function bitCount(word: number): number {
  let pairs = word - ((word >>> 1) & 0x55555555)
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
