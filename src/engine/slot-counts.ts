// Who stood in the slots of a query, and in how many hits? Counted hit by hit.
import { compareTexts } from '../domain/order.ts'
import type { Slot } from '../domain/slots.ts'
import type { FacetCount } from './facets.ts'

export class SlotCounts {
  readonly slots: readonly Slot[]
  private readonly counts: readonly Map<string, number>[]

  constructor(slots: readonly Slot[]) {
    this.slots = slots
    this.counts = slots.map(() => new Map())
  }

  /** Takes a hit. @param fillersOf the ids of the entities that fill a slot in it, each once */
  add(fillersOf: (slot: Slot) => Iterable<string>): void {
    for (const [at, slot] of this.slots.entries()) {
      const counts = this.counts[at]
      for (const id of fillersOf(slot)) counts?.set(id, (counts.get(id) ?? 0) + 1)
    }
  }

  /** Of each slot the most frequent, ties by id. */
  most(limit: number): FacetCount[][] {
    return this.counts.map(counts =>
      Array.from(counts, ([id, count]) => ({ id, count }))
        .sort((a, b) => b.count - a.count || compareTexts(a.id, b.id))
        .slice(0, limit),
    )
  }
}
