// Who stood in the slots of a query? Names with their counts, each with the query that finds just these passages.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { QueryNode } from '../domain/query.ts'
import { type Slot, slotsIn } from '../domain/slots.ts'
import type { FacetCount } from '../engine/facets.ts'
import { findEntities } from './name-index.ts'

export interface SlotAnswer {
  /** As typed: `person:*`. */
  readonly slot: string
  /** The most frequent first, `facetLimit` of them. */
  readonly values: readonly SlotValue[]
}

export interface SlotValue {
  readonly id: string
  readonly name: string
  /** Hits in which this entity fills the slot. */
  readonly count: number
  /**
   * The query with the name in place of the slot: it finds these hits. Null where no name means this entity alone, or a hit may do without the
   * slot.
   */
  readonly q: string | null
}

/** @param counts of the engine, a list for each slot */
export function slotAnswers(
  bundle: Bundle,
  q: string,
  tree: QueryNode,
  counts: readonly (readonly FacetCount[])[],
): SlotAnswer[] {
  return slotsIn(tree).map((slot, at) => ({
    slot: q.slice(slot.typed.start, slot.typed.end),
    values: (counts[at] ?? []).map(({ id, count }) => {
      const name = bundle.records.entity(id)?.name ?? id
      const written = slot.isDemanded ? nameOf(bundle, slot, id, name) : null
      return { id, name, count, q: written === null ? null : withName(q, slot, written) }
    }),
  }))
}

/** A slot stands directly beside a quotation, a name does so where a sign says it. */
function withName(
  q: string,
  { typed: { start, end, isAfter, isBefore }, entityType }: Slot,
  name: string,
): string {
  const asked = `${entityType}:"${name}"`
  return `${q.slice(0, start)}${isAfter ? 'ADJ ' : ''}${asked}${isBefore ? ' ADJ' : ''}${q.slice(end)}`
}

/** What may be typed for an entity alone: its name, or its id. */
function nameOf(bundle: Bundle, { entityType }: Slot, id: string, name: string): string | null {
  const isAlone = (written: string): boolean => {
    const found = /["“”„«»]/u.test(written) ? [] : findEntities(bundle, entityType, written)
    return found.length === 1 && found[0] === id
  }
  return [name, id].find(isAlone) ?? null
}
