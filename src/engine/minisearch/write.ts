// Passages in, a MiniSearch index and the vocabulary out.
import type { PassageSource } from '../engine.ts'
import type { VocabularyEntry } from '../vocabulary.ts'
import { VocabularyBuilder } from '../vocabulary-builder.ts'
import { MINISEARCH_OPTIONS, MiniSearch } from './options.ts'

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
    const { text, headings } = source.passage(id)
    const { title } = source.documentOf(id)
    index.add({ id, text, title, headings: headings.join('\n'), entities: source.entityNames(id).join('\n') })
    vocabulary.addPassage(`${text}\n${title}\n${headings.join('\n')}`)
    onPassage?.(id + 1)
  }
  return { json: JSON.stringify(index), vocabulary: vocabulary.build() }
}
