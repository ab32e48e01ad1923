// Which facets does a page offer by itself? Those whose values tell documents apart and come again: no time stamps, no titles, no numbers of files.
import type { Bundle } from '../bundle/open-bundle.ts'
import { parseDate } from '../dates/parse-date.ts'
import { compareTexts } from '../domain/order.ts'
import type { FacetName } from '../domain/query.ts'
import { countDocuments } from './corpus-values.ts'
import { perBundle } from './per-bundle.ts'

export interface OfferedFacet {
  readonly facet: FacetName
  /** How many different ones the corpus has. */
  readonly values: number
}

/** Offered wherever there is more than one value. */
const USUAL = ['source', 'author', 'language', 'year', 'folder'] as const
/** Values of a corpus of fewer are not asked to come again. */
const SOME_SIZE = 10
/** Values that are looked at to tell whether they are times, and the part of them that must be. */
const LOOKED_AT = 200
const MOSTLY = 0.8

/** The usual ones, then metadata, of most documents first. */
export const offeredFacets = perBundle((bundle: Bundle): readonly OfferedFacet[] => {
  const { records } = bundle
  const usual = USUAL.map(facet => ({ facet, counts: countDocuments(bundle, facet) })).filter(
    ({ counts }) => counts.size > 1,
  )
  const metadata = [...records.metadataKeys]
    .sort(([a, documents], [b, others]) => others - documents || compareTexts(a, b))
    .map(([key]) => ({ facet: `meta.${key}` as const, counts: countDocuments(bundle, `meta.${key}`) }))
    .filter(({ counts }) => isTelling(counts))
  return [...usual, ...metadata].map(({ facet, counts }) => ({ facet, values: counts.size }))
})

/**
 * Whether a field of metadata tells documents apart in groups.
 * @param counts documents of each value
 */
export function isTelling(counts: ReadonlyMap<string, number>): boolean {
  if (counts.size < 2) return false
  const uses = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (uses >= SOME_SIZE && counts.size > uses / 2) return false
  return !areTimes([...counts.keys()].slice(0, LOOKED_AT))
}

/** Whether these are days or times of day, in any form; years and months are not. */
function areTimes(values: readonly string[]): boolean {
  const times = values.filter(
    value => TIME.test(value) || (parseDate(value, null) ?? '').length >= '2020-10-26'.length,
  )
  return times.length >= MOSTLY * values.length
}

/** A time of day, with or without its day, and whatever stands after it. */
const TIME = /^(?:\d{4}-\d{2}-\d{2}[T ]|\d{1,2}[/.]\d{1,2}[/.]\d{2,4} )?\d{1,2}:\d{2}(?!\d)/u
