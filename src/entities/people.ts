// Which person of the document does this name mean? Full names, surnames, given names, initials, names of birth.
import { isCommonWord } from './gazetteer/common-words.ts'
import { personTarget, type ResolvedMention, type Target, targetOf } from './mention-target.ts'
import { BORN_AS } from './names-by-language.ts'
import { namesInCases } from './person-cases.ts'
import { beginsSurname, type PersonName, readPersonName } from './person-name.ts'
import { isAnyGivenName, isSurname } from './tagger/name-lists.ts'
import type { Candidate, NameAbove } from './tagger/tagger.ts'

/** A text of the document, the language that it is in, and what the tagger found in it. */
export interface ReadText {
  readonly text: string
  readonly language: string | null
  readonly candidates: readonly Candidate[]
}

/** People that an ambiguous name is said to mean, at most; a document that has more is a list. */
const MOST_CANDIDATES = 100

/** A name of two words or more. */
interface FullName extends PersonName {
  readonly name: string
}

/** The people of one document. A name that two of them may have means neither, unless the document shows whom it means. */
export class People {
  /** Those that a pack knows, by their full names. */
  private readonly known = new Map<string, Target>()
  private readonly full = new Map<string, FullName>()
  private readonly target = new Map<string, { readonly key: string; readonly rule: string }>()
  private readonly bySurname = new Map<string, Set<string>>()
  private readonly byGivenName = new Map<string, Set<string>>()
  /** Names of one word. */
  private readonly alone = new Set<string>()
  /** Full names by last word and first letter, those of three words and more by last word and another one: only these are compared. */
  private readonly byLastAnd = new Map<string, FullName[]>()
  /** Full names by their first two words, where the second is the father's name. */
  private readonly byFather = new Map<string, FullName[]>()
  /** Names that stand with `Jr` or `Sr`, and with which of them. */
  private readonly generations = new Map<string, Set<string>>()
  /** Names that are another name of the document in another case, and which. */
  private readonly inCases: ReadonlyMap<string, string>
  /** Full names that stand above the texts, as they are written there. */
  private readonly writtenAbove = new Map<string, string>()

  constructor(texts: readonly ReadText[], above: readonly NameAbove[] = []) {
    const people = texts.flatMap(({ language, candidates }) =>
      candidates
        .filter(({ type }) => type === 'person')
        .map(candidate => ({ candidate, language, read: readPersonName(candidate.text, language) })),
    )
    for (const { read } of people) {
      if (read.generation !== null) addTo(this.generations, read.words.join(' '), read.generation)
      if (read.words.length === 1) this.alone.add(nameOf(read))
    }
    const births = texts.flatMap(text => birthNames(text))
    const surnames = new Set(births.map(({ words }) => words.slice(1).join(' ')))
    for (const { read } of people)
      if (!isSurnameAlone(read) && read.words.length > 1)
        for (const surname of read.surnames) surnames.add(surname)
    // `Ben Bernanke`: it begins with a given name, and is nobody's surname here.
    const isFull = ({ words }: PersonName): boolean =>
      isAnyGivenName(words[0] ?? '') && !surnames.has(words.join(' '))
    this.inCases = namesInCases([
      ...people.map(({ read, language }) => ({ words: read.words, language })),
      ...people.flatMap(({ read, language }) => surnamesAlone(read, language)),
    ])
    for (const { candidate, read } of people)
      if (!isSurnameAlone(read) || isFull(read)) this.add(read, candidate)
    const readAbove = above.map(name => ({ name, read: readPersonName(name.text, name.language) }))
    for (const { name, read } of readAbove) {
      if (name.isAuthor || isSurnameAlone(read) || !mayBegin(read)) continue
      this.add(read, name)
      this.writtenAbove.set(nameOf(read), name.text)
    }
    this.withoutBooks()
    for (const name of this.full.values()) this.index(name)
    for (const full of this.full.values())
      this.target.set(full.name, this.fullerName(full) ?? { key: full.name, rule: 'full-name' })
    const born = births.flatMap(({ words, name }) => {
      const now = this.target.get(name)
      return now === undefined ? [] : [{ words, key: now.key }]
    })
    for (const { words, key } of born) this.target.set(words.join(' '), { key, rule: 'definition' })
    for (const name of this.full.values()) this.addParts(name)
    for (const { words, key } of born) addTo(this.bySurname, words.slice(1).join(' '), key)
    // `Le Corbusier`, `Ibn Khaldun`: nobody else of the document has this surname.
    for (const { candidate, read } of people) {
      const name = nameOf(read)
      if (!isSurnameAlone(read) || this.bySurname.has(name) || this.target.has(name)) continue
      this.add(read, candidate)
      this.target.set(name, { key: name, rule: 'full-name' })
      this.addParts({ ...read, name })
    }
    this.addTitled(people.map(({ read }) => read))
    this.addAuthors(readAbove.filter(({ name }) => name.isAuthor))
  }

  /** `The Chomsky Reader`, with Noam Chomsky: a common word after a name or surname of somebody else is no surname. */
  private withoutBooks(): void {
    const called = new Map<string, number>()
    for (const { name, surnames } of this.full.values())
      for (const part of new Set([name, ...surnames])) called.set(part, (called.get(part) ?? 0) + 1)
    for (const { name, words, surnames } of this.full.values()) {
      const last = words.at(-1) ?? ''
      const rest = words.slice(0, -1).join(' ')
      const others = (called.get(rest) ?? 0) - (surnames.includes(rest) ? 1 : 0)
      if (others > 0 && isCommonWord(last) && !isSurname(last) && !isAnyGivenName(rest))
        this.full.delete(name)
    }
  }

  /** An author is meant by the surname alone where nobody else of the document has it. */
  private addAuthors(authors: readonly { readonly name: NameAbove; readonly read: PersonName }[]): void {
    const isTaken = (part: string): boolean =>
      this.bySurname.has(part) || this.byGivenName.has(part) || this.target.has(part)
    const meant = authors.filter(
      ({ read }) =>
        read.words.length > 1 && !isSurnameAlone(read) && ![nameOf(read), ...read.surnames].some(isTaken),
    )
    for (const { name, read } of meant) {
      this.add(read, name)
      this.writtenAbove.set(nameOf(read), name.text)
      for (const surname of read.surnames) addTo(this.bySurname, surname, nameOf(read))
    }
  }

  /** `Papst Franziskus`: the one with the title is meant by the name alone, where nobody else is. */
  private addTitled(names: readonly PersonName[]): void {
    const titled = new Map<string, Set<string>>()
    for (const { words, written } of names)
      if (words.length === 1 && written.length > 1) addTo(titled, words[0] ?? '', written.join(' '))
    for (const [name, all] of titled) {
      const [only = ''] = all
      if (all.size === 1 && !this.bySurname.has(name) && !this.byGivenName.has(name))
        this.target.set(name, { key: only, rule: 'full-name' })
    }
  }

  resolve(candidate: Candidate, language: string | null): ResolvedMention {
    const { start, end, text } = candidate
    const mention = { start, end, text, type: 'person' as const }
    const read = readPersonName(text, language)
    const written = nameOf(read)
    const isCase = !this.bySurname.has(written) && this.inCases.has(written)
    const name = (isCase ? this.inCases.get(written) : null) ?? written
    const known = this.target.get(name)
    if (known !== undefined) {
      const rule = known.rule !== 'full-name' ? known.rule : isCase ? 'case' : candidate.rule
      return { ...mention, rule, target: this.targetNamed(known.key), candidates: [] }
    }
    const people = this.sorted(this.called(name) ?? this.eitherGeneration(name))
    const [only] = people
    if (only === undefined)
      return {
        ...mention,
        rule: isCase ? 'case' : candidate.rule,
        target: this.targetNamed(
          !isCase && read.words.length === 1 ? withGeneration(read.written, read.generation) : name,
        ),
        candidates: [],
      }
    const targets = new Map(people.map(other => this.targetNamed(other)).map(target => [target.key, target]))
    if (targets.size > 1)
      return { ...mention, rule: 'ambiguous', target: null, candidates: [...targets.values()] }
    return {
      ...mention,
      rule: this.bySurname.get(name)?.has(only) === true ? 'surname' : 'given-name',
      target: this.targetNamed(only),
      candidates: [],
    }
  }

  private add(read: PersonName, candidate: Pick<Candidate, 'text' | 'entry'>): void {
    if (read.words.length < 2) return
    const name = nameOf(read)
    if (this.inCases.has(name)) return
    // Father or son.
    if (read.generation === null && this.hasBoth(name)) return
    if (!this.full.has(name)) this.full.set(name, { ...read, name })
    if (candidate.entry !== null) this.known.set(name, targetOf({ ...candidate, type: 'person' }))
  }

  private addParts({ name, surnames, givenNames, generation }: FullName): void {
    if (this.target.get(name)?.key !== name) return
    // `Trump` and `Trump Jr`.
    const forms = (part: string): string[] => [...new Set([part, withGeneration([part], generation)])]
    for (const surname of surnames.flatMap(forms)) addTo(this.bySurname, surname, name)
    for (const given of givenNames.flatMap(forms)) addTo(this.byGivenName, given, name)
  }

  /**
   * Those whose surname or given name it is. With Chris Martin and Martin Short, `Martin` may be either, unless the document calls one of
   * them by the other name alone: where it has `Short`, it calls people by their surnames.
   */
  private called(name: string): ReadonlySet<string> | undefined {
    const bySurname = this.bySurname.get(name)
    const byGivenName = this.byGivenName.get(name)
    if (bySurname === undefined || byGivenName === undefined) return bySurname ?? byGivenName
    const known = this.either.get(name) ?? this.meant(name, bySurname, byGivenName)
    this.either.set(name, known)
    return known
  }

  private meant(
    name: string,
    bySurname: ReadonlySet<string>,
    byGivenName: ReadonlySet<string>,
  ): ReadonlySet<string> {
    const isAlone = (part: string): boolean => part !== name && this.alone.has(part)
    const hasSurnames = [...byGivenName].every(person => this.full.get(person)?.surnames.some(isAlone))
    const hasGivenNames = [...bySurname].every(person => this.full.get(person)?.givenNames.some(isAlone))
    if (hasSurnames === hasGivenNames) return new Set([...bySurname, ...byGivenName])
    return hasSurnames ? bySurname : byGivenName
  }

  /** What is both a surname and a given name, and whom it means. */
  private readonly either = new Map<string, ReadonlySet<string>>()

  private hasBoth(name: string): boolean {
    return (this.generations.get(name)?.size ?? 0) > 1
  }

  private eitherGeneration(name: string): ReadonlySet<string> | undefined {
    if (!this.hasBoth(name)) return undefined
    return new Set(Array.from(this.generations.get(name) ?? [], generation => `${name} ${generation}`))
  }

  private index(name: FullName): void {
    const { words } = name
    const last = words.at(-1) ?? ''
    pushTo(this.byLastAnd, `${last} ${initialOf(words[0])}.`, name)
    if (words.length < 3) return
    for (const word of new Set(words.slice(0, -1))) pushTo(this.byLastAnd, `${last} ${word}`, name)
    if (name.fathersName !== null) pushTo(this.byFather, `${words[0]} ${name.fathersName}`, name)
  }

  private targetNamed(name: string): Target {
    return this.known.get(name) ?? personTarget(name, this.writtenAbove.get(name))
  }

  private readonly lists = new Map<ReadonlySet<string>, readonly string[]>()

  private sorted(people: ReadonlySet<string> | undefined): readonly string[] {
    if (people === undefined) return []
    const known = this.lists.get(people) ?? [...people].sort().slice(0, MOST_CANDIDATES)
    this.lists.set(people, known)
    return known
  }

  /**
   * The fuller name with the same last word, of more names (`shorter-name`) or with written-out initials (`initials`), or that of which
   * the name is given name and father's. Null where several would do.
   */
  private fullerName({ words, name, generation }: FullName): { key: string; rule: string } | null {
    const given = words.slice(0, -1)
    const hasInitials = given.some(word => word.length === 1)
    const found: (FullName & { readonly rule: string })[] = []
    for (const other of this.comparable(words)) {
      // Father or son, or neither.
      if (other.name === name || other.generation !== generation) continue
      // George W. Bush is not George H. W. Bush: initials must stand at the same place.
      if (!hasInitials && other.words.length > words.length && isSubsequence(given, other.words))
        found.push({ ...other, rule: 'shorter-name' })
      else if (hasInitials && initialsFit(given, other.words)) found.push({ ...other, rule: 'initials' })
    }
    for (const other of this.byFather.get(name) ?? []) found.push({ ...other, rule: 'shorter-name' })
    const [first] = found
    if (first === undefined) return null
    const longest = found.reduce((best, other) => (isLonger(other, best) ? other : best), first)
    const isOnly = found.every(other => other === longest || isShorter(other.words, longest.words))
    return isOnly ? { key: longest.name, rule: longest.rule } : null
  }

  /** Those with the same last word that may be fuller: they have all whole words of the name, or begin with its initial. */
  private comparable(words: readonly string[]): Iterable<FullName> {
    const last = words.at(-1)
    const having = (word: string): readonly FullName[] => this.byLastAnd.get(`${last} ${word}`) ?? []
    const given = words.slice(0, -1)
    const [initial = ''] = given
    const lists = given.filter(word => word.length > 1).map(having)
    if (lists.length === 0) return having(`${initial}.`)
    return lists.reduce((least, list) => (list.length < least.length ? list : least))
  }
}

/** `Ann Lee (née Brown)`: in this document Ann Brown (`words`), and Brown, are Ann Lee (`name`). */
function birthNames({ text, language, candidates }: ReadText): { words: readonly string[]; name: string }[] {
  return candidates.flatMap(candidate => {
    if (candidate.type !== 'person') return []
    const born = BORN_AS.exec(text.slice(candidate.end, candidate.end + LONGEST_BIRTH_NAME))?.groups
    if (born === undefined) return []
    const read = readPersonName(candidate.text, language)
    const [given = ''] = read.words
    const { words: surname } = readPersonName(born['surname'] ?? '', language)
    return [{ words: [given, ...surname], name: nameOf(read) }]
  })
}

/** Titles have capitals of their own: `Defiant Morton` is nobody's name. */
function mayBegin({ words }: PersonName): boolean {
  const [first = ''] = words
  return isAnyGivenName(first) || !isCommonWord(first)
}

/** Letters after a name in which a name of birth is looked for. */
const LONGEST_BIRTH_NAME = 80

/** The name as a key: `John Smith Jr` is not John Smith, who may be his father. */
function nameOf({ words, generation }: PersonName): string {
  return withGeneration(words, generation)
}

function withGeneration(words: readonly string[], generation: string | null): string {
  return [...words, ...(generation === null ? [] : [generation])].join(' ')
}

/** Of more words, else of more letters: `Ann Mary Lowe` is longer than `A. M. Lowe`. */
function isLonger(one: FullName, other: FullName): boolean {
  return (one.words.length - other.words.length || one.name.length - other.name.length) > 0
}

/** `von der Leyen`, `bin Salman`. */
function isSurnameAlone({ words }: PersonName): boolean {
  return words.length > 1 && beginsSurname(words[0] ?? '')
}

/** The surnames of a full name, by which others may be known that are written in another case. */
function surnamesAlone({ words, surnames }: PersonName, language: string | null) {
  return words.length < 2 ? [] : surnames.map(surname => ({ words: surname.split(' '), language }))
}

function initialOf(word = ''): string {
  return word.slice(0, 1)
}

/** Whether two names with one last word may be one: `Ann M. Lee` and Ann Mary Lee, and not George W. Bush and George H. W. Bush. */
function isShorter(part: readonly string[], whole: readonly string[]): boolean {
  const given = part.slice(0, -1)
  return given.some(word => word.length === 1) ? initialsFit(given, whole) : isSubsequence(part, whole)
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
  const values = map.get(key)
  if (values === undefined) map.set(key, new Set([value]))
  else values.add(value)
}
