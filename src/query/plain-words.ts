// Is this query words and nothing else? Then its words can be read in other ways, such as together or as a phrase.
import { Notes } from './notes.ts'
import { parseQuery } from './parse.ts'
import { isFieldName } from './special-fields.ts'

/** The words as typed; null where the query has a sign, a quotation or a field. */
export function plainWordsOf(query: string, syntax: 'on' | 'off'): string[] | null {
  const words: string[] = []
  for (const clause of parseQuery(query, isFieldName, new Notes(), syntax).children) {
    if (
      clause.type !== 'word' ||
      clause.field !== null ||
      clause.suffix !== '' ||
      /["“”„«»]/u.test(clause.text)
    )
      return null
    words.push(clause.text)
  }
  return words
}

/** A text as a query for it as it is written: signs in it mean nothing. */
export function asPhrase(text: string): string {
  return `"${withoutSigns(text)}"`
}

/** A text without what would be a sign within quotation marks. */
export function withoutSigns(text: string): string {
  return text.replace(SIGNS, ' ').trim()
}

/** Signs of a query within quotation marks; the mark that is typed for gershayim is a letter of the word. */
const SIGNS = /(?<![\u05D0-\u05EA])["“”„«»]|["“”„«»](?![\u05D0-\u05EA])|[*?]/gu
