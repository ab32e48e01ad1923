// What is a country or a big city called in this language, in whatever case? A list made by `scripts/places-by-language.ts`.
import { readFileSync } from 'node:fs'
import { tokenize } from '../../analysis/tokenize.ts'
import { once, remember } from '../../domain/memo.ts'
import { inSerbianLatin } from '../../domain/serbian-letters.ts'
import { stemsOfAnyCase, stemsOfName } from '../inflection.ts'

/** English names by what is left of each word without its ending. */
type Places = ReadonlyMap<string, string>

const NONE: Places = new Map()

/** Languages that are written in two alphabets. */
const IN_SERBIAN_LETTERS: ReadonlySet<string> = new Set(['bs', 'sr'])

/** The English name of a place as a text of the language writes it: `Moscow` for «Москве». Null where the list has none. */
export function englishPlace(name: string, language: string): string | null {
  return lookUp(`${language}\n${name}`)
}

const lookUp = remember(20_000, (key: string): string | null => {
  const split = key.indexOf('\n')
  const language = key.slice(0, split)
  const places = placesOf(language)
  if (places === NONE) return null
  for (const stems of combined(key.slice(split + 1), language, stemsOfAnyCase)) {
    const found = places.get(stems)
    if (found !== undefined && found !== '') return found
  }
  return null
})

const placesOf = remember(50, (language: string): Places => {
  const named = lists().get(language)
  if (named === undefined) return NONE
  const places = new Map<string, string>()
  // As it is written comes first, for all names.
  for (const [name, english] of named) places.set(wordsOf(name, language).join(' ').toLowerCase(), english)
  const written = new Set(places.keys())
  for (const [name, english] of named) {
    for (const stems of combined(name, language, stemsOfName)) {
      if (written.has(stems)) continue
      // What two places share tells of neither: `Niger` and `Nigeria`.
      places.set(stems, (places.get(stems) ?? english) === english ? english : '')
    }
  }
  return places
})

/** Most words of a name that are looked for in other cases. */
const MOST_WORDS = 4

/** As it is written, then each way in which the endings of its words may be taken off. */
function* combined(
  name: string,
  language: string,
  stemsOf: (word: string, language: string) => readonly string[],
): Generator<string> {
  const words = wordsOf(name, language)
  yield words.join(' ').toLowerCase()
  if (words.length > MOST_WORDS) return
  let found = ['']
  for (const word of words)
    found = found.flatMap(stems => stemsOf(word, language).map(stem => `${stems} ${stem}`.trimStart()))
  yield* found
}

function wordsOf(name: string, language: string): string[] {
  return tokenize(IN_SERBIAN_LETTERS.has(language) ? inSerbianLatin(name) : name).map(({ raw }) => raw)
}

/** The file, by language. It is read on first use. */
const lists = once((): ReadonlyMap<string, readonly (readonly [name: string, english: string])[]> => {
  const read = new Map<string, [string, string][]>()
  let own: [string, string][] = []
  const text = readFileSync(new URL('./core/places-by-language.txt', import.meta.url), 'utf8')
  for (const line of text.split('\n')) {
    const language = /^\[(\w+)\]$/u.exec(line)?.[1]
    const [name = '', english] = line.split('=')
    if (language !== undefined) {
      own = []
      read.set(language, own)
    } else if (english !== undefined && !line.startsWith('#')) own.push([name, english])
  }
  return read
})
