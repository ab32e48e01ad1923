// In how many passages and documents does each entity stand?
import type { Mention } from '../../domain/document.ts'

export interface Counted {
  readonly mentions: number
  readonly passages: number
  readonly documents: number
}

const NONE: Counted = { mentions: 0, passages: 0, documents: 0 }

/** Counts passage by passage, the passages of a document one after the other. */
export class EntityCounts {
  private readonly counts = new Map<
    string,
    { mentions: number; passages: number; documents: number; last: string }
  >()

  add(document: string, mentions: readonly Mention[]): void {
    const inPassage = new Set<string>()
    for (const { entity } of mentions) {
      if (entity === null) continue
      const entry = this.counts.get(entity) ?? { mentions: 0, passages: 0, documents: 0, last: '' }
      entry.mentions++
      if (!inPassage.has(entity)) entry.passages++
      if (entry.last !== document) entry.documents++
      entry.last = document
      inPassage.add(entity)
      this.counts.set(entity, entry)
    }
  }

  of(entity: string): Counted {
    return this.counts.get(entity) ?? NONE
  }
}
