// Which earlier texts share rare pairs of words with this one? A table of the least hashes of each text's pairs (a bottom-k sketch: Broder,
// "On the resemblance and containment of documents", 1997).
import { hashText } from '../domain/hash.ts'

/** Hashes under which a text is kept: the least of those that are not common. */
const KEPT = 8
/** Hashes of a text that are looked up: what is among the least of one text may come later in its copy. */
const ASKED = 16
/** Least hashes of a text, common ones among them. */
const SKETCH = 64
/** A pair of words that so many texts have tells nothing, and is no longer looked up. */
const COMMON = 64

export class SketchTable {
  private keys = new Uint32Array(1 << 12)
  /** By slot: 1 + the entry added last, or 0. */
  private heads = new Int32Array(1 << 12)
  private counts = new Uint8Array(1 << 12)
  private used = 0
  /** By entry: its text, and 1 + the entry of the same key before it. */
  private texts = new Int32Array(1 << 12)
  private before = new Int32Array(1 << 12)
  private entries = 0

  /** @param sketch as `sketchOf` gives it */
  add(text: number, sketch: Uint32Array): void {
    let kept = 0
    for (let at = 0; at < sketch.length && kept < KEPT; at++) {
      const key = sketch[at] as number
      if (this.used * 4 > this.keys.length * 3) this.widen()
      const slot = this.slotOf(key)
      if ((this.counts[slot] as number) >= COMMON) continue
      kept++
      if (this.heads[slot] === 0) {
        this.keys[slot] = key
        this.used++
      }
      if (this.entries === this.texts.length) this.lengthen()
      this.texts[this.entries] = text
      this.before[this.entries] = this.heads[slot] as number
      this.heads[slot] = ++this.entries
      this.counts[slot] = (this.counts[slot] as number) + 1
    }
  }

  /** Texts that share `least` keys or more, those that share most first, then in the order in which they came. */
  sharing(sketch: Uint32Array, least: number): number[] {
    const shared = new Map<number, number>()
    let asked = 0
    for (let at = 0; at < sketch.length && asked < ASKED; at++) {
      const slot = this.slotOf(sketch[at] as number)
      if ((this.counts[slot] as number) >= COMMON) continue
      asked++
      for (let entry = this.heads[slot] as number; entry > 0; entry = this.before[entry - 1] as number) {
        const text = this.texts[entry - 1] as number
        shared.set(text, (shared.get(text) ?? 0) + 1)
      }
    }
    return [...shared]
      .filter(([, count]) => count >= least)
      .sort(([a, countA], [b, countB]) => countB - countA || a - b)
      .map(([text]) => text)
  }

  /** The slot of a key, or the free one where it belongs. */
  private slotOf(key: number): number {
    const mask = this.keys.length - 1
    let slot = (Math.imul(key, 0x9e3779b1) >>> 0) & mask
    while (this.heads[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  private widen(): void {
    const { keys, heads, counts } = this
    this.keys = new Uint32Array(keys.length * 2)
    this.heads = new Int32Array(keys.length * 2)
    this.counts = new Uint8Array(keys.length * 2)
    for (let at = 0; at < keys.length; at++) {
      if (heads[at] === 0) continue
      const slot = this.slotOf(keys[at] as number)
      this.keys[slot] = keys[at] as number
      this.heads[slot] = heads[at] as number
      this.counts[slot] = counts[at] as number
    }
  }

  private lengthen(): void {
    const { texts, before } = this
    this.texts = new Int32Array(texts.length * 2)
    this.before = new Int32Array(texts.length * 2)
    this.texts.set(texts)
    this.before.set(before)
  }
}

/** The least different hashes of the text's pairs of neighbouring words, ascending. @param words their hashes */
export function sketchOf(words: Uint32Array): Uint32Array {
  const pairs = new Uint32Array(Math.max(0, words.length - 1))
  for (let at = 0; at < pairs.length; at++)
    pairs[at] = mix(Math.imul(words[at] as number, 31) ^ (words[at + 1] as number))
  pairs.sort()
  const least = new Uint32Array(Math.min(SKETCH, pairs.length))
  let count = 0
  for (let at = 0; at < pairs.length && count < SKETCH; at++)
    if (at === 0 || pairs[at] !== pairs[at - 1]) least[count++] = pairs[at] as number
  return least.subarray(0, count)
}

/** The hash of a word. */
export function hashOf(word: string): number {
  return mix(hashText(word))
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
