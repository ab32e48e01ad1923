// How would names look to the tagger that it has never seen? Writes the words of some names with other letters, the same everywhere.
import { hashText } from '../../src/domain/hash.ts'
import { cleanForm } from '../../src/entities/name-words.ts'
import { KINDS_OF_THINGS } from '../../src/entities/tagger/cues.ts'
import type { GoldSpan } from './form-examples.ts'

/** Share of the names of each type that are written otherwise; all others are. Most people have known given names also in a new archive. */
const SHARES: Readonly<Record<string, number>> = { PER: 0.3, LOC: 0.4, GROUP: 0.2 }
const SHARE = 0.7

const VOWELS = 'aeiou'
const CONSONANTS = 'bcdfghjklmnprstvw'

/**
 * The text with names disguised, of the same length; null where it has none to disguise.
 * @param salt which names: of each set others
 */
export function disguise(text: string, spans: readonly GoldSpan[], salt: string): string | null {
  const words = new Set<string>()
  for (const { start, end, type } of spans) {
    const form = cleanForm(text.slice(start, end))
    if (hashText(form.toLowerCase() + salt) % 1000 >= 1000 * (SHARES[type] ?? SHARE)) continue
    // Words that say what a name is stay.
    for (const [word] of form.matchAll(/\p{Lu}\p{L}{2,}/gu))
      if (!KINDS_OF_THINGS.some(list => list.has(word.toLowerCase()))) words.add(word)
  }
  if (words.size === 0) return null
  return text.replace(/(?<!\p{L})\p{L}{3,}(?!\p{L})/gu, word => (words.has(word) ? otherLetters(word) : word))
}

/** A vowel for each vowel and a consonant for each consonant, by the word itself. */
function otherLetters(word: string): string {
  let state = hashText(`${word.toLowerCase()}#`)
  return word.replace(/[a-z]/giu, letter => {
    const small = letter.toLowerCase()
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const pool = VOWELS.includes(small) ? VOWELS : CONSONANTS
    const other = pool[(state >>> 16) % pool.length] ?? letter
    return letter === small ? other : other.toUpperCase()
  })
}
