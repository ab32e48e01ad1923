// What is a known name? One thing, the forms it is written in, and what it is visibly related to.
import type { EntityRelation, EntityType } from '../../domain/document.ts'

/** What a mention is linked to. */
export interface KnownName {
  readonly type: EntityType
  /** Canonical name. */
  readonly name: string
  readonly relations?: readonly EntityRelation[]
}

export interface GazetteerEntry extends KnownName {
  /** Further forms. A form of up to five capitals (`US`, `NATO`) matches capitals only. */
  readonly aliases: readonly string[]
  /** True for names of things written in lower case, such as weapon families. */
  readonly lowerCase?: true
  /** True where each form means this and nothing else: countries, and what a user adds. */
  readonly certain?: true
}

/** Entries of one type from lines of `Name | alias | alias`. */
export function entries(
  type: EntityType,
  lines: string,
  extra: Partial<GazetteerEntry> = {},
): GazetteerEntry[] {
  return lines
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [name = '', ...aliases] = line.split('|').map(form => form.trim())
      return { type, name, aliases, ...extra }
    })
}
