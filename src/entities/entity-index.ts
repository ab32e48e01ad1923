// Which things does the whole corpus name? Gathers resolved mentions, applies corrections, counts.
import type {
  EntityAlias,
  EntityIds,
  EntityRecord,
  EntityRelation,
  EntityType,
  Mention,
} from '../domain/document.ts'
import { ConfigError } from '../domain/errors.ts'
import { entityId } from '../domain/ids.ts'
import type { Corrections, EntityReference } from './corrections.ts'
import type { ResolvedMention, Target } from './mention-target.ts'
import { Merges } from './merges.ts'
import { cleanForm, spokenOrder } from './name-words.ts'

/** A thing while mentions are gathered; corrections change it before ids are given. */
interface Thing {
  readonly key: string
  type: EntityType
  name: string | null
  /** Mentions of each form, by rule. */
  readonly forms: Map<string, Map<string, number>>
  readonly relations: Map<string, EntityRelation>
  /** Of registers; of things that are merged the first one's of each register. */
  ids: EntityIds
  /** Things that a correction says are others. */
  readonly distinctFrom: Set<Thing>
  /** Set where a correction merged or dropped it. */
  replacedBy: Thing | 'dropped' | null
}

/** The mentions of one document, passage by passage. */
export interface GatheredDocument {
  readonly document: string
  readonly mentions: readonly (readonly ResolvedMention[])[]
}

/** What things came out; documents are given again, in the same order, to get their mentions. */
export interface ResolvedEntities {
  /** The mentions of a passage, those of dropped things left out. */
  mentionsIn(document: string, mentions: readonly ResolvedMention[]): Mention[]
  /** Counts a passage's mentions; those of boilerplate are not counted. */
  count(document: string, mentions: readonly Mention[]): void
  /** An entity's name by its id. */
  nameOf(id: string): string | null
  /** Sorted by id, with what was counted. */
  records(): EntityRecord[]
}

interface Count {
  mentions: number
  passages: number
  documents: number
  /** The document that was counted last. */
  last: string
}

/** Gathers names and how often each form stands; the mentions themselves are not kept. */
export class EntityIndex {
  private readonly things = new Map<string, Thing>()
  /** Mentions that a split moved: key → document → the new thing. */
  private readonly moved = new Map<string, { documents: readonly string[]; thing: Thing }[]>()

  gather(mentions: readonly (readonly ResolvedMention[])[]): void {
    for (const passage of mentions)
      for (const { target, text, rule } of passage)
        if (target !== null) addForm(this.thing(target), text, rule)
  }

  /**
   * @param reread gives all documents once more; called only where a correction splits an entity by documents
   * @throws {ConfigError} where a correction names an entity that the corpus does not have
   */
  resolve(corrections: Corrections, reread: () => Iterable<GatheredDocument>): ResolvedEntities {
    this.correct(corrections, reread)
    const ids = this.assignIds()
    const described = new Map(Array.from(ids, ([thing, id]) => [id, describe(thing)]))
    const counts = new Map<string, Count>()
    return {
      mentionsIn: (document, mentions) =>
        mentions.flatMap(mention => this.toMention(mention, document, ids) ?? []),
      count: (document, mentions) => countMentions(counts, document, mentions),
      nameOf: id => described.get(id)?.name ?? null,
      records: () =>
        Array.from(ids, ([thing, id]): EntityRecord => {
          const { mentions = 0, passages = 0, documents = 0 } = counts.get(id) ?? {}
          const { type, name, aliases } = described.get(id) ?? describe(thing)
          const relations = this.relationsOf(thing, ids)
          const given = Object.keys(thing.ids).length === 0 ? {} : { ids: thing.ids }
          return { id, type, name, aliases, relations, ...given, passages, documents, mentions }
        }).sort((a, b) => (a.id < b.id ? -1 : 1)),
    }
  }

  /** Each to an entity that there is, by its id now, once. */
  private relationsOf(thing: Thing, ids: ReadonlyMap<Thing, string>): EntityRelation[] {
    const own = ids.get(thing)
    const relations = new Map<string, EntityRelation>()
    const add = (relation: EntityRelation['relation'], other: Thing | undefined): void => {
      const entity = other === undefined ? undefined : ids.get(standing(other) ?? other)
      if (entity !== undefined && entity !== own) relations.set(`${relation} ${entity}`, { relation, entity })
    }
    for (const { relation, entity } of thing.relations.values()) add(relation, this.things.get(entity))
    const known = [...relations.values()]
    relations.clear()
    for (const other of thing.distinctFrom) add('distinct-from', other)
    return [...known, ...[...relations.values()].sort((a, b) => (a.entity < b.entity ? -1 : 1))]
  }

  private thing({ key, type, name, relations, ids = {} }: Target): Thing {
    const known = this.things.get(key)
    if (known !== undefined) return known
    const byEntity = new Map(relations.map(relation => [relation.entity, relation]))
    const thing: Thing = {
      key,
      type,
      name,
      forms: new Map(),
      relations: byEntity,
      ids,
      distinctFrom: new Set(),
      replacedBy: null,
    }
    this.things.set(key, thing)
    return thing
  }

  private correct(corrections: Corrections, reread: () => Iterable<GatheredDocument>): void {
    const find = this.finder(corrections.path)
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
    for (const split of corrections.split) attempt(() => this.split(find(split), split.into, reread))
    this.merge(corrections, find, attempt)
    for (const retype of corrections.retype) attempt(() => { find(retype).type = retype.to }) // biome-ignore format: one action
    for (const rename of corrections.rename) attempt(() => { find(rename).name = rename.to }) // biome-ignore format: one action
    for (const group of corrections.distinct) attempt(() => keepApart(group.map(find)))
    if (problems.length > 0) throw new ConfigError(`${corrections.path} does not fit the corpus:`, problems)
  }

  /** All that are merged, in whatever order they are listed, become the one that none of them is merged into. */
  private merge(
    { path, merge }: Corrections,
    find: (reference: EntityReference) => Thing,
    attempt: (action: () => void) => void,
  ): void {
    const merges = new Merges<Thing>(path)
    for (const { into, from } of merge)
      for (const reference of from) attempt(() => merges.add(find(reference), find(into), reference))
    for (const [thing, into] of merges.inOrder()) mergeAll(into, [thing])
  }

  private split(
    thing: Thing,
    into: readonly { name: string; documents: readonly string[] }[],
    reread: () => Iterable<GatheredDocument>,
  ): void {
    const parts = into.map(({ name, documents }) => {
      const part = this.thing({ key: entityId(thing.type, name), type: thing.type, name, relations: [] })
      return { documents, thing: part }
    })
    this.moved.set(thing.key, parts)
    for (const { document, mentions } of reread()) {
      const part = parts.find(({ documents }) => documents.some(pattern => matches(pattern, document)))
      for (const { target, text, rule } of mentions.flat()) {
        if (part === undefined || target?.key !== thing.key) continue
        removeForm(thing, text, rule)
        addForm(part.thing, text, 'split')
      }
    }
  }

  /** Finds by id, else by name or form; says what is close where nothing is found. */
  private finder(path: string): (reference: EntityReference) => Thing {
    const byName = new Map<string, Set<Thing>>()
    for (const thing of this.things.values()) {
      const described = describe(thing)
      for (const form of [described.name, ...described.aliases.map(alias => alias.name)]) {
        byName.set(form.toLowerCase(), (byName.get(form.toLowerCase()) ?? new Set()).add(thing))
      }
    }
    return ({ entity, line }) => {
      const thing = this.things.get(entity)
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

  /** Ids of all things that stand, in order of first mention. Equal ids are one entity. */
  private assignIds(): Map<Thing, string> {
    const ids = new Map<Thing, string>()
    const byId = new Map<string, Thing>()
    for (const thing of this.things.values()) {
      if (thing.replacedBy !== null || thing.forms.size === 0) continue
      const { type, name } = describe(thing)
      const id = type === 'date' ? thing.key : entityId(type, name)
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

  private toMention(
    resolved: ResolvedMention,
    document: string,
    ids: ReadonlyMap<Thing, string>,
  ): Mention | null {
    const { start, end, text, rule, inferredFrom } = resolved
    if (resolved.target === null) {
      const candidates = [
        ...new Set(resolved.candidates.flatMap(target => this.idOf(target, document, ids)?.id ?? [])),
      ]
      return { start, end, text, entity: null, type: resolved.type, rule, candidates }
    }
    const found = this.idOf(resolved.target, document, ids)
    if (found === null) return null
    const mention = { start, end, text, entity: found.id, type: found.thing.type, rule }
    return inferredFrom === undefined ? mention : { ...mention, inferredFrom }
  }

  private idOf(
    target: Target,
    document: string,
    ids: ReadonlyMap<Thing, string>,
  ): { id: string; thing: Thing } | null {
    const part = this.moved
      .get(target.key)
      ?.find(({ documents }) => documents.some(pattern => matches(pattern, document)))
    const named = part?.thing ?? this.things.get(target.key)
    const thing = named === undefined ? null : standing(named)
    if (thing === null) return null
    const id = ids.get(thing)
    return id === undefined ? null : { id, thing }
  }
}

/** What a thing has become; null where it was dropped. */
function standing(thing: Thing): Thing | null {
  let now = thing
  while (now.replacedBy !== null) {
    if (now.replacedBy === 'dropped') return null
    now = now.replacedBy
  }
  return now
}

/** `reports/2020` names a document, `reports/*` those under a folder. */
function matches(pattern: string, document: string): boolean {
  return pattern.endsWith('/*') ? document.startsWith(pattern.slice(0, -1)) : pattern === document
}

function addForm(thing: Thing, text: string, rule: string, mentions = 1): void {
  const form = cleanForm(text)
  const rules = thing.forms.get(form) ?? new Map<string, number>()
  rules.set(rule, (rules.get(rule) ?? 0) + mentions)
  thing.forms.set(form, rules)
}

function removeForm(thing: Thing, text: string, rule: string): void {
  const rules = thing.forms.get(cleanForm(text))
  const left = (rules?.get(rule) ?? 0) - 1
  if (left > 0) rules?.set(rule, left)
  else rules?.delete(rule)
  if (rules?.size === 0) thing.forms.delete(cleanForm(text))
}

function mergeAll(into: Thing, from: readonly Thing[]): void {
  into.name ??= describe(into).name
  for (const thing of from) {
    if (thing === into) continue
    for (const [form, rules] of thing.forms)
      for (const [rule, mentions] of rules) addForm(into, form, rule, mentions)
    for (const [entity, relation] of thing.relations) into.relations.set(entity, relation)
    for (const other of thing.distinctFrom) into.distinctFrom.add(other)
    into.ids = { ...thing.ids, ...into.ids }
    thing.replacedBy = into
  }
}

function keepApart(things: readonly Thing[]): void {
  for (const thing of things) for (const other of things) if (other !== thing) thing.distinctFrom.add(other)
}

/** The most frequent form is the name where none is known; ties go to the longer, then the first. */
function describe(thing: Thing): { type: EntityType; name: string; aliases: EntityAlias[] } {
  const aliases = Array.from(thing.forms, ([name, rules]) => {
    const byCount = [...rules].sort((a, b) => b[1] - a[1])
    return {
      name,
      rule: byCount[0]?.[0] ?? '',
      mentions: byCount.reduce((sum, [, mentions]) => sum + mentions, 0),
    }
  })
  aliases.sort((a, b) => b.mentions - a.mentions || (a.name < b.name ? -1 : 1))
  return { type: thing.type, name: thing.name ?? bestForm(thing, aliases), aliases }
}

/** A person's surname alone is not the name where a fuller form is known. */
function bestForm(thing: Thing, aliases: readonly EntityAlias[]): string {
  const partial = new Set(['surname', 'given-name', 'abbreviation', 'shorter-name', 'initials'])
  const whole = aliases.filter(alias => !partial.has(alias.rule))
  const calm = whole.filter(
    alias => alias.rule !== 'inverted-name' && !/^[\p{Lu}\s.'-]{5,}$/u.test(alias.name),
  )
  const [best] = [...calm, ...whole, ...aliases]
  if (best === undefined) return thing.key
  return best.rule === 'inverted-name' ? inReadingCase(spokenOrder(best.name)) : best.name
}

/** `Armen Sarkissian` for `Armen SARKISSIAN`. */
function inReadingCase(name: string): string {
  return name.replace(/(?<=\p{Lu})\p{Lu}+/gu, letters => letters.toLowerCase())
}

function countMentions(counts: Map<string, Count>, document: string, mentions: readonly Mention[]): void {
  const inPassage = new Set<string>()
  for (const { entity } of mentions) {
    if (entity === null) continue
    const entry = counts.get(entity) ?? { mentions: 0, passages: 0, documents: 0, last: '' }
    entry.mentions++
    if (!inPassage.has(entity)) entry.passages++
    if (entry.last !== document) entry.documents++
    entry.last = document
    inPassage.add(entity)
    counts.set(entity, entry)
  }
}
