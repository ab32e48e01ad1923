// Of which type is a name mostly, in the whole archive? One name has one type, unless the words around it insist.
import { nameWords } from '../name-words.ts'
import { MODEL_TYPES } from '../tagger/labels.ts'
import type { Candidate } from '../tagger/tagger.ts'

/** A name as folded words, and how often each of `MODEL_TYPES` was found. */
export type TypeCounts = readonly [name: string, ...counts: number[]]

type ModelType = (typeof MODEL_TYPES)[number]

/** Of a document's names. */
export function countTypes(candidates: readonly (readonly Candidate[])[]): TypeCounts[] {
  const counts = new Map<string, number[]>()
  for (const { text, type } of candidates.flat()) {
    const at = MODEL_TYPES.indexOf(type as ModelType)
    if (at < 0) continue
    const name = nameWords(text).join(' ')
    const known = counts.get(name) ?? MODEL_TYPES.map(() => 0)
    known[at] = (known[at] ?? 0) + 1
    counts.set(name, known)
  }
  return Array.from(counts, ([name, found]) => [name, ...found])
}

/** The counts of all documents. */
export class TypeVotes {
  private readonly counts = new Map<string, number[]>()

  add(types: readonly TypeCounts[]): void {
    for (const [name, ...found] of types) {
      const sums = this.counts.get(name)
      if (sums === undefined) this.counts.set(name, found)
      else for (const [at, count] of found.entries()) sums[at] = (sums[at] ?? 0) + count
    }
  }

  /** The type of a name that is found more often than any other; null where there is none. */
  typeOf(text: string): ModelType | null {
    const counts = this.counts.get(nameWords(text).join(' ')) ?? []
    const most = Math.max(0, ...counts)
    const at = counts.indexOf(most)
    return most > 0 && at === counts.lastIndexOf(most) ? (MODEL_TYPES[at] ?? null) : null
  }
}
