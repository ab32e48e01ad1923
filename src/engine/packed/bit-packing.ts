// How do 128 small numbers lie in as few words as they need? Each in the same number of bits, the lowest bits first.

/** Postings in a block. */
export const BLOCK = 128

/** Bits that the largest of the values needs; 0 where all are 0. */
export function bitsFor(values: Uint32Array): number {
  let all = 0
  for (let at = 0; at < BLOCK; at++) all |= values[at] ?? 0
  return 32 - Math.clz32(all)
}

/** Appends 128 values of `bits` bits: `4 × bits` words. */
export function packBlock(values: Uint32Array, bits: number, push: (word: number) => void): void {
  if (bits === 0) return
  let word = 0
  let used = 0
  for (let at = 0; at < BLOCK; at++) {
    const value = values[at] ?? 0
    word |= value << used
    used += bits
    if (used >= 32) {
      push(word >>> 0)
      used -= 32
      word = used === 0 ? 0 : value >>> (bits - used)
    }
  }
}

/** Reads 128 values of `bits` bits from `words[at]` on, and adds `more` to each. */
export function unpackBlock(
  words: Int32Array,
  at: number,
  bits: number,
  more: number,
  values: Int32Array,
): void {
  if (bits === 0) {
    values.fill(more)
    return
  }
  const mask = maskOf(bits)
  let next = at
  let word = words[next++] as number // in range: a block has 4 × bits words
  let used = 0
  for (let index = 0; index < BLOCK; index++) {
    let value = word >>> used
    used += bits
    if (used >= 32) {
      used -= 32
      word = words[next++] as number // the word after the last value is read and not used
      if (used > 0) value |= word << (bits - used)
    }
    values[index] = (value & mask) + more
  }
}

/** The value at one place of a block, without the others. */
export function unpackOne(words: Int32Array, at: number, bits: number, place: number): number {
  if (bits === 0) return 0
  const bit = place * bits
  const word = at + (bit >>> 5)
  const used = bit & 31
  let value = (words[word] as number) >>> used // in range: a block has 4 × bits words
  if (used + bits > 32) value |= (words[word + 1] as number) << (32 - used)
  return value & maskOf(bits)
}

/** Reads 128 steps of `bits` bits, less 1 each, and sums them up: units that follow `before`. */
export function unpackSteps(
  words: Int32Array,
  at: number,
  bits: number,
  before: number,
  units: Int32Array,
): void {
  let unit = before
  if (bits === 0) {
    for (let index = 0; index < BLOCK; index++) units[index] = ++unit
    return
  }
  const mask = maskOf(bits)
  let next = at
  let word = words[next++] as number // as above
  let used = 0
  for (let index = 0; index < BLOCK; index++) {
    let value = word >>> used
    used += bits
    if (used >= 32) {
      used -= 32
      word = words[next++] as number
      if (used > 0) value |= word << (bits - used)
    }
    unit += (value & mask) + 1
    units[index] = unit
  }
}

function maskOf(bits: number): number {
  return bits === 32 ? -1 : (1 << bits) - 1
}
