// Does the document mean one thing by a name? Types are settled by the whole document.
import { fold } from '../../analysis/fold.ts'
import { tokenize } from '../../analysis/tokenize.ts'
import type { EntityType } from '../../domain/document.ts'
import type { Candidate } from './tagger.ts'

/**
 * One type for a name in a document (one sense per discourse, Gale, Church and Yarowsky 1992): that of a known name, else
 * a person's where it is the surname of one, else the most frequent. Works, events, products and dates stay as they are.
 */
export function settleTypes(candidates: readonly (readonly Candidate[])[]): Candidate[][] {
  const votes = new Map<string, Map<EntityType, number>>()
  const surnames = new Set<string>()
  for (const { text, type, rule } of candidates.flat()) {
    const words = wordsOf(text)
    const name = words.join(' ')
    const types = votes.get(name) ?? new Map<EntityType, number>()
    types.set(type, (types.get(type) ?? 0) + (rule === 'gazetteer' ? 2 : 1))
    votes.set(name, types)
    if (type === 'person' && words.length > 1) surnames.add(words.at(-1) ?? '')
  }
  return candidates.map(list =>
    list.map(candidate => {
      if (candidate.rule !== 'model') return candidate
      const words = wordsOf(candidate.text)
      const type =
        words.length === 1 && surnames.has(words[0] ?? '')
          ? 'person'
          : mostFrequent(votes.get(words.join(' ')), candidate.type)
      return type === candidate.type ? candidate : { ...candidate, type, rule: 'document' }
    }),
  )
}

function mostFrequent(types: ReadonlyMap<EntityType, number> | undefined, own: EntityType): EntityType {
  let best = own
  for (const [type, count] of types ?? []) if (count > (types?.get(best) ?? 0)) best = type
  return best
}

function wordsOf(text: string): string[] {
  return tokenize(text).map(token => fold(token.raw))
}
