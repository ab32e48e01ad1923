// What does the cluster get of a passage? Its terms with their weights, its words in order, its values, its record.
import { analyze } from '../../analysis/analyzer.ts'
import { dayRange, isoDay } from '../../domain/dates.ts'
import type { EntityType } from '../../domain/document.ts'
import {
  ANY_WORD,
  type FacetName,
  FIELDS,
  type Field,
  type Interval,
  WORDED_FIELDS,
} from '../../domain/query.ts'
import { groupNumber, type PassageGroups, type PassageSource } from '../engine.ts'
import { documentValues, facetsOf } from '../facets.ts'
import { fieldLanguage, fieldTexts } from '../field-texts.ts'
import {
  COLUMNS,
  encodeTerms,
  facetField,
  termKey,
  termsField,
  valueKey,
  wordsField,
} from './index-settings.ts'

/** Mean number of different terms of each field, over all passages. */
export type FieldMeans = Readonly<Record<Field, number>>

export interface PassageDocument {
  readonly id: string
  /** All passages of a document lie in one shard, so that documents can be counted. */
  readonly routing: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Makes the documents of passages; those of one document one after the other are quick. */
export class PassageDocuments {
  private readonly source: PassageSource
  private readonly means: FieldMeans
  private readonly metadataKeys: readonly string[]
  private readonly fields = new Map<FacetName, string>()
  private readonly documentNumber: (index: number) => number
  private readonly copies: PassageGroups

  constructor(
    source: PassageSource,
    means: FieldMeans,
    metadataKeys: readonly string[],
    documentNumber: (index: number) => number,
    copies: PassageGroups,
  ) {
    this.source = source
    this.means = means
    this.metadataKeys = metadataKeys
    this.documentNumber = documentNumber
    this.copies = copies
  }

  at(index: number): PassageDocument {
    const { source } = this
    const passage = source.passage(index)
    const document = source.documentOf(index)
    const body: Record<string, unknown> = {
      [COLUMNS.index]: index,
      [COLUMNS.documentNumber]: this.documentNumber(index),
      [COLUMNS.copies]: groupNumber(this.copies, index),
      ...datesOf(document.date),
      ...this.wordsOf(index),
      [COLUMNS.passage]: JSON.stringify(passage),
    }
    const entities = new Map<string, EntityType>()
    for (const { entity, type } of passage.mentions) if (entity !== null) entities.set(entity, type)
    for (const [id, type] of entities) append(body, this.fieldOf(type), [id])
    append(body, this.fieldOf('kind'), [passage.kind])
    append(body, this.fieldOf('language'), [source.languageOf(index)])
    for (const facet of facetsOf(document))
      append(body, this.fieldOf(facet), documentValues(document, facet).map(valueKey))
    return { id: String(index), routing: document.id, body }
  }

  private fieldOf(facet: FacetName): string {
    const known = this.fields.get(facet) ?? facetField(facet, this.metadataKeys)
    if (known === null) throw new Error(`${facet} is not among the facets of the corpus`)
    this.fields.set(facet, known)
    return known
  }

  private wordsOf(index: number): Record<string, unknown> {
    const body: Record<string, unknown> = {}
    const languages = {
      language: this.source.languageOf(index),
      documentLanguage: this.source.documentLanguageOf(index),
    }
    for (const field of FIELDS) {
      const frequencies = new Map<string, number>()
      const written: string[] = []
      const meant: string[] = []
      for (const text of fieldTexts(this.source, index, field)) {
        const tokens = analyze(text, [fieldLanguage(languages, field)])
        written.push(tokens.map(({ surface }) => termKey(surface)).join(' '))
        meant.push(
          tokens.map(({ terms: [term] }) => (term === undefined ? ANY_WORD : termKey(term))).join(' '),
        )
        for (const { terms } of tokens)
          for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
      }
      body[field] = encodeTerms(frequencies, this.means[field])
      const worded = WORDED_FIELDS.find(name => name === field)
      if (worded === undefined) continue
      body[wordsField(worded)] = written
      body[termsField(worded)] = meant
    }
    return body
  }
}

function append(body: Record<string, unknown>, field: string, values: readonly string[]): void {
  if (values.length === 0) return
  body[field] = [...((body[field] as string[] | undefined) ?? []), ...values]
}

function datesOf(date: string | null): Partial<Record<Interval, number>> {
  const day = date === null ? undefined : dayRange(date)?.first
  if (day === undefined) return {}
  const iso = isoDay(day)
  const first = (prefix: string): number => dayRange(prefix)?.first ?? day
  return { day, month: first(iso.slice(0, 7)), year: first(iso.slice(0, 4)) }
}
