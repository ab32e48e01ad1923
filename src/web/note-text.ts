// What does a note on the query say in the language of the page?

import { isEntityType } from '../domain/document.ts'
import type { Note, NoteValue } from '../query/note-texts.ts'
import { facetTitle, typeName } from './type-names.ts'
import { say, sentence, written } from './words/spoken.ts'

export function noteText({ code, values }: Note): string {
  return sentence(`note.${code}`, values['n'])
    .map(piece => ('text' in piece ? piece.text : valueText(piece.gap, values[piece.gap] ?? '')))
    .join('')
}

function valueText(gap: string, value: NoteValue): string {
  if (typeof value === 'object')
    return value.map(text => (text === '…' ? text : say('quoted', { text }))).join(say('list.joiner'))
  if (gap === 'type' && isEntityType(String(value))) return typeName(value as Parameters<typeof typeName>[0])
  return gap === 'facet' ? facetTitle(String(value)) : written(value)
}
