// What does a passage hold in a field? The texts that engines index and phrases are compared with.
import type { Field } from '../domain/query.ts'
import type { IndexInput, IndexWriter, PassageSource } from './engine.ts'

export function fieldTexts(source: PassageSource, index: number, field: Field): readonly string[] {
  switch (field) {
    case 'text':
      return [source.passage(index).text]
    case 'title':
      return [source.documentOf(index).title]
    case 'headings':
      return source.passage(index).headings
    case 'entities':
      return source.entityNames(index)
  }
}

/** Gives every passage of a source to a writer; `onPassage` is told how many are done. */
export function writeAll(
  source: PassageSource,
  writer: IndexWriter,
  onPassage?: (done: number) => void,
): void {
  for (let index = 0; index < source.size; index++) {
    writer.add(inputOf(source, index))
    onPassage?.(index + 1)
  }
}

function inputOf(source: PassageSource, index: number): IndexInput {
  return {
    passage: source.passage(index),
    document: source.documentOf(index),
    language: source.languageOf(index),
    texts: {
      text: fieldTexts(source, index, 'text'),
      title: fieldTexts(source, index, 'title'),
      headings: fieldTexts(source, index, 'headings'),
      entities: fieldTexts(source, index, 'entities'),
    },
  }
}
