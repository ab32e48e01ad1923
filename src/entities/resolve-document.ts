// Which spans of one document name the same thing? Definitions, surnames, given names, initials, variants.
// What may be merged across documents is decided by the key: a full name or a known name, nothing less.
import { dateName } from '../domain/dates.ts'
import type { EntityRelation, EntityType, InferredFrom } from '../domain/document.ts'
import { slug } from '../domain/ids.ts'
import { findAbbreviations } from './abbreviations.ts'
import { cleanForm, nameWords } from './name-words.ts'
import { SURNAME_PARTICLES } from './tagger/cues.ts'
import type { Candidate } from './tagger/tagger.ts'

/** The thing that a mention names. Targets with one key are one entity, in every document. */
export interface Target {
  readonly key: string
  readonly type: EntityType
  /** Canonical name where one is known; else the most frequent form is taken. */
  readonly name: string | null
  readonly relations: readonly EntityRelation[]
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

/** Resolves the candidates of a document's passages; `texts` are the passages' texts. */
export function resolveDocument(
  texts: readonly string[],
  candidates: readonly Candidate[][],
): ResolvedMention[][] {
  const definitions = collectDefinitions(texts, candidates)
  const people = new People(candidates.flat())
  return texts.map((text, index) => {
    const mentions = (candidates[index] ?? []).map(candidate => resolve(candidate, definitions, people))
    const all = [...mentions, ...definedForms(text, mentions, definitions)]
    return all.sort((a, b) => a.start - b.start)
  })
}

/** What each short form that the document defines stands for, by the short form as written. */
type Definitions = ReadonlyMap<string, { readonly target: Target; readonly type: EntityType }>

/** A definition counts where its long form ends with a span that names something. */
function collectDefinitions(texts: readonly string[], candidates: readonly Candidate[][]): Definitions {
  const found = new Map<string, { target: Target; type: EntityType }>()
  for (const [index, text] of texts.entries()) {
    for (const { short, start, end } of findAbbreviations(text)) {
      const long = candidates[index]?.find(
        other => other.start >= start - 4 && other.start < end && other.end === end,
      )
      if (long === undefined || long.type === 'date' || found.has(short)) continue
      found.set(short, { target: targetOf(long), type: long.type })
    }
  }
  return found
}

function resolve(candidate: Candidate, definitions: Definitions, people: People): ResolvedMention {
  const { start, end, text } = candidate
  const definition = definitions.get(text)
  if (definition !== undefined) {
    return {
      start,
      end,
      text,
      type: definition.type,
      rule: 'abbreviation',
      target: definition.target,
      candidates: [],
    }
  }
  if (candidate.type === 'person' && candidate.entry === null) return people.resolve(candidate)
  return {
    start,
    end,
    text,
    type: candidate.type,
    rule: candidate.rule,
    target: targetOf(candidate),
    candidates: [],
    ...(candidate.inferredFrom === undefined ? {} : { inferredFrom: candidate.inferredFrom }),
  }
}

/** Defined short forms that the tagger passed over. */
function definedForms(
  text: string,
  mentions: readonly ResolvedMention[],
  definitions: Definitions,
): ResolvedMention[] {
  const found: ResolvedMention[] = []
  for (const [short, { target, type }] of definitions) {
    for (let at = text.indexOf(short); at >= 0; at = text.indexOf(short, at + short.length)) {
      const end = at + short.length
      const isWord = !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && !/[\p{L}\p{N}]/u.test(text[end] ?? '')
      if (!isWord || [...mentions, ...found].some(other => other.start < end && at < other.end)) continue
      found.push({ start: at, end, text: short, type, rule: 'abbreviation', target, candidates: [] })
    }
  }
  return found
}

/** The target of a span read by itself. */
function targetOf(candidate: Pick<Candidate, 'type' | 'text' | 'entry' | 'iso'>): Target {
  const { type, entry, text, iso } = candidate
  if (entry !== null)
    return { key: `${type}:${slug(entry.name)}`, type, name: entry.name, relations: entry.relations ?? [] }
  if (iso !== undefined) return { key: `date:${iso}`, type, name: dateName(iso), relations: [] }
  const form = cleanForm(text)
  const key = type === 'product' ? designationKey(form) : slug(type === 'group' ? singular(form) : form)
  return {
    key: `${type}:${key}`,
    type,
    name: null,
    relations: [],
  }
}

/** `Turkish Cypriot` for `Turkish Cypriots`. */
function singular(form: string): string {
  return form.replace(/(?<=\p{L}{3}[^s\P{L}])s$/u, '')
}

/** One key for `LAR-160`, `LAR 160`, `LAR160`, and for `M095` and `Mo95`: O next to a digit is a zero. */
function designationKey(form: string): string {
  return slug(form)
    .replaceAll('-', '')
    .replace(/o(?=\d)|(?<=\d)o/gu, '0')
}

/** The people of one document. */
class People {
  private readonly full = new Map<string, readonly string[]>()
  private readonly target = new Map<string, { key: string; rule: string }>()
  private readonly bySurname = new Map<string, Set<string>>()
  private readonly byGivenName = new Map<string, Set<string>>()

  constructor(candidates: readonly Candidate[]) {
    for (const { type, text } of candidates) {
      const words = nameWords(text)
      if (type === 'person' && words.length > 1) this.full.set(words.join(' '), words)
    }
    for (const [name, words] of this.full) {
      const longer = this.longerNames(words)
      const [only, ...others] = longer
      this.target.set(
        name,
        only !== undefined && others.length === 0 ? only : { key: name, rule: 'full-name' },
      )
    }
    for (const [name, words] of this.full) {
      if (this.target.get(name)?.key !== name) continue
      addTo(this.bySurname, words.at(-1) ?? '', name)
      const particle = words.findIndex((word, at) => at > 0 && SURNAME_PARTICLES.has(word))
      if (particle > 0) addTo(this.bySurname, words.slice(particle).join(' '), name)
      addTo(this.byGivenName, words[0] ?? '', name)
    }
  }

  resolve(candidate: Candidate): ResolvedMention {
    const { start, end, text } = candidate
    const words = nameWords(text)
    const mention = { start, end, text, type: 'person' as const }
    const name = words.join(' ')
    const known = this.target.get(name)
    if (known !== undefined) {
      const rule = known.rule === 'full-name' ? candidate.rule : known.rule
      return { ...mention, rule, target: personTarget(known.key), candidates: [] }
    }
    const surname = this.bySurname.get(name)
    const people = [...(surname ?? this.byGivenName.get(name) ?? [])].sort()
    const [only, ...others] = people
    if (only === undefined)
      return { ...mention, rule: candidate.rule, target: personTarget(name), candidates: [] }
    if (others.length > 0)
      return { ...mention, rule: 'ambiguous', target: null, candidates: people.map(personTarget) }
    return {
      ...mention,
      rule: surname === undefined ? 'given-name' : 'surname',
      target: personTarget(only),
      candidates: [],
    }
  }

  /** Fuller names of the same surname: more names (`shorter-name`), or written-out initials (`initials`). */
  private longerNames(words: readonly string[]): { key: string; rule: string }[] {
    const found: { key: string; rule: string }[] = []
    for (const [name, other] of this.full) {
      if (other === words || other.at(-1) !== words.at(-1)) continue
      const given = words.slice(0, -1)
      if (other.length > words.length && isSubsequence(given, other))
        found.push({ key: name, rule: 'shorter-name' })
      else if (given.some(word => word.length === 1) && initialsFit(given, other))
        found.push({ key: name, rule: 'initials' })
    }
    return found.filter(
      ({ key }) =>
        !found.some(longer => longer.key !== key && isSubsequence(key.split(' '), longer.key.split(' '))),
    )
  }
}

function personTarget(name: string): Target {
  return { key: `person:${slug(name)}`, type: 'person', name: null, relations: [] }
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const word of whole) if (word === part[at]) at++
  return at === part.length
}

function initialsFit(given: readonly string[], other: readonly string[]): boolean {
  if (given.length > other.length - 1) return false
  return given.every(
    (word, index) => (word.length === 1 ? other[index]?.startsWith(word) : other[index] === word) ?? false,
  )
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set()
  values.add(value)
  map.set(key, values)
}
