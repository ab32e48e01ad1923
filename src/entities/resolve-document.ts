// Which spans of one document name the same thing? Definitions, surnames, given names, initials, variants.
// What may be merged across documents is decided by the key: a full name or a known name, nothing less.
import { dateName } from '../domain/dates.ts'
import type { EntityIds, EntityRelation, EntityType, InferredFrom } from '../domain/document.ts'
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

interface Definition {
  readonly type: EntityType
  readonly target: Target
}

/** What each short form that the document defines stands for. */
interface Definitions {
  /** By the short form as written, in the order of the text. */
  readonly byShort: ReadonlyMap<string, Definition>
  /** By the letters and digits that a short form begins with: a text has them as one run where it has the short form. */
  readonly byBeginning: ReadonlyMap<string, readonly { readonly short: string; readonly order: number }[]>
}

/** Letters by which a span may begin before the long form: those of `the`, and a space. */
const ARTICLE = 4

/** A definition counts where a span names something that is most of its long form, and its end. */
function collectDefinitions(texts: readonly string[], candidates: readonly Candidate[][]): Definitions {
  const found = new Map<string, Definition>()
  for (const [index, text] of texts.entries()) {
    for (const { short, start, end } of findAbbreviations(text)) {
      const long = candidates[index]?.find(
        other => other.end === end && other.start >= start - ARTICLE && 2 * (end - other.start) > end - start,
      )
      if (long === undefined || long.type === 'date' || found.has(short)) continue
      found.set(short, { type: long.type, target: targetOf(long) })
    }
  }
  const byBeginning = new Map<string, { short: string; order: number }[]>()
  for (const [order, short] of [...found.keys()].entries()) {
    const [beginning = ''] = /^[\p{L}\p{N}]+/u.exec(short) ?? []
    pushTo(byBeginning, beginning, { short, order })
  }
  return { byShort: found, byBeginning }
}

function resolve(candidate: Candidate, definitions: Definitions, people: People): ResolvedMention {
  const { start, end, text } = candidate
  const definition = definitions.byShort.get(text)
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
  if (definitions.byShort.size === 0) return []
  const places: { readonly short: string; readonly order: number; readonly at: number }[] = []
  for (const { 0: run, index: at } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    for (const { short, order } of definitions.byBeginning.get(run) ?? [])
      if (text.startsWith(short, at) && !/[\p{L}\p{N}]/u.test(text[at + short.length] ?? ''))
        places.push({ short, order, at })
  }
  places.sort((a, b) => a.order - b.order || a.at - b.at)
  const found: ResolvedMention[] = []
  for (const { short, at } of places) {
    const end = at + short.length
    const definition = definitions.byShort.get(short)
    if (definition === undefined) continue
    if ([...mentions, ...found].some(other => other.start < end && at < other.end)) continue
    found.push({ start: at, end, text: short, ...definition, rule: 'abbreviation', candidates: [] })
  }
  return found
}

/** The target of a span read by itself. */
function targetOf(candidate: Pick<Candidate, 'type' | 'text' | 'entry' | 'iso'>): Target {
  const { type, entry, text, iso } = candidate
  if (entry !== null) {
    const { name, relations = [], ids } = entry
    return { key: `${type}:${slug(name)}`, type, name, relations, ...(ids === undefined ? {} : { ids }) }
  }
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

/** People that an ambiguous name is said to mean, at most; a document that has more is a list. */
const MOST_CANDIDATES = 100

/** A name of two words or more, folded. */
interface FullName {
  readonly name: string
  readonly words: readonly string[]
}

/** The people of one document. */
class People {
  /** Those that a pack knows, by their full names. */
  private readonly known = new Map<string, Target>()
  private readonly full = new Map<string, FullName>()
  private readonly target = new Map<string, { key: string; rule: string }>()
  private readonly bySurname = new Map<string, Set<string>>()
  private readonly byGivenName = new Map<string, Set<string>>()
  /** Full names by surname and one of their words, and by surname and first letter: only these are compared. */
  private readonly bySurnameAnd = new Map<string, FullName[]>()

  constructor(candidates: readonly Candidate[]) {
    for (const candidate of candidates) {
      const words = nameWords(candidate.text)
      const name = words.join(' ')
      if (candidate.type !== 'person' || words.length < 2) continue
      this.full.set(name, { name, words })
      if (candidate.entry !== null) this.known.set(name, targetOf(candidate))
    }
    for (const other of this.full.values()) {
      const surname = other.words.at(-1)
      for (const word of new Set(other.words)) pushTo(this.bySurnameAnd, `${surname} ${word}`, other)
      pushTo(this.bySurnameAnd, `${surname} ${initialOf(other.words[0])}.`, other)
    }
    for (const { name, words } of this.full.values())
      this.target.set(name, this.fullerName(words) ?? { key: name, rule: 'full-name' })
    for (const { name, words } of this.full.values()) {
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
      return { ...mention, rule, target: this.targetNamed(known.key), candidates: [] }
    }
    const surname = this.bySurname.get(name)
    const people = this.sorted(surname ?? this.byGivenName.get(name))
    const [only] = people
    if (only === undefined)
      return { ...mention, rule: candidate.rule, target: this.targetNamed(name), candidates: [] }
    const targets = new Map(people.map(other => this.targetNamed(other)).map(target => [target.key, target]))
    if (targets.size > 1)
      return { ...mention, rule: 'ambiguous', target: null, candidates: [...targets.values()] }
    return {
      ...mention,
      rule: surname === undefined ? 'given-name' : 'surname',
      target: this.targetNamed(only),
      candidates: [],
    }
  }

  private targetNamed(name: string): Target {
    return this.known.get(name) ?? personTarget(name)
  }

  private readonly lists = new Map<ReadonlySet<string>, readonly string[]>()

  private sorted(people: ReadonlySet<string> | undefined): readonly string[] {
    if (people === undefined) return []
    const known = this.lists.get(people) ?? [...people].sort().slice(0, MOST_CANDIDATES)
    this.lists.set(people, known)
    return known
  }

  /** The fuller name of the same surname: more names (`shorter-name`), or written-out initials (`initials`). Null where several would do. */
  private fullerName(words: readonly string[]): { key: string; rule: string } | null {
    const name = words.join(' ')
    const given = words.slice(0, -1)
    const found: (FullName & { readonly rule: string })[] = []
    for (const other of this.comparable(words)) {
      if (other.name === name) continue
      if (other.words.length > words.length && isSubsequence(given, other.words))
        found.push({ ...other, rule: 'shorter-name' })
      else if (given.some(word => word.length === 1) && initialsFit(given, other.words))
        found.push({ ...other, rule: 'initials' })
    }
    const [first] = found
    if (first === undefined) return null
    const longest = found.reduce(
      (best, other) => (other.words.length > best.words.length ? other : best),
      first,
    )
    const isOnly = found.every(other => other === longest || isSubsequence(other.words, longest.words))
    return isOnly ? { key: longest.name, rule: longest.rule } : null
  }

  /** Those of the same surname that may be fuller: they have all whole words of the name, or begin with its initial or have it as a word. */
  private comparable(words: readonly string[]): Iterable<FullName> {
    const surname = words.at(-1)
    const having = (word: string): readonly FullName[] => this.bySurnameAnd.get(`${surname} ${word}`) ?? []
    const given = words.slice(0, -1)
    const lists = given.filter(word => word.length > 1).map(having)
    const [initial = ''] = given
    return lists.length === 0
      ? new Set([...having(`${initial}.`), ...having(initial)])
      : lists.reduce((fewest, list) => (list.length < fewest.length ? list : fewest))
  }
}

function initialOf(word = ''): string {
  return word.slice(0, 1)
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

function pushTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set()
  values.add(value)
  map.set(key, values)
}
