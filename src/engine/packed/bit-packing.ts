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

/** Reads 128 values of `bits` bits from `words[at]` on into `values`. */
export function unpackBlock(words: Uint32Array, at: number, bits: number, values: Uint32Array): void {
  if (bits === 0) {
    values.fill(0, 0, BLOCK)
    return
  }
  if (bits === 32) {
    values.set(words.subarray(at, at + BLOCK))
    return
  }
  const mask = (1 << bits) - 1
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
    values[index] = value & mask
  }
}
