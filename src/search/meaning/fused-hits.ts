// Which passages answer, by their words and by their meaning? Two lists become one: what the words found, and what is near in meaning.
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import { EncoderError } from '../../domain/errors.ts'
import type { Filters } from '../../domain/query.ts'
import type { EngineAnswer, Grouping } from '../../engine/engine.ts'
import { askHits } from '../../engine/engine-requests.ts'
import type { CompiledSelection } from '../compile.ts'
import { rankedHits } from '../ranked-hits.ts'
import { type Explanation, leaf, product, sum } from '../ranking/explanation.ts'
import { RANKING, type RankingWeights } from '../ranking/parameters.ts'
import { copiesLast, type RankedHit } from '../ranking/rerank.ts'
import { placesText } from '../ranking/word-places.ts'
import type { SearchRequest, Selection } from '../request.ts'
import { limitsOf } from '../request-deadline.ts'
import { type Leaning, leaningOf } from './leaning.ts'
import { CUT_BY_TIME, groupOf, type Nearest, nearestPassages } from './nearest.ts'
import { encodeQuery, reasonFor } from './query-encoder.ts'

const MEANING = {
  /** Nearest passages that are looked at, and listed with `meaning=only`. */
  window: 100,
  /** How much of the best score by words the nearest passage gains, and how much of its own score by words every hit loses. */
  weight: 0.6,
  /** A passage that no word led to is a hit where it is at least so near, on the scale on which the nearest is at 1 and the mean at 0. */
  least: 0.25,
  /** Where documents are listed: of each of the nearest so many passages, the nearest, may be related ones. */
  ofDocument: 3,
  /** Passages of these documents, the nearest documents first, of which it is asked one by one whether they have the words. */
  inside: 20_000,
} as const

/** Why meaning cannot be searched in an index without vectors. */
export const NO_VECTORS =
  'The index was built without an encoder. Build it with one: lede build --encoder FOLDER|URL'

/** Whether meaning was searched, and why not. */
export type MeaningAnswer =
  | { readonly searched: true; readonly model: string }
  | { readonly searched: false; readonly why: string; readonly failed?: true }

export interface FusedHit extends RankedHit {
  /** No word led to it: it is near in meaning. */
  readonly related?: true
  /** What its meaning adds to its score. */
  readonly byMeaning?: Explanation
  /** Where it stands for its document: other passages of it that are near in meaning. */
  readonly beside?: readonly FusedHit[]
}

export interface FusedHits {
  readonly answer: EngineAnswer
  /** Of the page. */
  readonly ranked: readonly FusedHit[]
  /** Null where meaning was not asked for. */
  readonly meaning: MeaningAnswer | null
  /** Hits that no word led to, on all pages. */
  readonly related: number
  /** Where documents are listed: passages that no word led to, on all pages. */
  readonly relatedPassages: number | null
}

const NONE_RELATED = { related: 0, relatedPassages: null } as const

type Request = Omit<SearchRequest, Exclude<keyof Selection, 'q' | 'syntax' | 'match'> | 'counts'>

/**
 * The page's hits. Where meaning cannot be searched the words are, and it is said why.
 * @param weights of the ranking's parts, instead of the ordinary ones
 * @param weight of the nearness, likewise
 */
export async function fusedHits(
  bundle: Bundle,
  compiled: CompiledSelection,
  request: Request,
  deadline: Deadline,
  weights?: RankingWeights,
  weight: number = MEANING.weight,
): Promise<FusedHits> {
  const byWords = async (meaning: MeaningAnswer | null): Promise<FusedHits> => ({
    ...(await rankedHits(bundle, compiled, request, deadline, weights)),
    meaning,
    ...NONE_RELATED,
  })
  const mode = request.meaning ?? (bundle.vectors === null || request.sort !== 'relevance' ? 'off' : 'auto')
  if (mode === 'off' || request.q.trim() === '') return byWords(null)
  const leaning = mode === 'only' ? 'find' : leaningOf(bundle, request)
  const refusal = refusalOf(bundle, request, leaning)
  if (refusal !== null) return byWords({ searched: false, why: refusal })
  const { offset, limit } = request
  // Words are searched while the model, which has a thread of its own, encodes the query.
  const everything = { ...request, offset: 0, limit: Math.max(RANKING.window, offset + limit) }
  const [nearest, words] = await Promise.all([
    findNearest(bundle, compiled.filters, request, deadline),
    mode === 'only' ? null : rankedHits(bundle, compiled, everything, deadline, weights),
  ])
  if ('why' in nearest) {
    const failed = { searched: false, failed: true, ...nearest } as const
    if (words === null || offset >= RANKING.window) return byWords(failed)
    const ranked = words.ranked.slice(offset, offset + limit)
    return { answer: words.answer, ranked, meaning: failed, ...NONE_RELATED }
  }
  const meaning = { searched: true, model: bundle.manifest.meaning?.model.name ?? '' } as const
  if (words === null) return { ...(await byMeaning(bundle, nearest, request)), meaning }
  const fused = await fuse(bundle, compiled, request, { ...words, nearest, leaning, weight }, deadline)
  return { ...fused, meaning }
}

function refusalOf(bundle: Bundle, request: Request, leaning: Leaning): string | null {
  if (bundle.vectors === null) return NO_VECTORS
  if (request.sort !== 'relevance') return 'The hits are in the order of their dates.'
  if (leaning === 'nothing')
    return 'The query is names, numbers or quotations, which are searched as they are written.'
  return null
}

async function findNearest(
  bundle: Bundle,
  filters: Filters,
  { q, group }: Request,
  deadline: Deadline,
): Promise<Nearest | { readonly why: string }> {
  try {
    const query = await encodeQuery(bundle, q, deadline)
    const nearest = await nearestPassages(bundle, query, filters, group, MEANING.window, deadline)
    return nearest ?? { why: CUT_BY_TIME }
  } catch (error) {
    if (error instanceof EncoderError) return { why: reasonFor(bundle, error) }
    throw error
  }
}

const NOTHING: EngineAnswer = {
  total: 0,
  documents: 0,
  groups: 0,
  hits: [],
  facets: new Map(),
  timeline: [],
  undated: 0,
}

async function byMeaning(
  bundle: Bundle,
  nearest: Nearest,
  { offset, limit, facets, group }: Request,
): Promise<Omit<FusedHits, 'meaning'>> {
  // Whether they have the words was not asked.
  const asHit = (index: number): FusedHit => nearHit(index, leaf('nearness', nearest.nearness(index)))
  const hits: FusedHit[] = []
  for (const index of nearest.passages) {
    const others = group === 'document' ? await othersOfDocument(bundle, nearest, index) : null
    hits.push({ ...asHit(index), ...(others === null ? {} : { beside: others.map(asHit) }) })
  }
  return {
    answer: { ...NOTHING, facets: new Map(facets.map(name => [name, []])) },
    ranked: hits.slice(offset, offset + limit),
    related: hits.length,
    relatedPassages: group === 'document' ? countPassages(hits) : null,
  }
}

/** The other passages of a passage's document that are looked at, the nearest first. */
async function othersOfDocument(
  { records }: Bundle,
  { within }: Nearest,
  passage: number,
): Promise<readonly number[]> {
  const { from, to } = records.passageRange(records.documentOf(passage).id)
  return (await within(from, to, MEANING.ofDocument)).filter(other => other !== passage)
}

/** Hits for their meaning, and the passages beside these and the others. */
function countPassages(hits: readonly FusedHit[]): number {
  return hits.reduce((sum, { inGroup, beside = [] }) => sum + (inGroup === 0 ? 1 : 0) + beside.length, 0)
}

interface HowToFuse {
  /** What the words find, from the first hit on. */
  readonly answer: EngineAnswer
  readonly ranked: readonly RankedHit[]
  readonly nearest: Nearest
  readonly leaning: Leaning
  readonly weight: number
}

/**
 * A convex combination of the two scores (Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid retrieval", TOIS 2023): `1 - weight`
 * of the score by words, and `weight` of the best score by words times the nearness. Hits behind the best hundred, which are not among the nearest,
 * have the first part alone, so that what stands on a page does not depend on how many hits are asked for.
 */
async function fuse(
  bundle: Bundle,
  compiled: CompiledSelection,
  request: Request,
  { answer, ranked, nearest, leaning, weight }: HowToFuse,
  deadline: Deadline,
): Promise<Omit<FusedHits, 'meaning'>> {
  const { nearness, passages } = nearest
  const { group, offset, limit } = request
  const keyOf = (passage: number): number => groupOf(bundle, group, passage)
  const near = new Map(passages.map(passage => [keyOf(passage), passage]))
  const best = ranked.reduce((most, { score }) => Math.max(most, score), 0) || 1
  const found = new Set(ranked.map(({ index }) => keyOf(index)))
  const others = passages.filter(passage => !found.has(keyOf(passage)))
  const hasMore = answer.groups > ranked.length
  // A document with the words may have passages without them: of those it must be known which these are.
  const looksInside = group === 'document' && leaning === 'find'
  const inside = looksInside ? withinBound(bundle, passages) : []
  const isInside = new Set(inside)
  const outside = hasMore ? others.filter(passage => !isInside.has(passage)) : []
  const [{ hits: among, isCut: isCutInside }, { hits: behind, isCut: isCutBehind }] = await Promise.all([
    wordsAmong(bundle, compiled, inside, null, deadline),
    wordsAmong(bundle, compiled, outside, group, deadline),
  ])
  const isCut = isCutInside || isCutBehind
  const having = new Set(among.map(({ index }) => index))
  const listed = [...firstsOf(among, keyOf), ...behind].filter(
    ({ index }) => near.has(keyOf(index)) && !found.has(keyOf(index)),
  )
  const isPartial = isCut || answer.partial === true
  // Where not all was searched, a passage that was not found may have the words.
  const finds = !isPartial && leaning === 'find'
  const asRelated = (passage: number): FusedHit => ({
    ...nearHit(passage, byNearness(nearness(passage), best, weight)),
    related: true,
  })
  const besideOf = async (passage: number): Promise<Pick<FusedHit, 'beside'>> => {
    const nearby = near.get(keyOf(passage))
    if (!finds || group !== 'document' || nearby === undefined || !isInside.has(nearby)) return {}
    const without = (await othersOfDocument(bundle, nearest, passage)).filter(
      other => nearness(other) >= MEANING.least && !having.has(other),
    )
    return { beside: without.map(asRelated) }
  }
  const hits: FusedHit[] = []
  for (const [place, hit] of [...ranked, ...listed].entries()) {
    const nearby = near.get(keyOf(hit.index)) ?? (place < RANKING.window ? hit.index : null)
    const nearHere = nearby === null ? 0 : Math.max(0, nearness(nearby))
    hits.push({ ...joined(hit, nearHere, best, weight), ...(await besideOf(hit.index)) })
  }
  const known = new Set(listed.map(({ index }) => keyOf(index)))
  const more = others.filter(
    passage => finds && !known.has(keyOf(passage)) && nearness(passage) >= MEANING.least,
  )
  for (const passage of more) hits.push({ ...asRelated(passage), ...(await besideOf(passage)) })
  hits.sort((a, b) => b.score - a.score)
  const inOrder = copiesLast(hits, ({ index }) => bundle.records.copies.groupOf(index))
  return {
    answer: isPartial ? { ...answer, partial: true } : answer,
    ranked: inOrder.slice(offset, offset + limit),
    related: more.length,
    relatedPassages: group === 'document' ? countPassages(hits) : null,
  }
}

interface WordsAmong {
  readonly hits: readonly RankedHit[]
  readonly isCut: boolean
}

/** What the words find in the documents of the passages, and of their copies where these are grouped. */
async function wordsAmong(
  bundle: Bundle,
  { tree, filters }: CompiledSelection,
  passages: readonly number[],
  groupBy: Grouping | null,
  deadline: Deadline,
): Promise<WordsAmong> {
  if (passages.length === 0) return { hits: [], isCut: false }
  const { records } = bundle
  const members = groupBy === 'copies' ? passages.flatMap(passage => records.copies.of(passage)) : passages
  const documents = [...new Set(members.map(passage => records.documentOf(passage).id))]
  const most = documents.reduce((sum, id) => sum + sizeOf(records.passageRange(id)), 0)
  const { hits, partial } = await bundle.engine.search(
    askHits({
      query: tree,
      filters: { ...filters, all: [...filters.all, { facet: 'document', values: documents }] },
      sort: 'relevance',
      limit: groupBy === 'document' ? documents.length : most,
      groupBy,
      ...limitsOf(deadline),
    }),
  )
  return { hits: hits.map(hit => ({ ...hit, parts: [] })), isCut: partial === true }
}

/** The first passages whose documents together have no more passages than may be asked about one by one. */
function withinBound({ records }: Bundle, passages: readonly number[]): readonly number[] {
  let sum = 0
  const end = passages.findIndex(passage => {
    sum += sizeOf(records.passageRange(records.documentOf(passage).id))
    return sum > MEANING.inside
  })
  return end < 0 ? passages : passages.slice(0, end)
}

function sizeOf({ from, to }: { readonly from: number; readonly to: number }): number {
  return to - from
}

/** The best hit of each group, with how many there are. */
function firstsOf(hits: readonly RankedHit[], keyOf: (passage: number) => number): readonly RankedHit[] {
  const groups = new Map<number, RankedHit>()
  for (const hit of hits) {
    const first = groups.get(keyOf(hit.index))
    groups.set(keyOf(hit.index), { ...(first ?? hit), inGroup: (first?.inGroup ?? 0) + 1 })
  }
  return [...groups.values()]
}

function joined(hit: RankedHit, nearness: number, best: number, weight: number): FusedHit {
  const byMeaning = byNearness(nearness, best, weight)
  return { ...hit, score: (1 - weight) * hit.score + byMeaning.value, byMeaning }
}

function byNearness(nearness: number, best: number, weight: number): Explanation {
  return product('near in meaning', [
    leaf('weight', weight),
    leaf('best score by words', best),
    leaf('nearness', nearness),
  ])
}

/** A hit for its meaning: none of its group is counted for its words. */
function nearHit(index: number, byMeaning: Explanation): FusedHit {
  return { index, score: byMeaning.value, inGroup: 0, parts: [], byMeaning }
}

/** Both parts of a score. @param engine where the engine's own score comes from; null where no word led to the hit */
export function explainFused(
  { parts, places, byMeaning }: FusedHit,
  engine: Explanation | null,
): Explanation {
  if (engine === null) return sum('score', byMeaning === undefined ? [] : [byMeaning])
  const label = places === undefined ? 'score' : `score: ${placesText(places)}`
  const said = places === undefined ? {} : { places }
  if (byMeaning === undefined) return { ...sum(label, [engine, ...parts]), ...said }
  const byWords = sum('score by words', [engine, ...parts])
  const weighted = product('by words', [leaf('weight', 1 - MEANING.weight), byWords])
  return { ...sum(label, [weighted, byMeaning]), ...said }
}
