// Does the document mean one thing by a name? Types are settled by the whole document.
import type { EntityType } from '../../domain/document.ts'
import type { AbbreviationDefinition } from '../abbreviations.ts'
import { nameWords } from '../name-words.ts'
import type { Candidate } from './tagger.ts'

/**
 * One type for a name in a document (one sense per discourse, Gale, Church and Yarowsky 1992). It is that of a known name,
 * else a person's where it is the surname of one, else the most frequent. A short form that the document defines counts as its long form. Works, events, products and dates stay as they are.
 */
export function settleTypes(
  candidates: readonly (readonly Candidate[])[],
  definitions: readonly (readonly AbbreviationDefinition[])[],
): Candidate[][] {
  const longForms = new Map<string, string>()
  for (const { short, long } of definitions.flat()) longForms.set(nameOf(short), nameOf(long))
  const named = (text: string): string => longForms.get(nameOf(text)) ?? nameOf(text)
  const votes = new Map<string, Map<EntityType, number>>()
  const surnames = new Set<string>()
  for (const { text, type, rule } of candidates.flat()) {
    const words = nameWords(text)
    const name = named(text)
    const types = votes.get(name) ?? new Map<EntityType, number>()
    types.set(type, (types.get(type) ?? 0) + (rule === 'gazetteer' ? 2 : 1))
    votes.set(name, types)
    if (type === 'person' && words.length > 1) surnames.add(words.at(-1) ?? '')
  }
  return candidates.map(list =>
    list.map(candidate => {
      if (candidate.rule !== 'model') return candidate
      const words = nameWords(candidate.text)
      const type =
        words.length === 1 && surnames.has(words[0] ?? '')
          ? 'person'
          : mostFrequent(votes.get(named(candidate.text)), candidate.type)
      return type === candidate.type ? candidate : { ...candidate, type, rule: 'document' }
    }),
  )
}

/** Of equally frequent types the one that was seen first: a name is introduced before it is repeated. */
function mostFrequent(types: ReadonlyMap<EntityType, number> | undefined, own: EntityType): EntityType {
  let best = own
  let most = 0
  for (const [type, count] of types ?? []) {
    if (count <= most) continue
    best = type
    most = count
  }
  return best
}

function nameOf(text: string): string {
  return nameWords(text).join(' ')
}
