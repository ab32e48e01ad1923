// How are kinds of names, other facets and their values called on the page? One spelling, for lists (People) and for one of them (person).
import { ENTITY_TYPES, type EntityType, isPassageKind } from '../domain/document.ts'
import type { FacetName } from '../domain/query.ts'
import { dateText } from './words/dates.ts'
import { formatFor, say } from './words/spoken.ts'

const NAMED = [
  ...ENTITY_TYPES,
  'kind',
  'document',
  'source',
  'author',
  'language',
  'year',
  'folder',
  'filetype',
] as const

/** `Places`; of metadata its key. */
export function facetTitle(name: string): string {
  const named = NAMED.find(each => each === name)
  return named === undefined ? keyTitle(name) : say(`type.${named}.many`)
}

/** `Place`. */
export function facetValueTitle(name: string): string {
  const named = NAMED.find(each => each === name)
  return named === undefined ? keyTitle(name) : say(`type.${named}.one`)
}

/** `treaty or work`, as in “Mine Ban Treaty (treaty or work)”. */
export function typeName(type: EntityType): string {
  return say(`type.${type}.within`)
}

/** A value as the language of the page calls it: languages, kinds of passages and dates have names in each. @param name as the search calls it */
export function valueText(facet: FacetName, id: string, name: string): string {
  if (facet === 'kind' && isPassageKind(id)) return say(`kind.${id}`)
  if (facet === 'date') return dateText(id.slice('date:'.length))
  // An address may name anything: only what is a tag has a name.
  if (facet !== 'language' || !LANGUAGE_TAG.test(id)) return name
  return formatFor('languages', tag => new Intl.DisplayNames(tag, LANGUAGES)).of(id) ?? name
}

/** What `Intl` takes for a tag, and documents have: a language, with a script and a region at most. */
const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/u

const LANGUAGES = { type: 'language', fallback: 'none' } as const

function keyTitle(name: string): string {
  return name.replace(/^meta\./u, '').replace(/^\p{L}/u, letter => letter.toUpperCase())
}
