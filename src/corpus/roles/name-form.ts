// Does this text have the form of a name, of a person, a body or a place? By its letters; no list of names is asked.
import { countWords } from '../../domain/count-words.ts'
import { isParticle } from '../../domain/names/particles.ts'
import type { LanguageRules } from '../rules/rule-set.ts'
import { endsAsSentence } from './document-view.ts'

/** A script without capitals does not tell names from other words. */
export type NameForm = 'name' | 'unknown' | 'none'

/** @param most words that a name may have */
export function nameForm(text: string, rules: LanguageRules, most: number): NameForm {
  const words = text.split(/[\s\u00A0]+/u).filter(word => word !== '')
  if (words.length === 0 || countWords(text) > most) return 'none'
  if (!/\p{Lu}|\p{Ll}/u.test(text)) return endsAsSentence(text) ? 'none' : 'unknown'
  let capitals = 0
  for (const [at, word] of words.entries()) {
    const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase()
    if (bare === '') continue
    if (/^[^\p{L}\p{N}]*(?:\p{Lu}|\p{N}|\p{Lo}|(?:al|el|ibn|bin|d|l|o)[-’']\p{Lu})/u.test(word)) capitals++
    else if (at === 0 || !(rules.particles.has(bare) || isParticle(bare))) return 'none'
  }
  const ends = endsAsSentence(text) && !/\b\p{L}{1,3}\.$/u.test(text)
  return capitals > 0 && !ends ? 'name' : 'none'
}
