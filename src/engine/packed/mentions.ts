// At which words of a passage do names stand, and whose are they? Written passage by passage, read where they lie.
//
//   mention   varint first word less that of the mention before · varint further words · varint entity, its place among those of the passage
import { type Place, wordsWithin } from '../../domain/near.ts'
import type { SlotNode } from '../../domain/query.ts'
import type { IndexInput } from '../engine.ts'
import { ByteReader, GrowableBytes, GrowableWords } from '../growable.ts'
import { type ArrayFile, type Numbers, type NumericArray, narrowest } from './array-file.ts'
import type { PackedColumns } from './columns.ts'
import { assertFits } from './layout.ts'

/** A name in a passage. */
export interface NamedPlace extends Place {
  /** Its place in the dictionary of entities; absent for words. */
  readonly entity?: number
}

export class MentionWriter {
  private readonly bytes = new GrowableBytes()
  private readonly starts = new GrowableWords()

  constructor() {
    this.starts.push(0)
  }

  /** @param bounds where each word of the passage's text begins and ends, one after the other */
  addPassage(
    { entities, mentioned }: Pick<IndexInput, 'entities' | 'mentioned'>,
    bounds: GrowableWords,
  ): void {
    const numbers = new Map([...new Set(entities)].map((id, number) => [id, number]))
    const places = mentioned.flatMap((range, at) => {
      const place = wordsWithin(
        bounds.length >> 1,
        word => bounds.at(2 * word),
        word => bounds.at(2 * word + 1),
        range,
      )
      return place === null ? [] : [{ ...place, number: numbers.get(entities[at] ?? '') ?? 0 }]
    })
    let before = 0
    for (const { first, last, number } of places.sort((a, b) => a.first - b.first)) {
      this.bytes.pushVarint(first - before)
      this.bytes.pushVarint(last - first)
      this.bytes.pushVarint(number)
      before = first
    }
    assertFits(this.bytes.length, 'names')
    this.starts.push(this.bytes.length)
  }

  finish(): Record<string, NumericArray> {
    return {
      'mention.starts': narrowest(this.starts.view.slice()),
      'mention.places': this.bytes.view.slice(),
    }
  }
}

export class Mentions {
  private readonly starts: Numbers
  private readonly bytes: Uint8Array
  private readonly columns: PackedColumns

  constructor(file: ArrayFile, columns: PackedColumns) {
    this.starts = file.unsigned('mention.starts')
    this.bytes = file.bytes('mention.places')
    this.columns = columns
  }

  /** Places in the dictionary of the entities that fill a slot. */
  entitiesOf({ entityType, ids }: SlotNode): (entity: number) => boolean {
    const { entity } = this.columns
    if (ids !== undefined) {
      const places = new Set(ids.map(id => entity.ids.find(id)?.ordinal))
      return place => places.has(place)
    }
    const { from, to } = this.columns.placesOf(entityType, entity)
    return place => place >= from && place < to
  }

  /** The names in a passage that are wanted, in order of their first words. */
  in(passage: number, isWanted: (entity: number) => boolean): NamedPlace[] {
    const { starts, values } = this.columns.entity
    const row = starts[passage] as number
    const end = this.starts[passage + 1] as number
    const reader = new ByteReader(this.bytes, this.starts[passage] as number)
    const found: NamedPlace[] = []
    for (let first = 0; reader.at < end; ) {
      first += reader.varint()
      const last = first + reader.varint()
      const entity = values[row + reader.varint()] as number
      if (isWanted(entity)) found.push({ first, last, entity })
    }
    return found
  }
}
