// Which names of people are one name in another case? «Анны Орловой» is Анна Орлова, `Angela Merkels` Angela Merkel, where a document has both.
import { hasCases, mayBeCaseOf, stemsOfAnyCase, stemsOfName } from './inflection.ts'

/** The words of a name, folded, and the language of the text that has it. */
export interface WrittenName {
  readonly words: readonly string[]
  readonly language: string | null
}

type CountedName = WrittenName & { count: number }

/** Folded given names of women that are also cases of a man's: Александра may be Александр. */
const OF_BOTH: ReadonlySet<string> = new Set(['александра', 'валентина', 'евгения', 'валерия', 'юлия'])

/** Names that are another one's in another case, and which. Names and keys are folded words with spaces between them. */
export function namesInCases(names: readonly WrittenName[]): ReadonlyMap<string, string> {
  const counts = new Map<string, CountedName>()
  for (const { words, language } of names) {
    if (language === null || !hasCases(language)) continue
    const name = words.join(' ')
    const known = counts.get(name) ?? { words, language, count: 0 }
    known.count++
    counts.set(name, known)
  }
  const byStems = new Map<string, CountedName[]>()
  for (const known of counts.values())
    for (const stems of ends(known, stemsOfName)) {
      const list = byStems.get(stems)
      if (list === undefined) byStems.set(stems, [known])
      else list.push(known)
    }
  const found = new Map<string, string>()
  for (const [name, known] of counts) {
    const others = ends(known, stemsOfAnyCase).flatMap(stems => byStems.get(stems) ?? [])
    const called = new Set(others.filter(other => other !== known && isCaseOf(known, other)))
    const better = [...called].filter(other => isMoreLikely(other, known))
    const best = better.reduce<CountedName | null>(
      (first, other) => (first === null || isMoreLikely(other, first) ? other : first),
      null,
    )
    if (best !== null) found.set(name, best.words.join(' '))
  }
  return found
}

/** Letters that a name begins with in all cases. */
const BEGINNING = 2

/** What may be left of a name's last word, with the number of its words and its first letters: only such names are compared. */
function ends(
  { words, language }: WrittenName,
  stemsOf: (word: string, language: string) => readonly string[],
): string[] {
  const beginning = `${words.length} ${(words[0] ?? '').slice(0, BEGINNING)}`
  return stemsOf(words.at(-1) ?? '', language ?? '').map(stem => `${beginning} ${stem}`)
}

function isCaseOf(one: WrittenName, other: WrittenName): boolean {
  const language = one.language ?? ''
  const [first = ''] = one.words
  const [called = ''] = other.words
  if (one.words.length !== other.words.length || one.language !== other.language) return false
  if (!one.words.every((word, at) => mayBeCaseOf(word, other.words[at] ?? '', language))) return false
  if (one.words.length === 1 || first === called) return true
  // `Ivana Horvat` is a woman, and `Ivana Horvata` Ivan Horvat.
  const isMans = likeNominative(called) === 0
  return !isMans || (one.words.at(-1) !== other.words.at(-1) && !OF_BOTH.has(first))
}

/** The nominative is the likeliest, and of two that look like one the shorter, as men's names are, then the more frequent. */
function isMoreLikely(one: CountedName, other: CountedName): boolean {
  const rank = ({ words }: CountedName): number => words.reduce((sum, word) => sum + likeNominative(word), 0)
  const [name, otherName] = [one.words.join(' '), other.words.join(' ')]
  const order =
    rank(one) - rank(other) ||
    name.length - otherName.length ||
    other.count - one.count ||
    (name < otherName ? -1 : 1)
  return order < 0
}

/** How unlike the nominative of a name a word is: 0 as men's names end, 1 as women's do, more for other endings. */
function likeNominative(word: string): number {
  if (/[аея]и$|[^аеиоуыэюяіaeiouy]$/u.test(word)) return 0
  if (/[аяa]$/u.test(word)) return 1
  return word.endsWith('ии') ? 1.5 : 2
}
