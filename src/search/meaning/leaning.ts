// Could what was typed be said in other words? A name, a number or a quotation could not: there the words decide.
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { EntityType } from '../../domain/document.ts'
import { Notes } from '../../query/notes.ts'
import { type Clause, parseQuery } from '../../query/parse.ts'
import { isFieldName } from '../../query/special-fields.ts'
import { nameIndexOf } from '../name-index.ts'
import type { Selection } from '../request.ts'

/**
 * What a query leaves to meaning: `nothing`, where it is names, numbers, quotations and fields alone; to `rank` what the words find, where it
 * demands or excludes something; else to `find`.
 */
export type Leaning = 'nothing' | 'rank' | 'find'

export function leaningOf(
  bundle: Bundle,
  { q, syntax, match }: Pick<Selection, 'q' | 'syntax' | 'match'>,
): Leaning {
  const clauses = parseQuery(q, isFieldName, new Notes(), syntax).children
  const words = clauses.filter(isPlainWord).map(({ text }) => text)
  if (words.length === 0 || areNames(bundle, words)) return 'nothing'
  return match === 'all' || words.length < clauses.length ? 'rank' : 'find'
}

function isPlainWord(clause: Clause): clause is Extract<Clause, { type: 'word' }> {
  return (
    clause.type === 'word' && clause.field === null && clause.suffix === '' && !/["“”„«»]/u.test(clause.text)
  )
}

/** A word of a group, a work or a product may be an ordinary word too. */
const NAMES: ReadonlySet<EntityType> = new Set(['person', 'organization', 'place'])

function areNames(bundle: Bundle, words: readonly string[]): boolean {
  const text = words.filter(word => !/\p{N}/u.test(word)).join(' ')
  const rest = nameIndexOf(bundle)
    .namesIn(text)
    .filter(({ entities }) => entities.some(({ type }) => NAMES.has(type)))
    .reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text)
  return !/\p{L}/u.test(rest)
}
