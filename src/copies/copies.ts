// Which passages are copies of this one? The groups of a bundle, by passage.

export class Copies {
  private readonly groups: readonly (readonly number[])[]
  /** By passage: the number of its group, or -1; empty where there is no group. */
  readonly groupOfPassage: Int32Array

  /** @param groups passages of each, ascending; @param passages of the corpus */
  constructor(groups: readonly (readonly number[])[], passages: number) {
    this.groups = groups
    this.groupOfPassage = new Int32Array(groups.length === 0 ? 0 : passages).fill(-1)
    for (const [number, group] of groups.entries())
      for (const passage of group) this.groupOfPassage[passage] = number
  }

  /** Number of groups. */
  get size(): number {
    return this.groups.length
  }

  /** The number of the passage's group, or -1. */
  groupOf(passage: number): number {
    return this.groupOfPassage[passage] ?? -1
  }

  areCopies(a: number, b: number): boolean {
    const group = this.groupOf(a)
    return group >= 0 && group === this.groupOf(b)
  }

  /** All passages of a group, ascending. */
  members(group: number): readonly number[] {
    return this.groups[group] ?? []
  }

  /** All copies of a passage, itself among them, ascending; it alone where it has none. */
  of(passage: number): readonly number[] {
    const group = this.groupOf(passage)
    return group < 0 ? [passage] : this.members(group)
  }
}

export const NO_COPIES = new Copies([], 0)
