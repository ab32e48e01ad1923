// Which passages of a window are hits? Matches by themselves at once, the leads of documents when all windows are seen.
import type { Deadline } from '../../domain/deadline.ts'
import type { QueryNode } from '../../domain/query.ts'
import type { EngineRequest } from '../engine.ts'
import { contextCondition, Leads, ownCondition } from '../hits.ts'
import { hasBit, keepBits, makeBits, shifted } from './bits.ts'
import type { Collector } from './collector.ts'
import type { PackedColumns } from './columns.ts'
import type { Window } from './cursor.ts'
import { type Lists, sweepAll } from './disjunction.ts'
import { type Operator, PROBE_COST } from './operators.ts'
import type { Planner } from './plan.ts'
import type { Scratch } from './scratch.ts'

export interface Planned {
  readonly columns: PackedColumns
  readonly scratch: Scratch
  readonly planner: Planner
  /** The passages that the filters let through, those aside that the collector looks at itself. */
  readonly allowed: Int32Array
}

/** How a query is evaluated: by lists or by an operator. */
interface Plan {
  readonly isScored: boolean
  /** Null where the query is no disjunction of terms that score: then it is evaluated by operators. */
  readonly lists: Lists | null
  readonly operator: Operator | null
  /** What makes a match a hit by itself, and what holds of each that is none; null where each is one. */
  readonly conditions: { readonly own: Operator; readonly context: Operator } | null
  /** Whether some hits may stand for their documents. */
  readonly hasLeads: boolean
}

export class WindowHits {
  private readonly planned: Planned
  private readonly plan: Plan
  private readonly leads: Leads | null

  /** Plans a query; others have their turn between its parts, as a pattern has thousands of lists. */
  static async of(
    planned: Planned,
    { query, sort, everyMatch }: EngineRequest,
    deadline: Deadline,
  ): Promise<WindowHits> {
    const { planner } = planned
    const isScored = sort === 'relevance'
    const lists = isScored ? planner.disjunction(query) : null
    const operator = lists === null ? planner.plan(query) : null
    const own = everyMatch === true ? null : ownCondition(query)
    const plan = async (condition: QueryNode): Promise<Operator> => {
      await deadline.share()
      return planner.plan(condition)
    }
    const conditions =
      own === null || lists !== null
        ? null
        : { own: await plan(own), context: await plan(contextCondition(query)) }
    return new WindowHits(planned, { isScored, lists, operator, conditions, hasLeads: own !== null })
  }

  private constructor(planned: Planned, plan: Plan) {
    const { columns, scratch } = planned
    this.planned = planned
    this.plan = plan
    const isBoilerplate = (passage: number): boolean => !hasBit(columns.searchable, passage)
    this.leads = plan.hasLeads
      ? new Leads(scratch.zeros(columns.documents), scratch.zeros(columns.documents), isBoilerplate)
      : null
  }

  collect(window: Window, collector: Collector): void {
    const { lists, operator } = this.plan
    if (lists !== null) this.collectAny(lists, window, collector)
    else if (operator !== null) this.collectMatches(operator, window, collector)
  }

  /** Collects the leads, once all windows are collected. @param score of passages, which ascend @returns those that the filters let through */
  async collectLeads(
    width: number,
    score: (passages: Int32Array) => Promise<Float64Array>,
    collector: Collector,
  ): Promise<ReadonlySet<number>> {
    const { allowed, scratch } = this.planned
    const leads = this.leads === null ? new Int32Array(0) : keepBits(this.leads.passages(), allowed, 0)
    if (leads.length === 0) return new Set()
    const scores = this.plan.isScored ? await score(leads) : null
    for (let at = 0; at < leads.length; ) {
      const base = leads[at] as number
      let end = at
      for (; end < leads.length && (leads[end] as number) - base < width; end++)
        if (scores !== null) scratch.scores[(leads[end] as number) - base] = scores[end] as number
      collector.add(base, shifted(leads.subarray(at, end), -base), scores === null ? null : scratch.scores)
      at = end
    }
    return new Set(leads)
  }

  private collectAny({ own, scattered, context }: Lists, window: Window, collector: Collector): void {
    const { allowed, scratch } = this.planned
    const { touched } = scratch
    sweepAll(own, window, touched)
    scattered?.sweep(window, touched)
    const owned = touched.count
    sweepAll(context, window, touched)
    if (this.leads !== null && context.length > 0) {
      const { places, scores } = touched
      const inContext = places.subarray(owned, touched.count)
      touched.keepFirst(owned)
      this.tellLeads(window, inContext, (from, to, tell) => {
        for (let place = from; place < to; place++) if ((scores[place] as number) > 0) tell(place)
      })
    }
    collector.add(window.from, touched.keep(window.from, allowed), touched.scores)
    touched.clear()
  }

  private collectMatches(operator: Operator, window: Window, collector: Collector): void {
    const { allowed, scratch } = this.planned
    const scores = this.plan.isScored ? scratch.scores : null
    scores?.fill(0, 0, window.to - window.from)
    const matches = operator.list(window, scores)
    const hits = this.plan.conditions === null ? matches : this.withoutContext(matches, window)
    collector.add(window.from, keepBits(hits, allowed, window.from), scores)
  }

  /** Those of the matches that are hits by themselves. */
  private withoutContext(matches: Int32Array, window: Window): Int32Array {
    const context = this.contextAmong(matches, window)
    const hits = withoutAll(matches, context)
    this.tellLeads(window, context, (from, to, tell) => {
      for (let at = placeOf(hits, from); at < hits.length && (hits[at] as number) < to; at++)
        tell(hits[at] as number)
    })
    return hits
  }

  /** Those of the matches that are no hits by themselves. Few have anything in their titles: the others need not be looked at. */
  private contextAmong(matches: Int32Array, window: Window): Int32Array {
    const { conditions } = this.plan
    if (conditions === null || matches.length === 0) return new Int32Array(0)
    const size = window.to - window.from
    const bits = makeBits(size)
    conditions.context.sweep(window, bits, null)
    const doubtful = keepBits(matches, bits, 0)
    if (doubtful.length === 0) return doubtful
    const { own } = conditions
    if (doubtful.length * own.lists * PROBE_COST < (own.cost * size) / this.planned.columns.passages) {
      const held = new Uint8Array(doubtful.length)
      own.probe(shifted(doubtful, window.from), held, null)
      return doubtful.filter((_, at) => held[at] === 0)
    }
    const held = makeBits(size)
    own.sweep(window, held, null)
    return doubtful.filter(place => !hasBit(held, place))
  }

  /**
   * Only a document with a match in context can have a lead. So of its own hits is told, and of those of documents that go on beyond the window.
   * @param context places of matches by title and headings alone
   * @param ownIn tells the places of hits by themselves from one place to another
   */
  private tellLeads(
    { from, to }: Window,
    context: Int32Array,
    ownIn: (from: number, to: number, tell: (place: number) => void) => void,
  ): void {
    const { leads } = this
    if (leads === null) return
    const { documentOf, documentFirst } = this.planned.columns
    const documents = new Set([documentOf[from] as number, documentOf[to - 1] as number])
    let last = -1
    for (let at = 0; at < context.length; at++) {
      const passage = from + (context[at] as number)
      const document = documentOf[passage] as number
      leads.addContext(document, passage)
      if (document !== last) documents.add(document)
      last = document
    }
    for (const document of documents) {
      const first = Math.max(from, documentFirst[document] as number)
      const end = Math.min(to, documentFirst[document + 1] as number)
      ownIn(first - from, end - from, place => leads.addOwn(document, from + place))
    }
  }
}

/** The numbers that are not among others; both ascend, and each of the others is one of the numbers. */
function withoutAll(numbers: Int32Array, others: Int32Array): Int32Array {
  if (others.length === 0) return numbers
  const kept = new Int32Array(numbers.length - others.length)
  let next = 0
  let count = 0
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number
    if (number === others[next]) next++
    else kept[count++] = number
  }
  return kept
}

/** Where the first of ascending numbers stands that is not below one. */
function placeOf(numbers: Int32Array, least: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] as number) < least) low = middle + 1
    else high = middle
  }
  return low
}
