// Which facet does a field of a query name, and which of its values are asked for?
import { isEntityType } from '../domain/document.ts'
import type { FacetName } from '../domain/query.ts'
import type { TypedRange } from './date-ranges.ts'
import type { Note } from './note-texts.ts'

const FIELDS: Readonly<Record<string, FacetName>> = {
  author: 'author',
  source: 'source',
  lang: 'language',
  language: 'language',
  year: 'year',
  filetype: 'filetype',
  in: 'folder',
  folder: 'folder',
}

/** Before a field: documents that have it. */
export const EXISTS = '_exists_'

/** The facet that a field other than a type of entity names, `meta.` and a key as it is typed; null for other fields. */
export function facetOfField(field: string): FacetName | null {
  const name = field.toLowerCase()
  if (Object.hasOwn(FIELDS, name)) return FIELDS[name] ?? null
  return /^meta\../u.test(name) ? `meta.${field.slice('meta.'.length)}` : null
}

/** Fields whose values are sought as they are typed: signs are a part of them. */
const VALUES_AS_TYPED = /^(?:in|folder|lang|language|year|filetype)$/u

export function isValueAsTyped(field: string): boolean {
  return VALUES_AS_TYPED.test(field.toLowerCase()) || facetOfField(field)?.startsWith('meta.') === true
}

/** The same for what stands after `_exists_:`, where types of entity are fields, too, and metadata go by their key alone. */
export function facetOfExisting(field: string): FacetName {
  const name = field.toLowerCase()
  return facetOfField(field) ?? (isEntityType(name) ? name : `meta.${field}`)
}

/** The names that are asked for, as they are typed. */
export type AskedNames =
  | { readonly type: 'text'; readonly text: string }
  /** Spelt like it: with as many edits, or as many as its length allows. */
  | { readonly type: 'like'; readonly text: string; readonly edits?: number }
  /** Of a folded word, or of all words of a name. */
  | { readonly type: 'pattern'; readonly typed: string; readonly isMeant: (words: string) => boolean }

/** The entities that are asked for: by a name, or by words that it has among others. */
export type AskedEntities = AskedNames | { readonly type: 'part'; readonly text: string }

/** The values that are asked for: they may lie in a range, too. */
export type AskedValues = AskedNames | { readonly type: 'range'; readonly range: TypedRange }

export interface FoundValues {
  /** As the corpus has it. */
  readonly facet: FacetName
  readonly values: readonly string[]
  /** What the person should know. */
  readonly note: Note | null
}
