// What does `entities.yaml` make of the things that were gathered? Dropped, split, merged, retyped, renamed and kept apart, in this order.
import { ConfigError } from '../../domain/errors.ts'
import { entityId } from '../../domain/ids.ts'
import type { Corrections, EntityReference } from '../corrections.ts'
import type { ResolvedMention } from '../mention-target.ts'
import { describe, mergeAll } from './describe.ts'
import { addForm, partFor, removeForm, type Thing, type Things } from './gather.ts'
import { Merges } from './merges.ts'

/** The mentions of one document, passage by passage. */
export interface GatheredDocument {
  readonly document: string
  readonly mentions: readonly (readonly ResolvedMention[])[]
}

/**
 * @param reread gives all documents once more; called only where a correction splits an entity by documents
 * @throws {ConfigError} where a correction names an entity that the corpus does not have, with all that do
 */
export function correct(
  things: Things,
  corrections: Corrections,
  reread: () => Iterable<GatheredDocument>,
): void {
  const find = finderIn(things, corrections.path)
  const problems: string[] = []
  const attempt = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      problems.push(error.message)
    }
  }
  for (const drop of corrections.drop) attempt(() => { find(drop).replacedBy = 'dropped' }) // biome-ignore format: one action
  for (const part of corrections.split) attempt(() => split(things, find(part), part.into, reread))
  merge(corrections, find, attempt)
  for (const retype of corrections.retype) attempt(() => { find(retype).type = retype.to }) // biome-ignore format: one action
  for (const rename of corrections.rename) attempt(() => { find(rename).name = rename.to }) // biome-ignore format: one action
  for (const group of corrections.distinct) attempt(() => keepApart(group.map(find)))
  if (problems.length > 0) throw new ConfigError(`${corrections.path} does not fit the corpus:`, problems)
}

function split(
  things: Things,
  thing: Thing,
  into: readonly { readonly name: string; readonly documents: readonly string[] }[],
  reread: () => Iterable<GatheredDocument>,
): void {
  const parts = into.map(({ name, documents }) => {
    const part = things.named({ key: entityId(thing.type, name), type: thing.type, name, relations: [] })
    return { documents, thing: part }
  })
  things.split(thing, parts)
  for (const { document, mentions } of reread()) {
    const part = partFor(parts, document)
    for (const { target, text, rule } of mentions.flat()) {
      if (part === undefined || target?.key !== thing.key) continue
      removeForm(thing, text, rule)
      addForm(part.thing, text, 'split')
    }
  }
}

/** All that are merged, in whatever order they are listed, become the one that none of them is merged into. */
function merge(
  { path, merge: asked }: Corrections,
  find: (reference: EntityReference) => Thing,
  attempt: (action: () => void) => void,
): void {
  const merges = new Merges<Thing>(path)
  for (const { into, from } of asked)
    for (const reference of from) attempt(() => merges.add(find(reference), find(into), reference))
  for (const [thing, into] of merges.inOrder()) mergeAll(into, [thing])
}

function keepApart(things: readonly Thing[]): void {
  for (const thing of things) for (const other of things) if (other !== thing) thing.distinctFrom.add(other)
}

/** Finds by id, else by name or form; says what is close where nothing is found. */
function finderIn(things: Things, path: string): (reference: EntityReference) => Thing {
  const byName = new Map<string, Set<Thing>>()
  for (const thing of things.all()) {
    const { name, aliases } = describe(thing)
    for (const form of [name, ...aliases.map(alias => alias.name)])
      byName.set(form.toLowerCase(), (byName.get(form.toLowerCase()) ?? new Set()).add(thing))
  }
  return ({ entity, line }) => {
    const thing = things.get(entity)
    if (thing !== undefined) return thing
    const [only, ...others] = byName.get(entity.toLowerCase()) ?? []
    if (only === undefined) {
      throw new ConfigError(
        `${path}:${line}: no entity is called “${entity}”. List names with: lede entities`,
      )
    }
    if (others.length > 0) {
      const ids = [only, ...others].map(({ key }) => key).join(', ')
      throw new ConfigError(`${path}:${line}: “${entity}” could be ${ids}. Write the id.`)
    }
    return only
  }
}
