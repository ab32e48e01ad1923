// Is this the same text again? MinHash signatures of word shingles (Broder, "On the resemblance and containment of
// documents", 1997).
import { RANKING } from './parameters.ts'

const { shingle, hashes, similarity } = RANKING.duplicates

/**
 * The least hash of the text's shingles by each of the hash functions; null for texts shorter than two shingles.
 * @param terms a hash of each term of the text
 */
export function signatureOf(terms: Int32Array): Uint32Array | null {
  if (terms.length < 2 * shingle) return null
  const least = new Uint32Array(hashes).fill(0xffffffff)
  for (let at = 0; at + shingle <= terms.length; at++) {
    let value = 0x811c9dc5
    for (let next = at; next < at + shingle; next++) value = mix(value ^ (terms[next] ?? 0))
    for (let number = 0; number < hashes; number++) {
      const hash = mix(value ^ Math.imul(number + 1, 0x9e3779b1))
      if (hash < (least[number] ?? 0)) least[number] = hash
    }
  }
  return least
}

/** Whether two texts share most of their shingles, by the share of equal least hashes. */
export function areDuplicates(a: Uint32Array | null, b: Uint32Array | null): boolean {
  if (a === null || b === null) return false
  let equal = 0
  for (let at = 0; at < a.length; at++) if (a[at] === b[at]) equal++
  return equal / a.length >= similarity
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
