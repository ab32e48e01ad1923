// Passages in, a MiniSearch index and the vocabulary out.
import { termsOf } from '../../analysis/analyzer.ts'
import type { Field } from '../../domain/query.ts'
import type { PassageSource } from '../engine.ts'
import { fieldTexts } from '../field-texts.ts'
import type { VocabularyEntry } from '../vocabulary.ts'
import { VocabularyBuilder } from '../vocabulary-builder.ts'
import { MINISEARCH_OPTIONS, MiniSearch } from './options.ts'

/** Fields whose words are suggested and corrected. */
const WORDED: readonly Field[] = ['text', 'title', 'headings']

export interface MiniSearchIndex {
  /** The prebuilt index, as MiniSearch serialises it. */
  readonly json: string
  readonly vocabulary: readonly VocabularyEntry[]
}

/** Indexes every passage of the source; `onPassage` is told how many are done. */
export function buildMiniSearch(source: PassageSource, onPassage?: (done: number) => void): MiniSearchIndex {
  const index = new MiniSearch(MINISEARCH_OPTIONS)
  const vocabulary = new VocabularyBuilder()
  for (let id = 0; id < source.size; id++) {
    const language = source.languageOf(id)
    const terms = (field: Field): string =>
      termsOf(fieldTexts(source, id, field).join('\n'), language).join('\n')
    index.add({
      id,
      text: terms('text'),
      title: terms('title'),
      headings: terms('headings'),
      entities: terms('entities'),
    })
    vocabulary.addPassage(WORDED.flatMap(field => fieldTexts(source, id, field)).join('\n'), language)
    onPassage?.(id + 1)
  }
  return { json: JSON.stringify(index), vocabulary: vocabulary.build() }
}
