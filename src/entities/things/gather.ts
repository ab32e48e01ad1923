// Which things do the documents name, and in which forms? Mentions are gathered thing by thing; the mentions themselves are not kept.
import type { EntityIds, EntityRelation, EntityType } from '../../domain/document.ts'
import type { ResolvedMention, Target } from '../mention-target.ts'
import { cleanForm } from '../name-words.ts'

/** A thing while mentions are gathered; corrections change it before ids are given. */
export interface Thing {
  readonly key: string
  type: EntityType
  name: string | null
  /** As it stands above a text that has parts of it only. */
  fullName: string | null
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

/** A part of a thing that a correction splits by documents. */
export interface Part {
  readonly documents: readonly string[]
  readonly thing: Thing
}

/** All things by the keys of the targets that mentions have, in the order in which they were first named. */
export class Things {
  private readonly byKey = new Map<string, Thing>()
  private readonly parts = new Map<string, readonly Part[]>()

  gather(mentions: readonly (readonly ResolvedMention[])[]): void {
    for (const passage of mentions)
      for (const { target, text, rule } of passage)
        if (target !== null) addForm(this.named(target), text, rule)
  }

  /** The thing of a target, made where nothing named it before. */
  named({ key, type, name, fullName, relations, ids = {} }: Target): Thing {
    const known = this.byKey.get(key)
    if (known !== undefined) {
      known.fullName ??= fullName ?? null
      return known
    }
    const thing: Thing = {
      key,
      type,
      name,
      fullName: fullName ?? null,
      forms: new Map(),
      relations: new Map(relations.map(relation => [relation.entity, relation])),
      ids,
      distinctFrom: new Set(),
      replacedBy: null,
    }
    this.byKey.set(key, thing)
    return thing
  }

  get(key: string): Thing | undefined {
    return this.byKey.get(key)
  }

  all(): Iterable<Thing> {
    return this.byKey.values()
  }

  /** Mentions of the thing in these documents are from now on mentions of its parts. */
  split(thing: Thing, parts: readonly Part[]): void {
    this.parts.set(thing.key, parts)
  }

  /** What a mention in the document means now; null where that was dropped. */
  meantBy(target: Target, document: string): Thing | null {
    const part = partFor(this.parts.get(target.key) ?? [], document)
    const thing = part?.thing ?? this.byKey.get(target.key)
    return thing === undefined ? null : standing(thing)
  }
}

export function partFor(parts: readonly Part[], document: string): Part | undefined {
  return parts.find(({ documents }) => documents.some(pattern => matches(pattern, document)))
}

/** `reports/2020` names a document, `reports/*` those under a folder. */
function matches(pattern: string, document: string): boolean {
  return pattern.endsWith('/*') ? document.startsWith(pattern.slice(0, -1)) : pattern === document
}

/** What a thing has become; null where it was dropped. */
export function standing(thing: Thing): Thing | null {
  let now = thing
  while (now.replacedBy !== null) {
    if (now.replacedBy === 'dropped') return null
    now = now.replacedBy
  }
  return now
}

export function addForm(thing: Thing, text: string, rule: string, mentions = 1): void {
  const form = cleanForm(text)
  const rules = thing.forms.get(form) ?? new Map<string, number>()
  rules.set(rule, (rules.get(rule) ?? 0) + mentions)
  thing.forms.set(form, rules)
}

export function removeForm(thing: Thing, text: string, rule: string): void {
  const rules = thing.forms.get(cleanForm(text))
  const left = (rules?.get(rule) ?? 0) - 1
  if (left > 0) rules?.set(rule, left)
  else rules?.delete(rule)
  if (rules?.size === 0) thing.forms.delete(cleanForm(text))
}
