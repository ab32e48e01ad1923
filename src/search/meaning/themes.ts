// What are these results about? Groups of hits that mean much the same, each named by its most telling words.
import { type AnalyzedToken, analyze } from '../../analysis/analyzer.ts'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import { compareTexts } from '../../domain/order.ts'
import { askHitsAndFigures } from '../../engine/engine-requests.ts'
import { cosineOf } from '../../meaning/encoder.ts'
import { noteOf, noteText } from '../../query/note-texts.ts'
import { compile } from '../compile.ts'
import { marksOf } from '../highlight.ts'
import { LIMITS } from '../limits.ts'
import type { ThemesRequest } from '../request.ts'
import { limitsOf } from '../request-deadline.ts'
import { type Hit, toHit } from '../search.ts'
import { alike } from './alike.ts'
import { type MeaningAnswer, NO_VECTORS } from './fused-hits.ts'
import { tellingTerms } from './telling-terms.ts'

export interface Theme {
  /** Its most telling words, the most telling first. */
  readonly terms: readonly string[]
  /** Hits in it, of those that were parted. */
  readonly count: number
  /** Those that are nearest to its middle. */
  readonly hits: readonly Hit[]
}

export interface Themes {
  readonly q: string
  readonly notes: readonly string[]
  readonly meaning: MeaningAnswer
  /** Passages that the search finds. */
  readonly total: number
  /** The best hits, which were parted, of a passage and its copies one. */
  readonly examined: number
  /** The largest first. Each hit is in one of them. */
  readonly groups: readonly Theme[]
  /** As in `SearchPage`. */
  readonly partial?: true
}

/** Parts the best hits of a search. The same search always gives the same groups. */
export async function themes(bundle: Bundle, request: ThemesRequest, deadline: Deadline): Promise<Themes> {
  const { vectors, records, engine } = bundle
  const { tree, filters, notes: told, terms: searched } = await compile(bundle, request, deadline)
  const answer = await engine.search(
    askHitsAndFigures({
      query: tree,
      filters,
      sort: request.q.trim() === '' ? 'newest' : 'relevance',
      limit: LIMITS.themes.hits,
      groupBy: 'copies',
      ...limitsOf(deadline),
    }),
  )
  const isPartial = answer.partial === true
  const notes = [...told, ...(isPartial ? [noteOf('partial', {})] : [])].map(noteText)
  const found = { q: request.q, notes, total: answer.total }
  if (vectors === null)
    return { ...found, meaning: { searched: false, why: NO_VECTORS }, examined: 0, groups: [] }
  const passages = answer.hits.map(({ index }) => index)
  const parts = await alike(
    passages.map(index => vectors.at(index)),
    request.limit,
    deadline,
  )
  const texts: AnalyzedToken[][] = []
  for (const index of passages) {
    await deadline.share()
    texts.push(analyze(records.passage(index).text, [records.languageOf(index)]))
  }
  const terms = tellingTerms(
    parts.map(({ members }) => members.map(at => texts[at] ?? [])),
    new Set(searched),
    LIMITS.themes.terms,
  )
  const marks = marksOf(tree)
  const groups = parts.map(({ members, middle }, number): Theme => {
    const central = members
      .map(at => ({ index: passages[at] ?? 0, score: cosineOf(vectors.at(passages[at] ?? 0), middle) }))
      .sort((a, b) => b.score - a.score || a.index - b.index)
    return {
      terms: terms[number] ?? [],
      count: members.length,
      hits: central.slice(0, LIMITS.themes.shown).map(hit => toHit(bundle, hit, marks)),
    }
  })
  groups.sort((a, b) => b.count - a.count || compareTexts(a.terms.join(' '), b.terms.join(' ')))
  return {
    ...found,
    meaning: { searched: true, model: bundle.manifest.meaning?.model.name ?? '' },
    examined: passages.length,
    groups,
    ...(isPartial ? { partial: true as const } : {}),
  }
}
