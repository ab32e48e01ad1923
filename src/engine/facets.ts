// Which values of a facet has a document, and which of them does an answer give? The same for every engine.
import { formatOf, usualExtension } from '../corpus/formats.ts'
import { dayRange, isoDay } from '../domain/dates.ts'
import type { DocumentRecord } from '../domain/document.ts'
import { compareTexts } from '../domain/order.ts'
import { DOCUMENT_FACETS, type FacetName, type Filters } from '../domain/query.ts'

export interface FacetCount {
  readonly id: string
  /** Passages that would match if this value alone were allowed of its facet: exact. */
  readonly count: number
  /** The filters name it: it is allowed or demanded. */
  readonly chosen?: true
}

/** What a document must say of itself to have facets. */
export type FacetedDocument = Pick<DocumentRecord, 'id' | 'path' | 'date' | 'authors' | 'source' | 'meta'>

export type DocumentFacet = (typeof DOCUMENT_FACETS)[number] | `meta.${string}`

/** Every facet that a document has values of. */
export function facetsOf(document: FacetedDocument): readonly DocumentFacet[] {
  return [...DOCUMENT_FACETS, ...Object.keys(document.meta).map(key => `meta.${key}` as const)]
}

/** A document's values of a facet, each once; none of facets that passages have. */
export function documentValues(document: FacetedDocument, facet: FacetName): readonly string[] {
  const given = rawValues(document, facet)
  if (given.length === 0 || (given.length === 1 && given[0] !== '')) return given
  const values = new Set(given)
  values.delete('')
  return [...values]
}

function rawValues(document: FacetedDocument, facet: FacetName): readonly string[] {
  const { id, path, date, authors, source, meta } = document
  switch (facet) {
    case 'document':
      return [id]
    case 'source':
      return source === null ? [] : [source]
    case 'author':
      return authors
    case 'year': {
      const day = date === null ? undefined : dayRange(date)?.first
      return day === undefined ? [] : [isoDay(day).slice(0, -'-01-01'.length)]
    }
    case 'folder':
      return foldersOf(path)
    case 'filetype':
      return fileTypesOf(path)
    default: {
      const key = facet.startsWith('meta.') ? facet.slice('meta.'.length) : null
      return key !== null && Object.hasOwn(meta, key) ? (meta[key] ?? []) : []
    }
  }
}

/** `a`, `a/b` for `a/b/c.md`: every folder that a file lies in, however deep. */
function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, depth) => names.slice(0, depth + 1).join('/'))
}

/** One name for all extensions that one reader reads; that of the file where no reader does. A text may have none. */
function fileTypesOf(path: string): readonly string[] {
  const format = formatOf(path)
  const extension = /\.([^./\\]+)$/u.exec(path.toLowerCase())?.[1]
  return [format !== null ? usualExtension(format) : (extension ?? usualExtension('text'))]
}

/** The values that a search names one by one, allowed or demanded: they are always in the answer. */
export function chosenValues(
  { all, any }: Pick<Filters, 'all' | 'any'>,
  facet: FacetName,
): readonly string[] {
  const chosen = [...all, ...any].filter(condition => condition.facet === facet && condition.isRange !== true)
  return [...new Set(chosen.flatMap(({ values }) => values))]
}

/**
 * The folders whose subfolders an answer gives: those that are chosen, or the top, which is ''. Null for other facets, of which it gives
 * every value.
 */
export function openFolders(
  filters: Pick<Filters, 'all' | 'any'>,
  facet: FacetName,
): readonly string[] | null {
  if (facet !== 'folder') return null
  const chosen = chosenValues(filters, facet)
  return chosen.length === 0 ? [''] : chosen
}

export function isDirectlyIn(folder: string, parents: readonly string[]): boolean {
  return parents.includes(folder.slice(0, Math.max(0, folder.lastIndexOf('/'))))
}

/** The chosen values, then the others; each the most frequent first, ties by id. */
export function withChosen(
  chosen: readonly FacetCount[],
  others: readonly FacetCount[],
  limit: number,
): FacetCount[] {
  const ids = new Set(chosen.map(({ id }) => id))
  return [
    ...byCount(chosen).map(({ id, count }) => ({ id, count, chosen: true as const })),
    ...byCount(others.filter(({ id, count }) => count > 0 && !ids.has(id))),
  ].slice(0, Math.max(limit, chosen.length))
}

/** The most frequent first, ties by id. */
function byCount(counts: readonly FacetCount[]): FacetCount[] {
  return counts.toSorted((a, b) => b.count - a.count || compareTexts(a.id, b.id))
}
