// Which passages of a window are hits? Matches by themselves at once, the leads of documents when all windows are seen.
import type { EngineRequest } from '../engine.ts'
import { Leads, ownCondition } from '../hits.ts'
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

export class WindowHits {
  private readonly planned: Planned
  private readonly isScored: boolean
  /** Null where the query is no disjunction of terms that score: then it is evaluated by operators. */
  private readonly lists: Lists | null
  private readonly operator: Operator | null
  /** What makes a match a hit by itself; null where each is. */
  private readonly own: Operator | null
  private readonly leads: Leads | null

  constructor(planned: Planned, { query, sort, everyMatch }: EngineRequest) {
    const { planner, columns, scratch } = planned
    this.planned = planned
    this.isScored = sort === 'relevance'
    this.lists = this.isScored ? planner.disjunction(query) : null
    this.operator = this.lists === null ? planner.plan(query) : null
    const condition = everyMatch === true ? null : ownCondition(query)
    this.own = condition === null || this.lists !== null ? null : planner.plan(condition)
    const isBoilerplate = (passage: number): boolean => !hasBit(columns.searchable, passage)
    this.leads =
      condition === null
        ? null
        : new Leads(scratch.zeros(columns.documents), scratch.zeros(columns.documents), isBoilerplate)
  }

  collect(window: Window, collector: Collector): void {
    if (this.lists !== null) this.collectAny(this.lists, window, collector)
    else if (this.operator !== null) this.collectMatches(this.operator, window, collector)
  }

  /** Collects the leads, once all windows are collected. @param score of passages, which ascend @returns those that the filters let through */
  collectLeads(
    width: number,
    score: (passages: Int32Array) => Float64Array,
    collector: Collector,
  ): ReadonlySet<number> {
    const { allowed, scratch } = this.planned
    const leads = this.leads === null ? new Int32Array(0) : keepBits(this.leads.passages(), allowed, 0)
    if (leads.length === 0) return new Set()
    const scores = this.isScored ? score(leads) : null
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

  private collectAny({ own, context }: Lists, window: Window, collector: Collector): void {
    const { allowed, scratch } = this.planned
    const { touched } = scratch
    sweepAll(own, window, touched)
    const owned = touched.count
    sweepAll(context, window, touched)
    if (this.leads !== null && context.length > 0) {
      const { places } = touched
      this.takeOwn(window.from, places.subarray(0, owned))
      this.takeContext(window.from, places.subarray(owned, touched.count))
      touched.keepFirst(owned)
    }
    collector.add(window.from, touched.keep(window.from, allowed), touched.scores)
    touched.clear()
  }

  private collectMatches(operator: Operator, window: Window, collector: Collector): void {
    const { allowed, scratch } = this.planned
    const scores = this.isScored ? scratch.scores : null
    scores?.fill(0, 0, window.to - window.from)
    const matches = operator.list(window, scores)
    const hits = this.own === null ? matches : this.withoutContext(matches, this.own, window)
    collector.add(window.from, keepBits(hits, allowed, window.from), scores)
  }

  /** Those of the matches that are hits by themselves; the leads are told of all. */
  private withoutContext(matches: Int32Array, own: Operator, window: Window): Int32Array {
    if (matches.length === 0) return matches
    const holds = this.holding(matches, own, window)
    const hits = matches.filter((_, at) => holds(at))
    this.takeOwn(window.from, hits)
    this.takeContext(
      window.from,
      matches.filter((_, at) => !holds(at)),
    )
    return hits
  }

  /** Whether the operator matches the match at a place of the list. */
  private holding(matches: Int32Array, own: Operator, window: Window): (at: number) => boolean {
    const size = window.to - window.from
    if (matches.length * PROBE_COST < (own.cost * size) / this.planned.columns.passages) {
      const held = new Uint8Array(matches.length)
      own.probe(shifted(matches, window.from), held, null)
      return at => held[at] === 1
    }
    const bits = makeBits(size)
    own.sweep(window, bits, null)
    return at => hasBit(bits, matches[at] as number)
  }

  private takeOwn(base: number, places: Int32Array): void {
    const { documentOf } = this.planned.columns
    for (let at = 0; at < places.length; at++) {
      const passage = base + (places[at] as number)
      this.leads?.addOwn(documentOf[passage] as number, passage)
    }
  }

  private takeContext(base: number, places: Int32Array): void {
    const { documentOf } = this.planned.columns
    for (let at = 0; at < places.length; at++) {
      const passage = base + (places[at] as number)
      this.leads?.addContext(documentOf[passage] as number, passage)
    }
  }
}
