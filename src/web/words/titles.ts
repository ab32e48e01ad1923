// What do the packs of a collection call the types of its names? In place of the page's own words.
import type { Message } from '../../domain/message.ts'
import type { TypeTitles } from '../../domain/type-titles.ts'
import type { WordKey } from './words.ts'

type PageWords = Readonly<Partial<Record<WordKey, Message>>>

export function withTitles(words: PageWords, titles: TypeTitles): PageWords {
  const own = Object.entries(titles).flatMap(([type, [many, one]]) => [
    [`type.${type}.many`, many],
    [`type.${type}.one`, one],
    // As the pack has it: whether a noun keeps its capital depends on the language, and on the noun.
    [`type.${type}.within`, one],
  ])
  return own.length === 0 ? words : { ...words, ...Object.fromEntries(own) }
}
