// What does a field mean before a word or a quotation? Parts of the text, dates, entities.
import { dayRange } from '../domain/dates.ts'
import { ENTITY_TYPES, type EntityType, isEntityType } from '../domain/document.ts'
import type { QueryNode, WordedField } from '../domain/query.ts'
import type { QueryContext } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import { type Notes, shown } from './notes.ts'

const TEXT_FIELDS: Readonly<Record<string, WordedField>> = {
  title: 'title',
  text: 'text',
  heading: 'headings',
  headings: 'headings',
}
const NEVER = 2_147_483_647
const NOTHING: QueryNode = { type: 'or', children: [] }

export function isFieldName(name: string): boolean {
  return Object.hasOwn(TEXT_FIELDS, name) || name === 'before' || name === 'after' || isEntityType(name)
}

/** The part of the text that a field names; undefined for another field or none. */
export function textField(field: string | null): WordedField | undefined {
  return field === null ? undefined : TEXT_FIELDS[field.toLowerCase()]
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
  node(field: string | null, text: string): QueryNode | undefined {
    const name = field?.toLowerCase()
    if (name === 'before' || name === 'after') return this.date(name, text)
    const type = ENTITY_TYPES.find(candidate => candidate === name)
    return type === undefined ? undefined : this.entity(type, text)
  }

  private date(field: 'before' | 'after', text: string): QueryNode {
    const range = dayRange(text.trim())
    if (range === null) {
      this.notes.add(
        'date',
        `${shown(text)} is not a date (YYYY, YYYY-MM or YYYY-MM-DD), so ${shown(`${field}:${text}`)} was read as text.`,
      )
      return this.asText(text)
    }
    if (field === 'before') return { type: 'date', fromDay: -NEVER, toDay: range.first - 1 }
    return { type: 'date', fromDay: range.last + 1, toDay: NEVER }
  }

  private entity(type: EntityType, text: string): QueryNode {
    const ids = this.findEntities(type, text)
    if (ids.length > 0) return { type: 'entity', ids }
    this.notes.add('entity', `No ${type} is called ${shown(text)} here, so it was searched as text.`)
    return this.asText(text)
  }

  private asText(text: string): QueryNode {
    const tokens = this.words.analyze(text)
    this.words.count(tokens)
    return tokens.length === 0 ? NOTHING : this.words.phrase(tokens, undefined)
  }
}
