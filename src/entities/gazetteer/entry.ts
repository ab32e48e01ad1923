// What is a known name? One thing, the forms it is written in, and what it is visibly related to.
import type { EntityIds, EntityRelation, EntityType } from '../../domain/document.ts'

/** What a mention is linked to. */
export interface KnownName {
  readonly type: EntityType
  /** Canonical name. */
  readonly name: string
  readonly relations?: readonly EntityRelation[]
  readonly ids?: EntityIds
}

export interface GazetteerEntry extends KnownName {
  /**
   * Further forms. A form of up to five capitals (`US`, `NATO`) matches capitals only; one that begins with a small letter, such as that of a
   * family of weapons, matches both.
   */
  readonly aliases: readonly string[]
  /** True where each form means this and nothing else: countries. */
  readonly certain?: true
  /** True for what corrections add: a person's word is enough. */
  readonly added?: true
}
