// What does a field mean before a word or a quotation? Parts of the text, dates, entities, what documents say of themselves.
import { type DayRange, dayRange } from '../domain/dates.ts'
import { ENTITY_TYPES, type EntityType, isEntityType } from '../domain/document.ts'
import { anywhereInText, type FacetName, type QueryNode, type WordedField } from '../domain/query.ts'
import type { QueryContext } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import { type AskedNames, type AskedValues, EXISTS, facetOfExisting, facetOfField } from './facet-fields.ts'
import type { Notes } from './notes.ts'
import { type Clause, isSlot } from './parse.ts'
import { regexPattern, wildcardPattern } from './word-patterns.ts'

const TEXT_FIELDS: Readonly<Record<string, WordedField>> = {
  title: 'title',
  intitle: 'title',
  text: 'text',
  heading: 'headings',
  headings: 'headings',
}
/** Which days a date stands for: those before it, from it on, up to it, or after it. */
const DATE_FIELDS: Readonly<Record<string, 'before' | 'since' | 'until' | 'after'>> = {
  before: 'before',
  after: 'after',
  since: 'since',
  from: 'since',
  until: 'until',
  to: 'until',
}
const NEVER = 2_147_483_647
/** Names that a pattern stands for. */
const MOST_NAMES = 2_000
const NOTHING: QueryNode = { type: 'or', children: [] }

export function isFieldName(name: string): boolean {
  return (
    Object.hasOwn(TEXT_FIELDS, name) ||
    Object.hasOwn(DATE_FIELDS, name) ||
    isEntityType(name) ||
    name === EXISTS ||
    facetOfField(name) !== null
  )
}

/** The part of the text that a field names; undefined for another field or none. */
export function textField(field: string | null): WordedField | undefined {
  return field === null ? undefined : TEXT_FIELDS[field.toLowerCase()]
}

/** Whether what stands in it has places in the text. */
export function isTextField(field: string | null): boolean {
  return field === null || textField(field) !== undefined
}

type FieldContext = Pick<QueryContext, 'findEntities' | 'findValues' | 'knownFacet'>

export class SpecialFields {
  private readonly words: CorpusWords
  private readonly notes: Notes
  private readonly context: FieldContext

  constructor(words: CorpusWords, notes: Notes, context: FieldContext) {
    this.words = words
    this.notes = notes
    this.context = context
  }

  /** Dates, entities, facets; undefined where the field is a text field or none. */
  async node(
    clause: Extract<Clause, { type: 'word' | 'phrase' }>,
    query: string,
  ): Promise<QueryNode | undefined> {
    const { text } = clause
    const field = clause.field ?? ''
    const name = field.toLowerCase()
    if (Object.hasOwn(DATE_FIELDS, name)) return this.date(name, text)
    if (name === EXISTS) return this.existing(text)
    const facet = facetOfField(field)
    if (facet !== null) return text === '*' ? this.existing(field) : this.values(facet, askedOf(clause))
    const type = ENTITY_TYPES.find(candidate => candidate === name)
    if (type === undefined) return undefined
    if (!isSlot(clause))
      return this.entity(type, askedOf(clause), `${text}${'suffix' in clause ? clause.suffix : ''}`)
    const { at } = clause
    return anywhereInText({
      type: 'slot',
      entityType: type,
      typed: { start: at, end: query.indexOf('*', at) + 1 },
    })
  }

  /** Values or names that a pattern means; undefined where the field has none. */
  async pattern({
    syntax,
    text,
    field,
  }: Extract<Clause, { type: 'pattern' }>): Promise<QueryNode | undefined> {
    const facet = field === null ? null : facetOfField(field)
    const type = ENTITY_TYPES.find(candidate => candidate === field?.toLowerCase())
    if (facet === null && type === undefined) return undefined
    const pattern = syntax === 'regex' ? regexPattern(text) : wildcardPattern(text)
    if ('problem' in pattern)
      this.notes.add('pattern', 'not-a-regular-expression', { text: `/${text}/`, problem: pattern.problem })
    const asked: AskedNames = 'problem' in pattern ? { type: 'text', text } : { type: 'pattern', ...pattern }
    if (facet !== null) return this.values(facet, asked)
    return type === undefined ? undefined : this.entity(type, asked, text)
  }

  private values(facet: FacetName, asked: AskedValues): QueryNode {
    const found = this.context.findValues(asked, facet)
    if (found.note !== null) this.notes.put('value', found.note)
    return { type: 'facet', facet: found.facet, values: found.values }
  }

  /** What has a value of a field at all. */
  private existing(field: string): QueryNode {
    const name = field.toLowerCase()
    if (name === 'date') return { type: 'date', fromDay: -NEVER, toDay: NEVER }
    if (name === 'title' || name === 'text') return { type: 'all' }
    const facet = this.context.knownFacet(facetOfExisting(field))
    if (facet !== null) return { type: 'facet', facet, values: null }
    this.notes.add('value', 'no-such-field', { field })
    return NOTHING
  }

  /** Documents of these days, or with these numbers and dates in their metadata; text where an end is no date, or the field has none. */
  range({
    text,
    from,
    to,
    isFromIncluded,
    isToIncluded,
    field,
  }: Extract<Clause, { type: 'range' }>): QueryNode {
    const facet = field === null ? null : facetOfField(field)
    if (facet !== null && (facet === 'year' || facet.startsWith('meta.')))
      return this.values(facet, { type: 'range', range: { text, from, to, isFromIncluded, isToIncluded } })
    const name = field?.toLowerCase() ?? 'date'
    const isDate = name === 'date' || Object.hasOwn(DATE_FIELDS, name)
    const first = from === null ? null : dayRange(from)
    const last = to === null ? null : dayRange(to)
    if (!isDate || (first === null && from !== null) || (last === null && to !== null)) {
      if (isDate) this.notes.add('range', 'not-a-range-of-dates', { text })
      else this.notes.add('range', 'not-a-ranged-field', { field: field ?? '', text })
      return this.asText([from, to].filter(end => end !== null).join(' '))
    }
    const fromDay = first === null ? -NEVER : isFromIncluded ? first.first : first.last + 1
    const toDay = last === null ? NEVER : isToIncluded ? last.last : last.first - 1
    if (fromDay > toDay)
      this.notes.add('range', 'value-not-a-range', { text, fault: 'it ends before it begins' })
    else if (field?.toLowerCase() === 'date')
      this.notes.add('range', 'range-of-documents', { text: `${field}:${text}` })
    return { type: 'date', fromDay, toDay }
  }

  private date(field: string, text: string): QueryNode {
    const range = dayRange(text.trim())
    if (range === null) {
      this.notes.add('date', 'not-a-date', { text, field })
      return this.asText(text)
    }
    return { type: 'date', ...days(DATE_FIELDS[field] ?? 'since', range) }
  }

  private async entity(type: EntityType, asked: AskedNames, text: string): Promise<QueryNode> {
    const ids = await this.context.findEntities(type, asked)
    if (ids.length > MOST_NAMES) this.notes.add('entity', 'names-cut', { text, most: MOST_NAMES })
    if (ids.length > 0) return { type: 'facet', facet: type, values: ids.slice(0, MOST_NAMES) }
    if (asked.type !== 'text') {
      this.notes.add('entity', 'no-such-names', { type, text })
      return NOTHING
    }
    const longer = await this.context.findEntities(type, { type: 'part', text })
    if (longer.length > 0) {
      this.notes.add('entity', 'part-of-names', { type, text })
      return { type: 'facet', facet: type, values: longer.slice(0, MOST_NAMES) }
    }
    this.notes.add('entity', 'no-such-name', { type, text })
    return this.asText(text)
  }

  private asText(text: string): QueryNode {
    const tokens = this.words.analyze(text)
    this.words.count(tokens)
    return tokens.length === 0 ? NOTHING : this.words.phrase(tokens, undefined)
  }
}

function askedOf(clause: Extract<Clause, { type: 'word' | 'phrase' }>): AskedNames {
  const { text } = clause
  if (clause.type === 'phrase' || clause.suffix === '') return { type: 'text', text }
  const { edits } = clause
  if (clause.suffix === '~') return { type: 'like', text, ...(edits === undefined ? {} : { edits }) }
  return { type: 'pattern', ...wildcardPattern(`${text}*`) }
}

function days(
  which: 'before' | 'since' | 'until' | 'after',
  { first, last }: DayRange,
): { readonly fromDay: number; readonly toDay: number } {
  switch (which) {
    case 'before':
      return { fromDay: -NEVER, toDay: first - 1 }
    case 'since':
      return { fromDay: first, toDay: NEVER }
    case 'until':
      return { fromDay: -NEVER, toDay: last }
    case 'after':
      return { fromDay: last + 1, toDay: NEVER }
  }
}
