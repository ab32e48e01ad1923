// Passages in, a MiniSearch index and the vocabulary out.
import { FIELDS, type Field } from '../../domain/query.ts'
import type { PassageSource } from '../engine.ts'
import { fieldTexts, WORDED_FIELDS } from '../field-texts.ts'
import { Lexicon } from '../lexicon.ts'
import type { VocabularyEntry } from '../vocabulary.ts'
import { MINISEARCH_OPTIONS, MiniSearch } from './options.ts'

export interface MiniSearchIndex {
  /** The prebuilt index, as MiniSearch serialises it. */
  readonly json: string
  readonly vocabulary: readonly VocabularyEntry[]
}

/** Indexes every passage of the source; `onPassage` is told how many are done. */
export function buildMiniSearch(source: PassageSource, onPassage?: (done: number) => void): MiniSearchIndex {
  const index = new MiniSearch(MINISEARCH_OPTIONS)
  const lexicon = new Lexicon()
  for (let id = 0; id < source.size; id++) {
    const language = source.languageOf(id)
    const forms = (field: Field): number[] => lexicon.read(fieldTexts(source, id, field).join('\n'), language)
    const read = {
      text: forms('text'),
      title: forms('title'),
      headings: forms('headings'),
      entities: forms('entities'),
    }
    lexicon.countPassage(WORDED_FIELDS.map(field => read[field]))
    const [text, title, headings, entities] = FIELDS.map(field => termsOf(lexicon, read[field]))
    index.add({
      id,
      text: text ?? '',
      title: title ?? '',
      headings: headings ?? '',
      entities: entities ?? '',
    })
    onPassage?.(id + 1)
  }
  return { json: JSON.stringify(index), vocabulary: lexicon.vocabulary() }
}

/** The forms' terms, a line each. */
function termsOf(lexicon: Lexicon, forms: readonly number[]): string {
  const terms: string[] = []
  for (const form of forms) {
    const term = lexicon.forms[form]?.term ?? null
    if (term !== null) terms.push(term)
  }
  return terms.join('\n')
}
