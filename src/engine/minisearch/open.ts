// The embedded default, and the oracle for other engines: MiniSearch's index, exact counts around it.
import type { FacetName, QueryNode } from '../../domain/query.ts'
import { applyFilters, buildColumns, type Columns, countValues, UNDATED } from '../columns.ts'
import {
  type Engine,
  type EngineAnswer,
  type EngineHit,
  type EngineRequest,
  groupNumber,
  NO_GROUPS,
  type PassageGroups,
  type PassageSource,
} from '../engine.ts'
import { chosenValues, type FacetCount, isDirectlyIn, openFolders, withChosen } from '../facets.ts'
import { Leads, ownCondition } from '../hits.ts'
import { asScore } from '../scoring.ts'
import { SlotCounts } from '../slot-counts.ts'
import { timelineOf } from '../timeline.ts'
import { type VocabularyEntry, WordList } from '../vocabulary.ts'
import { Evaluator } from './evaluate.ts'
import { MINISEARCH_OPTIONS, MiniSearch } from './options.ts'

/** Opens a prebuilt index over the passages that it was built from. */
export function openMiniSearch(
  json: string,
  source: PassageSource,
  vocabulary: readonly VocabularyEntry[],
  copies: PassageGroups = NO_GROUPS,
): Engine {
  const index = MiniSearch.loadJSON(json, MINISEARCH_OPTIONS)
  const columns = buildColumns(source)
  const evaluator = new Evaluator(index, source, columns)
  return {
    name: 'minisearch',
    vocabulary: new WordList(vocabulary),
    sequences: null,
    search: async request => answer(request, evaluator, columns, copies),
    allowed: async filters => {
      const marks = new Uint8Array(source.size).fill(1)
      applyFilters(marks, filters, columns)
      return marks
    },
    close: () => {},
  }
}

function answer(
  request: EngineRequest,
  evaluator: Evaluator,
  columns: Columns,
  copies: PassageGroups,
): EngineAnswer {
  const { marks, scores: sums } = evaluator.evaluate(request.query)
  const scores = sums.map(asScore)
  const leads = request.everyMatch === true ? NO_LEADS : keepHits(marks, request.query, evaluator, columns)
  const missing = applyFilters(marks, request.filters, columns)
  const matches = orderedMatches(marks, scores, request, columns)
  const groups = groupsOf(matches, request.groupBy, columns, copies)
  const hits: EngineHit[] = []
  for (const index of groups.firsts.slice(request.offset, request.offset + request.limit)) {
    hits.push({
      index,
      score: scores[index] ?? 0,
      inGroup: groups.sizeOf(index),
      ...(leads.has(index) ? { isLead: true as const } : {}),
    })
  }
  const slots = new SlotCounts(request.slots ?? [])
  if (slots.slots.length > 0) for (const index of matches) slots.add(slot => evaluator.fillers(index, slot))
  return {
    total: matches.length,
    documents: new Set(matches.values().map(index => columns.document[index])).size,
    groups: groups.firsts.length,
    hits,
    facets: new Map(
      request.facets.map(name => [name, countFacet(name, [marks, missing.get(name)], columns, request)]),
    ),
    timeline: request.timeline === null ? [] : timelineOf(passagesByDay(matches, columns), request.timeline),
    undated: matches.reduce((count, index) => count + (columns.day[index] === UNDATED ? 1 : 0), 0),
    ...(request.slots === undefined ? {} : { slots: slots.most(request.facetLimit) }),
  }
}

const NO_LEADS: ReadonlySet<number> = new Set()

/** Takes the marks of passages that are no hits. @returns the leads among the marked */
function keepHits(
  marks: Uint8Array,
  query: QueryNode,
  evaluator: Evaluator,
  columns: Columns,
): ReadonlySet<number> {
  const condition = ownCondition(query)
  if (condition === null) return NO_LEADS
  const own = evaluator.evaluate(condition).marks
  const byDocument = (): Int32Array => new Int32Array(columns.documents)
  const leads = new Leads(byDocument(), byDocument(), passage => columns.isBoilerplate[passage] === 1)
  for (let index = 0; index < marks.length; index++) {
    if (marks[index] === 0) continue
    const document = columns.document[index] ?? 0
    if (own[index] === 1) leads.addOwn(document, index)
    else {
      leads.addContext(document, index)
      marks[index] = 0
    }
  }
  const passages = leads.passages()
  for (const index of passages) marks[index] = 1
  return new Set(passages)
}

function orderedMatches(
  marks: Uint8Array,
  scores: Float64Array,
  request: EngineRequest,
  columns: Columns,
): Uint32Array {
  const matches = new Uint32Array(marks.reduce((count, mark) => count + mark, 0))
  let next = 0
  for (let index = 0; index < marks.length; index++) if (marks[index] === 1) matches[next++] = index
  const { day } = columns
  const at = (values: Float64Array | Int32Array, index: number): number => values[index] ?? 0
  switch (request.sort) {
    case 'relevance':
      return matches.sort((a, b) => at(scores, b) - at(scores, a) || at(day, b) - at(day, a) || a - b)
    case 'newest':
      return matches.sort((a, b) => at(day, b) - at(day, a) || a - b)
    case 'oldest':
      return matches.sort((a, b) => undatedLast(at(day, a)) - undatedLast(at(day, b)) || a - b)
  }
}

function undatedLast(day: number): number {
  return day === UNDATED ? Number.MAX_SAFE_INTEGER : day
}

interface Groups {
  /** The first match of each group, in the order of the matches. */
  readonly firsts: Uint32Array
  /** Matches of the group of a match. */
  sizeOf(index: number): number
}

function groupsOf(
  matches: Uint32Array,
  groupBy: EngineRequest['groupBy'],
  columns: Columns,
  copies: PassageGroups,
): Groups {
  if (groupBy === null) return { firsts: matches, sizeOf: () => 1 }
  const keyOf = (index: number): number => {
    if (groupBy === 'document') return columns.document[index] ?? 0
    return groupNumber(copies, index)
  }
  const sizes = new Map<number, number>()
  const firsts = matches.filter(index => {
    const key = keyOf(index)
    const before = sizes.get(key) ?? 0
    sizes.set(key, before + 1)
    return before === 0
  })
  return { firsts, sizeOf: index => sizes.get(keyOf(index)) ?? 1 }
}

/** @param passages marked: the hits, and those that are left out for the facet's own sake alone */
function countFacet(
  name: FacetName,
  passages: readonly (Uint8Array | undefined)[],
  columns: Columns,
  { filters, facetLimit, everyFolder }: EngineRequest,
): FacetCount[] {
  const column = columns.byName.get(name)
  const counts = new Uint32Array(column?.ids.length ?? 0)
  for (const marks of passages)
    if (marks !== undefined && column !== undefined) countValues(marks, column, counts)
  const countOf = (id: string): FacetCount => ({ id, count: counts[column?.numberOf.get(id) ?? -1] ?? 0 })
  const parents = everyFolder === true ? null : openFolders(filters, name)
  const ids = parents === null ? column?.ids : column?.ids.filter(id => isDirectlyIn(id, parents))
  return withChosen(chosenValues(filters, name).map(countOf), (ids ?? []).map(countOf), facetLimit)
}

function passagesByDay(matches: Uint32Array, { day }: Columns): Map<number, number> {
  const counts = new Map<number, number>()
  for (const index of matches) {
    const at = day[index] ?? UNDATED
    if (at !== UNDATED) counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  return counts
}
