// Which entities are merged into which? Merges in any order, as a forest; a circle is refused with the lines that make it.
import { ConfigError } from '../../domain/errors.ts'
import type { EntityReference } from '../corrections.ts'

interface Merge<T> {
  readonly into: T
  readonly reference: EntityReference
}

export class Merges<T> {
  private readonly path: string
  private readonly merges = new Map<T, Merge<T>>()
  /** What each is merged into in the end, as far as it is known: the way there is short (Tarjan 1975). */
  private readonly ends = new Map<T, T>()

  /** @param path of the corrections, for messages */
  constructor(path: string) {
    this.path = path
  }

  /** @throws {ConfigError} where the thing is merged into another already, or the two into each other */
  add(thing: T, into: T, reference: EntityReference): void {
    if (thing === into) return
    const before = this.merges.get(thing)
    if (before?.into === into) return
    if (before !== undefined) {
      const lines = linesOf([before.reference, reference])
      throw new ConfigError(
        `${this.at(reference)}: “${reference.entity}” is merged into two entities (${lines}). Keep one.`,
      )
    }
    if (this.end(into) === thing) {
      const lines = linesOf([...this.way(into), reference])
      throw new ConfigError(
        `${this.at(reference)}: “${reference.entity}” is merged into an entity that is merged into it (${lines}). Keep one direction.`,
      )
    }
    this.merges.set(thing, { into, reference })
    this.ends.set(thing, into)
  }

  /** Each that is merged, and what it becomes, in the order of the file. */
  *inOrder(): Generator<readonly [thing: T, into: T]> {
    for (const thing of this.merges.keys()) yield [thing, this.end(thing)]
  }

  private end(thing: T): T {
    let end = thing
    for (let next = this.ends.get(end); next !== undefined; next = this.ends.get(end)) end = next
    for (let at = thing; at !== end; ) {
      const next = this.ends.get(at) ?? end
      this.ends.set(at, end)
      at = next
    }
    return end
  }

  private way(thing: T): EntityReference[] {
    const references: EntityReference[] = []
    for (let at = this.merges.get(thing); at !== undefined; at = this.merges.get(at.into))
      references.push(at.reference)
    return references
  }

  private at({ line }: EntityReference): string {
    return `${this.path}:${line}`
  }
}

function linesOf(references: readonly EntityReference[]): string {
  const lines = [...new Set(references.map(({ line }) => line))].sort((a, b) => a - b)
  return `${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, -1).join(', ')}${lines.length > 1 ? ' and ' : ''}${lines.at(-1)}`
}
