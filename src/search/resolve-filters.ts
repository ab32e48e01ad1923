// Which values do the filters of a request mean? Ranges become the values that lie in them; what no document has is said.
import type { Bundle } from '../bundle/open-bundle.ts'
import { formatOf, usualExtension } from '../corpus/formats.ts'
import type { Deadline } from '../domain/deadline.ts'
import { isEntityType } from '../domain/document.ts'
import { RequestError } from '../domain/errors.ts'
import { parameterOf, type Relation } from '../domain/facet-parameters.ts'
import { readLanguageTag } from '../domain/language-tags.ts'
import type { FacetCondition, FacetName, Filters } from '../domain/query.ts'
import { type Note, noteOf } from '../query/note-texts.ts'
import { Notes } from '../query/notes.ts'
import { corpusValuesOf } from './corpus-values.ts'
import { formerEntity } from './former-ids.ts'
import { hasRanges, readRange, typedRange } from './value-ranges.ts'

export interface ResolvedFilters {
  readonly filters: Filters
  readonly notes: readonly Note[]
}

/** @throws {RequestError} where a range cannot be one, and no document has such a value */
export async function resolveFilters(
  bundle: Bundle,
  filters: Filters,
  deadline: Deadline,
): Promise<ResolvedFilters> {
  const notes = new Notes()
  const resolve = async (relation: Relation): Promise<FacetCondition[]> => {
    const resolved: FacetCondition[] = []
    for (const condition of filters[relation]) {
      await deadline.share()
      resolved.push(resolveCondition(bundle, relation, condition, notes))
    }
    return resolved
  }
  const [all, any, not] = [await resolve('all'), await resolve('any'), await resolve('not')]
  return { filters: { ...filters, all, any, not }, notes: notes.list() }
}

function resolveCondition(
  bundle: Bundle,
  relation: Relation,
  condition: FacetCondition,
  notes: Notes,
): FacetCondition {
  const { facet, values } = condition
  const known = corpusValuesOf(bundle)
  const [value, ...others] = values
  if (value === undefined || others.length > 0) return condition
  const range = hasRanges(facet) ? typedRange(value) : null
  if (known.has(facet, value)) {
    if (range !== null) notes.add('value', 'value-not-range', { text: value, facet })
    return condition
  }
  if (range !== null) {
    const read = readRange(range)
    if (read.type === 'fault')
      throw new RequestError([
        {
          parameter: parameterOf(relation, facet),
          message: `“${value}” cannot be a range: ${read.fault}`,
        },
      ])
    const inRange = [...known.of(facet).keys()].filter(read.holds)
    if (inRange.length === 0) notes.add('value', 'no-value-in-range', { facet, text: value })
    return { facet, values: inRange, isRange: true }
  }
  const now = isEntityType(facet) ? formerEntity(bundle, value) : null
  if (now !== null) {
    notes.add('value', 'former-entity', { id: value, now: now.id })
    return { facet: now.type, values: [now.id] }
  }
  const meant = canonicalValue(facet, value)
  if (meant !== value && known.has(facet, meant)) return { facet, values: [meant] }
  // What is spelt like a value is looked for where it is said.
  const unknown = (): Note =>
    notes.isFull('value')
      ? noteOf('no-such-value', { facet, text: value })
      : unknownValue(bundle, facet, value)
  notes.put('value', isEntityType(facet) || facet === 'document' ? missing(facet, value) : unknown())
  return condition
}

function missing(facet: FacetName, id: string): Note {
  return noteOf(facet === 'document' ? 'no-such-document' : 'no-such-entity', { id })
}

/** @param value that no document has */
export function unknownValue(bundle: Bundle, facet: FacetName, value: string): Note {
  const like = corpusValuesOf(bundle).like(facet, value)
  return like.length === 0
    ? noteOf('no-such-value', { facet, text: value })
    : noteOf('no-such-value-like', { facet, text: value, like })
}

/** The form in which the corpus has values that may be written in several: `fr` for `French`, `html` for `.HTM`, `a/b` for `/a/b/`. */
export function canonicalValue(facet: FacetName, value: string): string {
  const text = value.trim()
  if (facet === 'language') return readLanguageTag(text).languages[0] ?? text
  if (facet === 'folder')
    return text
      .split(/[\\/]/u)
      .filter(name => name !== '' && name !== '.')
      .join('/')
  if (facet !== 'filetype') return text
  const extension = text.toLowerCase().replace(/^\*?\./u, '')
  const format = formatOf(`.${extension}`)
  return format === null ? extension : usualExtension(format)
}
