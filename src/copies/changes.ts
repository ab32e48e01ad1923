// What was changed between two texts, word by word? By the shortest edit script (Myers, "An O(ND) difference algorithm and its
// variations", 1986).
import { diffArrays } from 'diff'

export interface Change {
  /** Words of both texts, of the first alone, or of the second alone. */
  readonly kind: 'same' | 'removed' | 'added'
  readonly count: number
}

/** @returns null where more than `most` words would have to be removed and added */
export function changesBetween<T>(a: T[], b: T[], most: number): Change[] | null {
  const parts = diffArrays(a, b, { maxEditLength: most })
  if (parts === undefined) return null
  return parts.map(({ added, removed, count }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    count,
  }))
}
