// What does a person know better than the tagger? Reads `entities.yaml`: add, drop, split, merge, retype, rename.
import { z } from 'zod'
import { parseYaml } from '../corpus/yaml-file.ts'
import { ENTITY_TYPES, type EntityType } from '../domain/document.ts'
import type { GazetteerEntry } from './gazetteer/entry.ts'

const name = z.string().trim().min(1, 'a name is missing')
const type = z.enum(ENTITY_TYPES)

const schema = z.strictObject({
  add: z.array(z.strictObject({ name, type, aliases: z.array(name).default([]) })).default([]),
  drop: z.array(z.strictObject({ entity: name })).default([]),
  split: z
    .array(
      z.strictObject({
        entity: name,
        into: z.array(z.strictObject({ name, documents: z.array(name).min(1, 'name the documents') })).min(1),
      }),
    )
    .default([]),
  merge: z
    .array(z.strictObject({ into: name, from: z.array(name).min(1, 'name what is merged') }))
    .default([]),
  retype: z.array(z.strictObject({ entity: name, to: type })).default([]),
  rename: z.array(z.strictObject({ entity: name, to: name })).default([]),
  distinct: z.array(z.array(name).min(2, 'name two entities or more')).default([]),
})

/** The reference of a correction to an entity: an id, or a name or alias, and the line that it stands on. */
export interface EntityReference {
  readonly entity: string
  readonly line: number
}

export interface Corrections {
  readonly path: string
  readonly add: readonly GazetteerEntry[]
  readonly drop: readonly EntityReference[]
  readonly split: readonly (EntityReference & {
    readonly into: readonly { readonly name: string; readonly documents: readonly string[] }[]
  })[]
  readonly merge: readonly { readonly into: EntityReference; readonly from: readonly EntityReference[] }[]
  readonly retype: readonly (EntityReference & { readonly to: EntityType })[]
  readonly rename: readonly (EntityReference & { readonly to: string })[]
  /** Groups of which each is another: they are never proposed for merging. */
  readonly distinct: readonly (readonly EntityReference[])[]
}

export const NO_CORRECTIONS: Corrections = {
  path: '',
  add: [],
  drop: [],
  split: [],
  merge: [],
  retype: [],
  rename: [],
  distinct: [],
}

/** @throws {ConfigError} for YAML or entries that cannot be used, with their lines */
export function parseCorrections(text: string, path: string): Corrections {
  const { value, lineOf } = parseYaml(text, path, schema)
  const at = <T extends { entity: string }>(kind: string, items: readonly T[]): (T & EntityReference)[] =>
    items.map((item, index) => ({ ...item, line: lineOf([kind, index, 'entity']) }))
  return {
    path,
    add: value.add,
    drop: at('drop', value.drop),
    split: at('split', value.split),
    merge: value.merge.map(({ into, from }, index) => ({
      into: { entity: into, line: lineOf(['merge', index, 'into']) },
      from: from.map((entity, item) => ({ entity, line: lineOf(['merge', index, 'from', item]) })),
    })),
    retype: at('retype', value.retype),
    rename: at('rename', value.rename),
    distinct: value.distinct.map((group, index) =>
      group.map((entity, item) => ({ entity, line: lineOf(['distinct', index, item]) })),
    ),
  }
}
