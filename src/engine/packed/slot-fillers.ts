// Which entities stood in the slots of a query? Read from the places of names in the texts of hits.
import type { Slot } from '../../domain/slots.ts'
import type { FacetCount } from '../facets.ts'
import { SlotCounts } from '../slot-counts.ts'
import type { PackedColumns } from './columns.ts'
import type { NearTexts } from './near-texts.ts'
import type { Planner } from './plan.ts'

export class SlotFillers {
  private readonly counts: SlotCounts
  private readonly columns: PackedColumns
  /** For each slot the texts of its distances, with its place among their operands. */
  private readonly texts: ReadonlyMap<
    Slot,
    readonly { readonly texts: NearTexts; readonly operand: number }[]
  >

  constructor(slots: readonly Slot[], planner: Planner, columns: PackedColumns) {
    this.counts = new SlotCounts(slots)
    this.columns = columns
    this.texts = new Map(
      slots.map(slot => [
        slot,
        slot.places.map(({ near, operand }) => ({ texts: planner.nearTexts(near, 'text'), operand })),
      ]),
    )
  }

  /** Takes hits of a window: passage = base + place. */
  add(base: number, places: Int32Array): void {
    for (let at = 0; at < places.length; at++) {
      const passage = base + (places[at] as number)
      this.counts.add(slot => this.fillersIn(passage, slot))
    }
  }

  most(limit: number): FacetCount[][] {
    return this.counts.most(limit)
  }

  private fillersIn(passage: number, slot: Slot): string[] {
    const { entity } = this.columns
    const { from, to } = this.columns.placesOf(slot.entityType, entity)
    const found = new Set<number>()
    for (const { texts, operand } of this.texts.get(slot) ?? [])
      for (const { entity: place = -1 } of texts.placesIn(passage)[operand] ?? [])
        if (place >= from && place < to) found.add(place)
    return Array.from(found, place => entity.idAt(place))
  }
}
