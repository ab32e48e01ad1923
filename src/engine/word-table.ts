// Which number has the word that stands here in a text? Looked up by its letters where they lie, so that nothing is cut out.

/** Given for a word that is not in the table. */
export const UNKNOWN = -2

/** Words with a number each: open addressing, linear probing, at most half full. */
export class WordTable {
  /** Two for each slot: entry + 1, or 0 where there is none, and the hash of its word. */
  private slots = new Int32Array(2 << 10)
  /** Two for each entry: where its letters begin, and its number. One more says where the letters end. */
  private entries = new Int32Array((2 << 9) + 1)
  private letters = new Uint16Array(1 << 12)
  private size = 0

  /** The number of the word from one offset of a text to another, or `UNKNOWN`. */
  find(text: string, start = 0, end = text.length): number {
    const { slots } = this
    const mask = slots.length - 2
    const hash = hashOf(text, start, end)
    for (let slot = (2 * hash) & mask; ; slot = (slot + 2) & mask) {
      const entry = (slots[slot] as number) - 1
      if (entry < 0) return UNKNOWN
      if (slots[slot + 1] === hash && this.is(entry, text, start, end))
        return this.entries[2 * entry + 1] as number
    }
  }

  /** Takes a word that is not in the table. @param number 0 or more, or -1 */
  add(number: number, text: string, start = 0, end = text.length): void {
    if (2 * this.size + 1 === this.entries.length)
      this.entries = enlarged(this.entries, 2 * this.entries.length - 1)
    if (4 * this.size >= this.slots.length) this.grow()
    const entry = this.size++
    const from = this.entries[2 * entry] as number
    const to = from + end - start
    if (to > this.letters.length) this.letters = enlarged(this.letters, 2 * to)
    for (let at = start; at < end; at++) this.letters[from + at - start] = text.charCodeAt(at)
    this.entries[2 * entry + 1] = number
    this.entries[2 * entry + 2] = to
    this.place(entry, hashOf(text, start, end))
  }

  private is(entry: number, text: string, start: number, end: number): boolean {
    const { letters, entries } = this
    let from = entries[2 * entry] as number
    if ((entries[2 * entry + 2] as number) - from !== end - start) return false
    for (let at = start; at < end; at++) if (letters[from++] !== text.charCodeAt(at)) return false
    return true
  }

  private place(entry: number, hash: number): void {
    const { slots } = this
    const mask = slots.length - 2
    let slot = (2 * hash) & mask
    while (slots[slot] !== 0) slot = (slot + 2) & mask
    slots[slot] = entry + 1
    slots[slot + 1] = hash
  }

  private grow(): void {
    const before = this.slots
    this.slots = new Int32Array(2 * before.length)
    for (let slot = 0; slot < before.length; slot += 2)
      if (before[slot] !== 0) this.place((before[slot] as number) - 1, before[slot + 1] as number)
  }
}

/** FNV-1a over UTF-16 code units, its high bits folded into the low ones that choose a slot. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash ^ (hash >>> 15)
}

function enlarged<T extends Int32Array | Uint16Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length)
  larger.set(array)
  return larger
}
