// Which words of this query carry nothing by themselves? They are left out where other words remain.
//
// A common word is kept where its writing or its place says that it is more. It is in capitals or with points (US, I.T.), in a compound
// (An-26, no-fly) or in a name of the corpus (Doctors Without Borders). Or it is a month beside a number (May 1994), or has a capital amid the
// query (the Theresa May speech). In capitals it is a word of its own in the index. Elsewhere nothing tells it from the small word,
// so it is sought in one stretch with its neighbours and finds nothing alone.
import { fold } from '../analysis/fold.ts'
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import { IN_CAPITALS, stopWordsOf } from '../analysis/stop-words.ts'

/** A part of the query by its offsets, end exclusive. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A word of the query outside quotations and fields. */
export interface QueryWord extends Stretch {
  readonly raw: string
  readonly surface: string
  /** What was typed without a space: the word itself, or the compound in which it stands. */
  readonly typed: Stretch
}

export interface QueryName extends Stretch {
  /** Whether the corpus writes it in capitals. */
  readonly isInCapitals: boolean
}

/** What is asked of the corpus. */
export interface CommonWordsContext {
  /** Those of most passages first. */
  readonly languages: readonly string[]
  /** Whether the word stands in many passages of the language. */
  isFrequent(surface: string, language: string): boolean
  /** Whether the word stands in capitals in as many passages as in small letters. */
  isMostlyInCapitals(surface: string): boolean
  /** Whether the word is common in some language of the corpus, and another word in capitals. */
  isMarkable(surface: string): boolean
  /** Names of the corpus in a text, where they stand. */
  namesIn(text: string): readonly QueryName[]
}

/** In capitals: as the word of its own that it is. As name: the same, though it was typed in small letters. Together: only in the stretch in which it stands. */
export type Reading = 'left-out' | 'in-capitals' | 'as-name' | 'together'

export interface CommonWords {
  /** By where the word starts; the others are searched like any word. */
  readonly readings: ReadonlyMap<number, Reading>
  /** Stretches whose words are sought together. */
  readonly together: readonly Stretch[]
}

/** @param isPlain whether the query is words and nothing else */
export function readCommonWords(
  query: string,
  words: readonly QueryWord[],
  context: CommonWordsContext,
  isPlain: boolean,
): CommonWords {
  const isCommon = commonIn(words, context)
  const common = words.filter(isCommon)
  const names = common.length === 0 ? [] : context.namesIn(query)
  /** In words all in capitals, or all in small letters, they tell nothing; where there are operators somebody typed with care. */
  const capitalsTell = !isPlain || words.length === 1 || words.some(({ raw }) => /\p{Ll}/u.test(raw))
  const readings = new Map<number, Reading>()
  const together = new Map<number, Stretch>()
  for (const [at, word] of words.entries()) {
    const { raw, surface } = word
    if (!isCommon(word)) {
      // A word may be a common one in another language of the corpus.
      if (capitalsTell && IN_CAPITALS.test(raw) && context.isMarkable(surface))
        readings.set(word.start, 'in-capitals')
      continue
    }
    const name = names.find(span => contains(span, word))
    const isMostly = context.isMostlyInCapitals(surface)
    const isName = name?.isInCapitals === true && (common.length === 1 || isMostly)
    const isWritten = IN_CAPITALS.test(raw)
    const stretch = stretchOf(
      words,
      at,
      name,
      capitalsTell && !OPENING.test(query.slice(0, word.start)),
      isCommon,
      context.languages,
    )
    if (WITH_POINTS.test(raw) || (isWritten && (capitalsTell || isMostly)))
      readings.set(word.start, 'in-capitals')
    else if (stretch !== null) {
      readings.set(word.start, 'together')
      together.set(stretch.start, stretch)
    } else readings.set(word.start, isName ? (isWritten ? 'in-capitals' : 'as-name') : 'left-out')
  }
  return { readings, together: [...together.values()] }
}

/** What stands before the first word of a sentence, whose capital tells nothing. */
const OPENING = /(?:^|[.?!:;…])[\s"'“”„«»()]*$/u

/** `U.S.`, `i.t.` */
const WITH_POINTS = /^\p{L}\.\p{L}/u

/** The compound, the name, or the neighbours without which a common word says nothing; null where it does not belong to any. */
function stretchOf(
  words: readonly QueryWord[],
  at: number,
  name: Stretch | undefined,
  capitalTells: boolean,
  isCommon: (word: QueryWord) => boolean,
  languages: readonly string[],
): Stretch | null {
  const word = words[at] as QueryWord // `at` is one of theirs
  if (isLonger(word.typed, word)) return word.typed
  if (name !== undefined && isLonger(name, word)) return name
  const before = words[at - 1]
  const after = words[at + 1]
  const isNumber = (other: QueryWord | undefined): boolean => other !== undefined && /^\p{N}/u.test(other.raw)
  if ((isNumber(before) || isNumber(after)) && isMonth(word.surface, languages))
    return around(word, isNumber(before) ? before : undefined, isNumber(after) ? after : undefined)
  if (!capitalTells || !/^\p{Lu}/u.test(word.raw)) return null
  const says = (other: QueryWord | undefined) => (other !== undefined && !isCommon(other) ? other : undefined)
  return says(before) === undefined && says(after) === undefined
    ? null
    : around(word, says(before), says(after))
}

function around(word: QueryWord, before: QueryWord | undefined, after: QueryWord | undefined): Stretch {
  return { start: (before ?? word).start, end: (after ?? word).end }
}

function contains(stretch: Stretch, { start, end }: Stretch): boolean {
  return stretch.start <= start && stretch.end >= end
}

function isLonger(stretch: Stretch, { start, end }: Stretch): boolean {
  return stretch.start < start || stretch.end > end
}

/**
 * Tells common words. In a corpus of several languages the query is in the one of which it has the most common words; where it may be
 * in several, only what is common in all of them is common.
 */
function commonIn(
  words: readonly QueryWord[],
  { languages, isFrequent }: CommonWordsContext,
): (word: QueryWord) => boolean {
  const isCommon = ({ surface }: QueryWord, language: string): boolean =>
    stopWordsOf(language).has(surface) && (language === DEFAULT_LANGUAGE || isFrequent(surface, language))
  const [main, ...others] = languages
  if (main === undefined) return () => false
  if (others.length === 0) return word => isCommon(word, main)
  const counts = new Map(
    languages.map(language => [language, words.filter(word => isCommon(word, language)).length]),
  )
  const most = Math.max(...counts.values())
  const mayBe = languages.filter(language => counts.get(language) === most)
  // One word alone does not make a query of another language than most of the corpus: "die hard" in an English archive.
  const chosen = most < 2 && !mayBe.includes(main) ? [main] : mayBe
  return word => chosen.every(language => isCommon(word, language))
}

const months = new Map<string, ReadonlySet<string>>()

function isMonth(surface: string, languages: readonly string[]): boolean {
  return languages.some(language => monthsOf(language).has(surface))
}

/** Names of months, folded, long and short. */
function monthsOf(language: string): ReadonlySet<string> {
  let known = months.get(language)
  if (known === undefined) {
    const formats = (['long', 'short'] as const).map(
      month => new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' }),
    )
    known = new Set(
      formats.flatMap(format =>
        Array.from({ length: 12 }, (_, month) => {
          const parts = format.formatToParts(Date.UTC(2001, month, 1))
          return fold(parts.find(({ type }) => type === 'month')?.value ?? '')
        }),
      ),
    )
    months.set(language, known)
  }
  return known
}
