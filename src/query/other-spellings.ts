// How else may a word be written, that the index cuts otherwise? Thousands with spaces, the plural of a designation, a compound together or apart.
import { fold } from '../analysis/fold.ts'
import type { Vocabulary } from '../engine/vocabulary.ts'

/** The groups of a number that a text may set apart by spaces: `14500` as `14 500`; null for what is written in one way only. */
export function groupsOfNumber(surface: string): string | null {
  return /^[1-9]\d{4,8}$/u.test(surface) ? Number(surface).toLocaleString('en').replaceAll(',', ' ') : null
}

/** `f16` for `f16s`, which may stand as `F-16`. */
export function designationOf(surface: string): string | null {
  return /^\p{L}{1,3}\d{1,3}s$/u.test(surface) ? surface.slice(0, -1) : null
}

/** Two words of letters with a hyphen between. */
const COMPOUND = /(?<![\p{L}\p{N}\p{M}‐‑-])([\p{L}\p{M}]+)[‐‑-]([\p{L}\p{M}]{2,})(?![\p{L}\p{N}\p{M}‐‑-])/gu

/** A text with its compounds in other writings: `no-fly zone` as `nofly zone`, and the other way round where the corpus has a hyphen in the word. */
export function otherWritings(text: string, partsOf: Vocabulary['partsOf']): string[] {
  const together = text.replace(COMPOUND, '$1$2')
  const apart = text.replace(/[\p{L}\p{M}]+/gu, word => partsOf(fold(word))?.join('-') ?? word)
  return [...new Set([together, apart])].filter(other => other !== text)
}
