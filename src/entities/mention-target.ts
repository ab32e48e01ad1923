// What does a mention name? A target, by a key that is the same in every document.
import { dateName } from '../domain/dates.ts'
import type { EntityIds, EntityRelation, EntityType, InferredFrom } from '../domain/document.ts'
import { nameSlug } from '../domain/ids.ts'
import { cleanForm } from './name-words.ts'
import type { Candidate } from './tagger/tagger.ts'

/** The thing that a mention names. Targets with one key are one entity, in every document. */
export interface Target {
  readonly key: string
  readonly type: EntityType
  /** Canonical name where one is known; else the most frequent form is taken. */
  readonly name: string | null
  /** The full name that stands above the text alone; taken where no mention has one. */
  readonly fullName?: string
  readonly relations: readonly EntityRelation[]
  /** What it is called in registers, where a pack says so. */
  readonly ids?: EntityIds
}

/** A span with what it names. Offsets are UTF-16 code units of the passage's text. */
export interface ResolvedMention {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly type: EntityType
  readonly rule: string
  /** Null where several things may be meant: then `candidates` has two or more. */
  readonly target: Target | null
  readonly candidates: readonly Target[]
  readonly inferredFrom?: InferredFrom
}

/** The target of a span read by itself. */
export function targetOf(candidate: Pick<Candidate, 'type' | 'text' | 'entry' | 'iso'>): Target {
  const { type, entry, text, iso } = candidate
  if (entry !== null) {
    const { name, relations = [], ids } = entry
    return { key: `${type}:${nameSlug(name)}`, type, name, relations, ...(ids === undefined ? {} : { ids }) }
  }
  if (iso !== undefined) return { key: `date:${iso}`, type, name: dateName(iso), relations: [] }
  const form = cleanForm(text)
  const key = type === 'product' ? designationKey(form) : nameSlug(type === 'group' ? singular(form) : form)
  return {
    key: `${type}:${key}`,
    type,
    name: null,
    relations: [],
  }
}

/**
 * The target of a person who is known by nothing but a name, folded.
 * @param fullName as it is written above the text, where it is
 */
export function personTarget(name: string, fullName?: string): Target {
  const target: Target = { key: `person:${nameSlug(name)}`, type: 'person', name: null, relations: [] }
  return fullName === undefined ? target : { ...target, fullName }
}

/** `Turkish Cypriot` for `Turkish Cypriots`. */
function singular(form: string): string {
  return form.replace(/(?<=\p{L}{3}[^s\P{L}])s$/u, '')
}

/** One key for `LAR-160`, `LAR 160`, `LAR160`, and for `M095` and `Mo95`: O next to a digit is a zero. */
function designationKey(form: string): string {
  return nameSlug(form)
    .replaceAll('-', '')
    .replace(/o(?=\d)|(?<=\d)o/gu, '0')
}
