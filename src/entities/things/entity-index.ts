// Which things does the whole corpus name? Mentions are gathered, corrected, described and counted.
import type { EntityRecord, EntityRelation, Mention } from '../../domain/document.ts'
import { entityId } from '../../domain/ids.ts'
import type { Corrections } from '../corrections.ts'
import type { ResolvedMention } from '../mention-target.ts'
import { correct, type GatheredDocument } from './correct.ts'
import { EntityCounts } from './count.ts'
import { describe, mergeAll } from './describe.ts'
import { standing, type Thing, Things } from './gather.ts'

/** What things came out; documents are given again, in the same order, to get their mentions. */
interface ResolvedEntities {
  /** The mentions of a passage, those of dropped things left out. */
  mentionsIn(document: string, mentions: readonly ResolvedMention[]): Mention[]
  /** Counts a passage's mentions; those of boilerplate are not counted. */
  count(document: string, mentions: readonly Mention[]): void
  /** An entity's name by its id. */
  nameOf(id: string): string | null
  /** Sorted by id, with what was counted. */
  records(): EntityRecord[]
}

export class EntityIndex {
  private readonly things = new Things()

  /** Takes the mentions of a document, passage by passage. */
  gather(mentions: readonly (readonly ResolvedMention[])[]): void {
    this.things.gather(mentions)
  }

  /**
   * @param reread gives all documents once more; called only where a correction splits an entity by documents
   * @throws {ConfigError} where a correction names an entity that the corpus does not have
   */
  resolve(corrections: Corrections, reread: () => Iterable<GatheredDocument>): ResolvedEntities {
    const { things } = this
    const before = idsBefore(things, corrections)
    correct(things, corrections, reread)
    const ids = assignIds(things)
    const former = formerIds(before, ids)
    const described = new Map(Array.from(ids, ([thing, id]) => [id, { thing, ...describe(thing) }]))
    const counts = new EntityCounts()
    return {
      mentionsIn: (document, mentions) =>
        mentions.flatMap(mention => toMention(mention, document, things, ids) ?? []),
      count: (document, mentions) => counts.add(document, mentions),
      nameOf: id => described.get(id)?.name ?? null,
      records: () =>
        Array.from(described, ([id, { thing, type, name, aliases }]): EntityRecord => {
          const { mentions, passages, documents } = counts.of(id)
          const relations = relationsOf(thing, things, ids)
          const given = Object.keys(thing.ids).length === 0 ? {} : { ids: thing.ids }
          const known = former.get(id)
          const earlier = known === undefined ? {} : { formerIds: known }
          return { id, type, name, aliases, relations, ...given, ...earlier, passages, documents, mentions }
        }).sort((a, b) => (a.id < b.id ? -1 : 1)),
    }
  }
}

/** The id that each thing has where nothing is corrected; of no thing where no correction changes an id. */
function idsBefore(things: Things, { merge, retype, rename }: Corrections): Map<Thing, string> {
  if (merge.length + retype.length + rename.length === 0) return new Map()
  const named = [...things.all()].filter(({ forms }) => forms.size > 0)
  return new Map(named.map(thing => [thing, ownId(thing)]))
}

/** Ids that are gone and lead to an entity, by its id now, sorted. */
function formerIds(
  before: ReadonlyMap<Thing, string>,
  ids: ReadonlyMap<Thing, string>,
): Map<string, string[]> {
  const there = new Set(ids.values())
  const now = new Map<string, string>()
  for (const [thing, id] of before) {
    const entity = ids.get(standing(thing) ?? thing)
    if (entity !== undefined && !there.has(id) && !now.has(id)) now.set(id, entity)
  }
  const former = new Map<string, string[]>()
  for (const id of [...now.keys()].sort()) {
    const entity = now.get(id) ?? ''
    former.set(entity, [...(former.get(entity) ?? []), id])
  }
  return former
}

function ownId(thing: Thing): string {
  const { type, name } = describe(thing)
  return type === 'date' ? thing.key : entityId(type, name)
}

/** Ids of all things that stand, in order of first mention. Equal ids are one entity. */
function assignIds(things: Things): Map<Thing, string> {
  const ids = new Map<Thing, string>()
  const byId = new Map<string, Thing>()
  for (const thing of things.all()) {
    if (thing.replacedBy !== null || thing.forms.size === 0) continue
    const id = ownId(thing)
    const same = byId.get(id)
    if (same !== undefined) {
      mergeAll(same, [thing])
      continue
    }
    byId.set(id, thing)
    ids.set(thing, id)
  }
  return ids
}

function toMention(
  resolved: ResolvedMention,
  document: string,
  things: Things,
  ids: ReadonlyMap<Thing, string>,
): Mention | null {
  const idOf = (thing: Thing | null): string | undefined => (thing === null ? undefined : ids.get(thing))
  const { start, end, text, rule, inferredFrom } = resolved
  if (resolved.target === null) {
    const meant = resolved.candidates.flatMap(target => idOf(things.meantBy(target, document)) ?? [])
    const candidates = [...new Set(meant)]
    return { start, end, text, entity: null, type: resolved.type, rule, candidates }
  }
  const thing = things.meantBy(resolved.target, document)
  const entity = idOf(thing)
  if (thing === null || entity === undefined) return null
  const mention = { start, end, text, entity, type: thing.type, rule }
  return inferredFrom === undefined ? mention : { ...mention, inferredFrom }
}

/** Each to an entity that there is, by its id now, once: what the text says first, then what a correction keeps apart. */
function relationsOf(thing: Thing, things: Things, ids: ReadonlyMap<Thing, string>): EntityRelation[] {
  const own = ids.get(thing)
  const idOf = (other: Thing | undefined): string | undefined => {
    const entity = other === undefined ? undefined : ids.get(standing(other) ?? other)
    return entity === own ? undefined : entity
  }
  const said = new Map<string, EntityRelation>()
  for (const { relation, entity: key } of thing.relations.values()) {
    const entity = idOf(things.get(key))
    if (entity !== undefined) said.set(`${relation} ${entity}`, { relation, entity })
  }
  const apart = [...new Set([...thing.distinctFrom].flatMap(other => idOf(other) ?? []))].sort()
  return [...said.values(), ...apart.map(entity => ({ relation: 'distinct-from' as const, entity }))]
}
