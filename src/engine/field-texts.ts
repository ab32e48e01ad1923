// What does a passage hold in a field? The texts that engines index and phrases are compared with.
import type { Passage } from '../domain/document.ts'
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

/** The language by which a field of a passage is analysed. */
export function fieldLanguage(
  { language, documentLanguage }: Pick<IndexInput, 'language' | 'documentLanguage'>,
  field: Field,
): string {
  return field === 'text' ? language : documentLanguage
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

export function inputOf(source: PassageSource, index: number): IndexInput {
  const { kind, mentions } = source.passage(index)
  return {
    document: source.documentOf(index),
    kind,
    entities: entitiesOf(mentions),
    mentioned: mentionedIn(mentions),
    language: source.languageOf(index),
    documentLanguage: source.documentLanguageOf(index),
    texts: {
      text: fieldTexts(source, index, 'text'),
      title: fieldTexts(source, index, 'title'),
      headings: fieldTexts(source, index, 'headings'),
      entities: fieldTexts(source, index, 'entities'),
    },
  }
}

/** The entities of mentions that have one. */
export function entitiesOf(mentions: Passage['mentions']): string[] {
  return mentions.flatMap(({ entity }) => (entity === null ? [] : [entity]))
}

/** Where these mentions stand. */
export function mentionedIn(mentions: Passage['mentions']): { start: number; end: number }[] {
  return mentions.flatMap(({ entity, start, end }) => (entity === null ? [] : [{ start, end }]))
}
