// Which entities bear this name? The names and aliases of a bundle's entities, by their folded words; made once a bundle.
import { fold } from '../analysis/fold.ts'
import { IN_CAPITALS } from '../analysis/stop-words.ts'
import { tokenize } from '../analysis/tokenize.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Records } from '../bundle/records.ts'
import { findDates } from '../dates/find-dates.ts'
import { isoOf } from '../dates/iso.ts'
import { parseDate } from '../dates/parse-date.ts'
import { dayRange } from '../domain/dates.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { DocumentRecord, EntityRecord, EntityType } from '../domain/document.ts'
import { filterInTurns } from '../domain/in-turns.ts'
import { compareTexts } from '../domain/order.ts'
import { editsAllowed, LevenshteinAutomaton } from '../engine/levenshtein.ts'
import type { QueryName } from '../query/common-words.ts'
import type { AskedEntities } from '../query/facet-fields.ts'
import { perBundle } from './per-bundle.ts'

/** A name found in a text: the entities that bear it, the most mentioned first, and where it stands. */
export interface NamedSpan {
  readonly entities: readonly EntityRecord[]
  readonly text: string
  /** UTF-16 offsets in the text. */
  readonly start: number
  readonly end: number
}

const SHORT_FORM = /^\p{Lu}[\p{Lu}\p{N}&.-]{1,9}s?$/u
/** Long forms that a short form is expanded to, at most. */
const MAX_EXPANSIONS = 3

/** How often each form is written, whatever it means there. */
function usesByForm(entities: readonly EntityRecord[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>()
  for (const { aliases } of entities)
    for (const { name, mentions } of aliases) uses.set(name, (uses.get(name) ?? 0) + mentions)
  return uses
}

interface NamedEntity {
  readonly entity: EntityRecord
  /** Each as ` word word`. */
  readonly names: readonly string[]
}

class NameIndex {
  private readonly byWords = new Map<string, EntityRecord[]>()
  /** Longest name, in words, by first word. */
  private readonly longest = new Map<string, number>()
  /** Names by short form that the corpus defines for them, and the other way round; keys are folded words. */
  private readonly longForms = new Map<string, string[]>()
  private readonly shortForms = new Map<string, string[]>()

  /** All names of each entity and document, as ` word word`, so that a space and letters find the beginning of a word. */
  private named: readonly NamedEntity[] | null = null
  private titled: readonly { readonly document: DocumentRecord; readonly title: string }[] | null = null
  private readonly records: Records

  constructor(records: Records) {
    this.records = records
    const { entities } = records
    const byMentions = entities
      .filter(({ type }) => type !== 'date')
      .sort((a, b) => b.mentions - a.mentions || (a.id < b.id ? -1 : 1))
    const usesOf = usesByForm(byMentions)
    for (const entity of byMentions) {
      for (const name of namesOf(entity)) this.add(name, entity)
      for (const { name, rule, mentions } of entity.aliases) {
        if (rule !== 'abbreviation' || !SHORT_FORM.test(name) || name === entity.name) continue
        // What one document defines holds for all where it is meant most of the time.
        if (2 * mentions <= (usesOf.get(name) ?? 0)) continue
        push(this.longForms, wordsOf(name).join(' '), entity.name)
        push(this.shortForms, wordsOf(entity.name).join(' '), name)
      }
    }
  }

  /** Entities with this name or alias, letter case and accents aside. */
  find(name: string): readonly EntityRecord[] {
    return this.byWords.get(wordsOf(name).join(' ')) ?? []
  }

  /** Names in a text, from the left, the longest at each place. */
  namesIn(text: string): NamedSpan[] {
    const tokens = tokenize(text).map(token => ({ ...token, folded: fold(token.raw) }))
    const found: NamedSpan[] = []
    for (let at = 0; at < tokens.length; ) {
      let length = Math.min(this.longest.get(tokens[at]?.folded ?? '') ?? 0, tokens.length - at)
      for (; length > 0; length--) {
        const span = tokens.slice(at, at + length)
        const entities = this.byWords.get(span.map(token => token.folded).join(' '))
        const [first] = span
        const last = span.at(-1)
        if (entities === undefined || first === undefined || last === undefined) continue
        found.push({ entities, text: text.slice(first.start, last.end), start: first.start, end: last.end })
        break
      }
      at += Math.max(1, length)
    }
    return found
  }

  /** Where names stand in a text, and whether some bearer's name is written in capitals. */
  stretchesIn(text: string): QueryName[] {
    return this.namesIn(text).map(({ start, end, entities, text: name }) => {
      const key = wordsOf(name).join(' ')
      const isInCapitals = entities.some(entity =>
        namesOf(entity).some(own => IN_CAPITALS.test(own) && wordsOf(own).join(' ') === key),
      )
      return { start, end, isInCapitals }
    })
  }

  /** Entities with a name in which each word of the text begins a word; all for a text without words. */
  async entitiesWith(text: string, deadline: Deadline): Promise<EntityRecord[]> {
    const fits = beginningsOf(text)
    const found = await filterInTurns(this.allNamed(), ({ names }) => names.some(fits), deadline)
    return found.map(({ entity }) => entity)
  }

  /** Entities of a type with a name that fits; names are folded words, `word word`. The most mentioned first. */
  async entitiesLike(
    type: EntityType,
    fits: (name: string) => boolean,
    deadline: Deadline,
  ): Promise<EntityRecord[]> {
    const isMeant = ({ entity, names }: NamedEntity): boolean =>
      entity.type === type && names.some(name => fits(name.trim()))
    const found = await filterInTurns(this.allNamed(), isMeant, deadline)
    return found
      .map(({ entity }) => entity)
      .sort((a, b) => b.mentions - a.mentions || compareTexts(a.id, b.id))
  }

  private allNamed(): readonly NamedEntity[] {
    this.named ??= this.records.entities.map(entity => ({ entity, names: namesOf(entity).map(spaced) }))
    return this.named
  }

  /** Documents in whose title each word of the text begins a word. */
  async titlesWith(text: string, deadline: Deadline): Promise<DocumentRecord[]> {
    const fits = beginningsOf(text)
    this.titled ??= this.records.documents.map(document => ({ document, title: spaced(document.title) }))
    const found = await filterInTurns(this.titled, ({ title }) => fits(title), deadline)
    return found.map(({ document }) => document)
  }

  /** Names for which the corpus defines this short form: `Nagorno-Karabakh` for `NK`. */
  longFormsOf(short: string): readonly string[] {
    return this.longForms.get(wordsOf(short).join(' ')) ?? []
  }

  /** Short forms that the corpus defines for this name. */
  shortFormsOf(name: string): readonly string[] {
    return this.shortForms.get(wordsOf(name).join(' ')) ?? []
  }

  private add(name: string, entity: EntityRecord): void {
    const words = wordsOf(name)
    const [first] = words
    if (first === undefined || (words.length === 1 && first.length < 2)) return
    const key = words.join(' ')
    const known = this.byWords.get(key)
    if (known === undefined) this.byWords.set(key, [entity])
    else if (!known.includes(entity)) known.push(entity)
    this.longest.set(first, Math.max(words.length, this.longest.get(first) ?? 0))
  }
}

export const nameIndexOf = perBundle(({ records }) => new NameIndex(records))

/** Ids of the entities of a type with this id, name or alias. */
export function findEntities(bundle: Bundle, type: EntityType, name: string): string[] {
  if (type === 'date') return datesNamed(bundle, name)
  const byId = bundle.records.entity(name.trim().toLowerCase())
  const found = byId === null ? nameIndexOf(bundle).find(name) : [byId]
  return found.filter(entity => entity.type === type).map(entity => entity.id)
}

/** Ids of the entities of a type that are asked for, of several names the most mentioned first. */
export async function findAskedEntities(
  bundle: Bundle,
  type: EntityType,
  asked: AskedEntities,
  deadline: Deadline,
): Promise<readonly string[]> {
  if (asked.type === 'text') return findEntities(bundle, type, asked.text)
  if (asked.type === 'part' && wordsOf(asked.text).length === 0) return []
  const fits = fitsAsked(asked)
  const found = await nameIndexOf(bundle).entitiesLike(type, fits, deadline)
  return found.map(({ id }) => id)
}

function fitsAsked(asked: Exclude<AskedEntities, { type: 'text' }>): (name: string) => boolean {
  switch (asked.type) {
    case 'part': {
      const wanted = ` ${wordsOf(asked.text).join(' ')} `
      return name => ` ${name} `.includes(wanted)
    }
    case 'like':
      return likeName(asked.text, asked.edits)
    case 'pattern':
      return ofNameOrWord(asked.isMeant)
  }
}

/** Whether a name, or a word of it, is spelt like a text. */
function likeName(text: string, asked: number | undefined): (name: string) => boolean {
  const wanted = wordsOf(text).join(' ')
  const edits = asked ?? editsAllowed(wanted)
  const automaton = new LevenshteinAutomaton(wanted, edits)
  return ofNameOrWord(words => automaton.measure(words) <= edits)
}

function ofNameOrWord(isMeant: (words: string) => boolean): (name: string) => boolean {
  return name => isMeant(name) || (name.includes(' ') && name.split(' ').some(isMeant))
}

const datesOf = perBundle(({ records }) => records.entities.filter(({ type }) => type === 'date'))

/** Ids of the dates that lie within the one given, in any form: `May 1994` has its days and the spans in it; `5 May` is one without a year. */
function datesNamed(bundle: Bundle, written: string): string[] {
  const text = written.trim().replace(/^date:/u, '')
  const asked = dayRange(text) ?? dayRange(parseDate(text, null) ?? '')
  const [open] = asked === null ? findDates(text, null) : []
  const iso = open === undefined ? text : isoOf(open)
  return datesOf(bundle)
    .filter(({ id }) => {
      const named = id.slice('date:'.length)
      const range = asked === null ? null : dayRange(named)
      return (
        named === iso ||
        (asked !== null && range !== null && range.first >= asked.first && range.last <= asked.last)
      )
    })
    .map(({ id }) => id)
}

/** Whether each word of the text begins a word of a spaced name. */
export function beginningsOf(text: string): (name: string) => boolean {
  const beginnings = [...new Set(wordsOf(text))].map(word => ` ${word}`)
  return name => beginnings.every(beginning => name.includes(beginning))
}

/** Folded words. */
export function wordsOf(name: string): string[] {
  return tokenize(name).map(token => fold(token.raw))
}

function namesOf({ name, aliases }: EntityRecord): string[] {
  return [...new Set([name, ...aliases.map(alias => alias.name)])]
}

function spaced(name: string): string {
  return wordsOf(name)
    .map(word => ` ${word}`)
    .join('')
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key) ?? []
  if (values.length < MAX_EXPANSIONS && !values.includes(value)) values.push(value)
  map.set(key, values)
}
