// Which names are told by how they are written? Surnames first, works with a number, designations.
import { fold } from '../../analysis/fold.ts'
import type { EntityType } from '../../domain/document.ts'
import type { DesignationWords } from '../gazetteer/designation-words.ts'
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import type { TaggedText } from './capitalised.ts'
import { isGivenName, isOnlySurname } from './name-lists.ts'
import type { Candidate } from './tagger.ts'

interface NamePattern {
  /** What a text must hold, looked for first because it is fast. */
  readonly needs: RegExp
  readonly pattern: RegExp
  readonly type: EntityType
  readonly rule: string
  readonly holds: (match: RegExpMatchArray) => boolean
}

/**
 * As in lists and catalogues: `SARKISSIAN, Armen`, where a line or an item begins. The second part must be a given name and
 * the first not a known one: neither `BAKU, Azerbaijan` nor `NATO, Jens` is a person.
 */
export function invertedNames(gazetteer: Gazetteer): NamePattern {
  return {
    needs: /[\p{Lu}'’], \p{Lu}/u,
    pattern:
      /(?<=^|\n|[:;] )(?<surname>(?:(?:de|van|von|bin|al)[ -])?\p{Lu}[\p{Lu}'’]{3,}(?:[- ]\p{Lu}{2,}){0,2}), (?<given>\p{Lu}\p{Ll}+)(?:[- ]\p{Lu}(?:\p{Ll}+|\.))*(?![\p{L}\p{N}])/gu,
    type: 'person',
    rule: 'inverted-name',
    holds: ({ groups }) =>
      isGivenName(fold(groups?.['given'] ?? '')) && gazetteer.find(groups?.['surname'] ?? '') === null,
  }
}

/**
 * The same without capitals, where the item ends after the given names: `Marlow, Ann` on a line, `Marlow, Ann J.; Dunn, Ruth (ed.)`. The
 * first part must be a surname and neither a given name nor a city's.
 */
export const LISTED_NAME: NamePattern = {
  needs: /\p{Ll}, \p{Lu}/u,
  pattern:
    /(?<=^|\n|; )(?<surname>\p{Lu}\p{Ll}[\p{L}'’]+), (?<given>\p{Lu}\p{Ll}+)(?: \p{Lu}(?:\p{Ll}+|\.)){0,2}(?=$|\n|;| \(|, \d)/gu,
  type: 'person',
  rule: 'inverted-name',
  holds: ({ groups }) =>
    isGivenName(fold(groups?.['given'] ?? '')) && isOnlySurname(fold(groups?.['surname'] ?? '')),
}

/** `Resolution 2118`, `Security Council resolution 1325 (2000)`: named by its number. */
export const NUMBERED_WORK: NamePattern = {
  needs: / \d/u,
  pattern:
    /(?<![\p{L}\p{N}])(?:Resolution|Directive|Executive Order) \d{1,5}(?:\/\d{1,4})*(?![\p{L}\p{N}])/gu,
  type: 'work',
  rule: 'numbered',
  holds: () => true,
}

/** Names that are told by how they are written. */
export function patternNames(
  input: TaggedText,
  taken: Uint8Array,
  { needs, pattern, type, rule, holds }: NamePattern,
): Candidate[] {
  const found: Candidate[] = []
  if (!needs.test(input.text)) return found
  for (const match of input.text.matchAll(pattern)) {
    const start = match.index
    const end = start + match[0].length
    const inside = tokensWithin(input, start, end)
    if (!holds(match) || inside.some(index => taken[index] === 1)) continue
    for (const index of inside) taken[index] = 1
    found.push({ start, end, text: match[0], type, rule, entry: null })
  }
  return found
}

/** Indexes of the tokens that overlap the span. */
function tokensWithin(input: TaggedText, start: number, end: number): number[] {
  return input.tokens.flatMap((token, index) => (token.start < end && start < token.end ? [index] : []))
}

/** Designations such as those of weapons and vehicles: letters, then digits, e.g. `LAR-160`, `M095`, `T-72`. */
export function designation({ type }: DesignationWords): NamePattern {
  return {
    needs: /\d|Mk/u,
    pattern:
      /(?<![\p{L}\p{N}/-])(?:\p{Lu}{1,4}\p{Ll}?-?\d{1,4}\p{Lu}{0,3}|\d{1,2}\p{Lu}\d{1,4}|Mk\.? [IVX]{1,4}(?![\p{L}]))(?![\p{L}\p{N}/])/gu,
    type,
    rule: 'designation',
    holds: match => !/^(?:COVID|CO|H\d|G\d|A4|B\d|U-?\d|R2P|F1|Q\d|No)/u.test(match[0]),
  }
}
