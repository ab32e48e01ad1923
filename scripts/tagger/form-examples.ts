// What do the annotated sets say of each form that they write? Examples for the corpus's lexicon.

import { CLASSES, type FormClass } from '../../src/entities/lexicon/classes.ts'
import { placeFeatures } from '../../src/entities/lexicon/features.ts'
import { occurrencesOf } from '../../src/entities/lexicon/occurrences.ts'
import { cleanForm } from '../../src/entities/name-words.ts'
import type { Tagger } from '../../src/entities/tagger/tagger.ts'

/** A place where a form stands. */
export interface Place {
  readonly form: string
  readonly features: Uint32Array
  /** Classes that the annotation leaves possible, as bits. */
  readonly allowed: number
}

export interface GoldSpan {
  readonly start: number
  readonly end: number
  readonly type: string
  readonly raw?: string
}

const bit = (...classes: readonly FormClass[]): number =>
  classes.reduce((bits, name) => bits | (1 << CLASSES.indexOf(name)), 0)

const KNOWN: Readonly<Record<string, number>> = {
  PER: bit('person'), ORG: bit('organization'), LOC: bit('place'), GROUP: bit('group'), PRODUCT: bit('product'),
} // biome-ignore format: a table

/** What the sets call products: of other kinds of thing they say only that there is a name. */
const PRODUCTS = new Set(['product', 'Product', 'programlang', 'MilitaryPlatform', 'Weapon'])

/** What an annotated span, and a form that is not annotated, may be in a set. */
export interface SetTypes {
  /** Whether peoples are annotated as such; else they may be among the other names, or not annotated. */
  readonly groups: boolean
  /** Whether names that are no person's, organisation's or place's are annotated. */
  readonly others: boolean
}

function allowedOf({ type, raw }: GoldSpan, { groups }: SetTypes): number {
  const known = KNOWN[type]
  if (known !== undefined) return known
  if (type !== 'MISC') return 0
  if (raw !== undefined && PRODUCTS.has(raw)) return bit('product')
  if (raw === 'MISC') return bit('group', 'product', 'other')
  return groups || raw !== 'misc' ? bit('other') : bit('group', 'other')
}

function unannotated({ groups, others }: SetTypes): number {
  return bit('none') | (groups ? 0 : bit('group')) | (others ? 0 : bit('product', 'other'))
}

/** An annotated text: as the tagger is to read it, and as it is written. Both have the same length. */
export interface AnnotatedText {
  readonly text: string
  readonly written: string
  readonly spans: readonly GoldSpan[]
}

/** Whether the annotation says that a name stands there. */
export function isName({ allowed }: Place): boolean {
  return (allowed & bit('none')) === 0
}

/** All places of a document's text, whose lines are its passages. */
export function placesOf({ text, written, spans }: AnnotatedText, types: SetTypes, tag: Tagger): Place[] {
  const { candidates, texts, statistics } = tag({ texts: text.split('\n'), title: '', date: null })
  const gold = spans.map(span => ({ ...span, ...trimmed(text, span) }))
  let offset = 0
  return texts.flatMap((input, index) => {
    const from = offset
    offset += input.text.length + 1
    return occurrencesOf(input, candidates[index] ?? [], statistics).flatMap(occurrence => {
      const start = input.tokens[occurrence.from]?.start ?? 0
      const end = input.tokens[occurrence.to - 1]?.end ?? 0
      const form = cleanForm(written.slice(from + start, from + end))
      const place = trimmed(text, { start: from + start, end: from + end })
      const over = gold.filter(span => span.start < place.end && place.start < span.end)
      const exact = over.find(span => span.start === place.start && span.end === place.end)
      // What is half of a name, or more than one, teaches nothing of the form.
      if (exact === undefined && over.length > 0) return []
      const allowed = exact === undefined ? unannotated(types) : allowedOf(exact, types)
      if (allowed === 0) return []
      return [{ form, features: placeFeatures(input, occurrence, statistics), allowed }]
    })
  })
}

function trimmed(
  text: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  const name = text.slice(start, end)
  const article = /^(?:the|an?)\s+/iu.exec(name)?.[0].length ?? 0
  const possessive = /['’]s?$/u.exec(name)?.[0].length ?? 0
  return { start: start + article, end: end - possessive }
}
