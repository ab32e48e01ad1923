// Who is asked to stand in a query? `person:*` near something, with all places of the tree that it has.
import type { NearNode, QueryNode, SlotNode, TypedSlot } from './query.ts'

/** Slots of a query of which is asked who stood in them; the others only match. */
const MOST_SLOTS = 8

/** A slot where it was typed once. */
export interface Slot {
  readonly typed: TypedSlot
  readonly entityType: SlotNode['entityType']
  /** A name fills it where it takes part in one of these. */
  readonly places: readonly SlotPlace[]
  /** Whether each match of the query has it filled, so that the query with a name in its place finds those that the name fills. */
  readonly isDemanded: boolean
}

export interface SlotPlace {
  readonly near: NearNode
  /** Place among the operands. */
  readonly operand: number
}

/** In the order of the query; what is excluded has none. */
export function slotsIn(tree: QueryNode): Slot[] {
  const found = new Map<
    number,
    Omit<Slot, 'isDemanded'> & { readonly places: SlotPlace[]; isDemanded: boolean }
  >()
  const visit = (node: QueryNode, isDemanded: boolean): void => {
    if (node.type === 'and' || node.type === 'or')
      for (const child of node.children)
        visit(child, isDemanded && (node.type === 'and' || node.children.length === 1))
    if (node.type !== 'near') return
    for (const [operand, nodes] of node.operands.entries())
      for (const slot of nodes) {
        if (slot.type !== 'slot' || slot.typed === undefined) continue
        const { typed, entityType } = slot
        const known = found.get(typed.start) ?? { typed, entityType, places: [], isDemanded: true }
        known.isDemanded &&= isDemanded && nodes.length === 1 && known.places.length === 0
        known.places.push({ near: node, operand })
        found.set(typed.start, known)
      }
  }
  visit(tree, true)
  return [...found.values()].sort((a, b) => a.typed.start - b.typed.start).slice(0, MOST_SLOTS)
}
