// What does a passage hold in a field? The texts that engines index and phrases are compared with.
import type { Field } from '../domain/query.ts'
import type { PassageSource } from './engine.ts'

/** Fields whose words are suggested and corrected, and in which phrases without a field are sought. */
export const WORDED_FIELDS = ['text', 'title', 'headings'] as const

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
