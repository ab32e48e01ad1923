// What does a field mean before a word or a quotation? Parts of the text, dates, entities.
import { type DayRange, dayRange } from '../domain/dates.ts'
import { ENTITY_TYPES, type EntityType, isEntityType } from '../domain/document.ts'
import { anywhereInText, type QueryNode, type WordedField } from '../domain/query.ts'
import type { QueryContext } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import { type Notes, shown } from './notes.ts'
import { type Clause, isSlot } from './parse.ts'

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
const NOTHING: QueryNode = { type: 'or', children: [] }

export function isFieldName(name: string): boolean {
  return Object.hasOwn(TEXT_FIELDS, name) || Object.hasOwn(DATE_FIELDS, name) || isEntityType(name)
}

/** The part of the text that a field names; undefined for another field or none. */
export function textField(field: string | null): WordedField | undefined {
  return field === null ? undefined : TEXT_FIELDS[field.toLowerCase()]
}

/** Whether what stands in it has places in the text. */
export function isTextField(field: string | null): boolean {
  return field === null || textField(field) !== undefined
}

export class SpecialFields {
  private readonly words: CorpusWords
  private readonly notes: Notes
  private readonly findEntities: QueryContext['findEntities']

  constructor(words: CorpusWords, notes: Notes, { findEntities }: Pick<QueryContext, 'findEntities'>) {
    this.words = words
    this.notes = notes
    this.findEntities = findEntities
  }

  /** Dates and entities; undefined where the field is a text field or none. */
  node(clause: Extract<Clause, { type: 'word' | 'phrase' }>, query: string): QueryNode | undefined {
    const { field, text } = clause
    const name = field?.toLowerCase() ?? ''
    if (Object.hasOwn(DATE_FIELDS, name)) return this.date(name, text)
    const type = ENTITY_TYPES.find(candidate => candidate === name)
    if (type === undefined) return undefined
    if (!isSlot(clause)) return this.entity(type, text)
    const { at } = clause
    return anywhereInText({
      type: 'slot',
      entityType: type,
      typed: { start: at, end: query.indexOf('*', at) + 1 },
    })
  }

  /** Documents of these days; text where an end is no date, or the field has none. */
  range({
    text,
    from,
    to,
    isFromIncluded,
    isToIncluded,
    field,
  }: Extract<Clause, { type: 'range' }>): QueryNode {
    const name = field?.toLowerCase() ?? 'date'
    const isDate = name === 'date' || Object.hasOwn(DATE_FIELDS, name)
    const first = from === null ? null : dayRange(from)
    const last = to === null ? null : dayRange(to)
    if (!isDate || (first === null && from !== null) || (last === null && to !== null)) {
      this.notes.add(
        'range',
        isDate
          ? `${shown(text)} is no range of dates (YYYY, YYYY-MM or YYYY-MM-DD) and was read as text.`
          : `Ranges are of dates, so ${shown(`${field}:${text}`)} was read as text.`,
      )
      return this.asText([from, to].filter(end => end !== null).join(' '))
    }
    return {
      type: 'date',
      fromDay: first === null ? -NEVER : isFromIncluded ? first.first : first.last + 1,
      toDay: last === null ? NEVER : isToIncluded ? last.last : last.first - 1,
    }
  }

  private date(field: string, text: string): QueryNode {
    const range = dayRange(text.trim())
    if (range === null) {
      this.notes.add(
        'date',
        `${shown(text)} is not a date (YYYY, YYYY-MM or YYYY-MM-DD), so ${shown(`${field}:${text}`)} was read as text.`,
      )
      return this.asText(text)
    }
    return { type: 'date', ...days(DATE_FIELDS[field] ?? 'since', range) }
  }

  private entity(type: EntityType, text: string): QueryNode {
    const ids = this.findEntities(type, text)
    if (ids.length > 0) return { type: 'facet', facet: type, values: ids }
    this.notes.add('entity', `No ${type} is called ${shown(text)} here, so it was searched as text.`)
    return this.asText(text)
  }

  private asText(text: string): QueryNode {
    const tokens = this.words.analyze(text)
    this.words.count(tokens)
    return tokens.length === 0 ? NOTHING : this.words.phrase(tokens, undefined)
  }
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
