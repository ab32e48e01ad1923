// Where are the words of this text, in its language, and what is to be known of each? For languages that have a model of their own.
import { fold } from '../../analysis/fold.ts'
import { type Token, WordScanner } from '../../analysis/tokenize.ts'
import { dictionaryWords, UNSPACED } from '../../analysis/unspaced.ts'
import { hashText } from '../../domain/hash.ts'
import { remember } from '../../domain/memo.ts'
import { inSerbianLatin } from '../../domain/serbian-letters.ts'
import { clusterForm } from './clusters.ts'
import { type Language, type LanguageWords, WORD_FLAGS, type WordFacts } from './language-words.ts'
import { listsOf } from './name-lists.ts'
import { nextNumber, shapeOf, type WordForm } from './word-forms.ts'

/** Letters that are written onto the next word: and, so, in, to, as, from, that, the. */
const CLITICS: Readonly<Record<string, string>> = { ar: 'وفبلك', he: 'ובלמשכה' }
/** Languages whose endings follow a name after an apostrophe. */
const CUT_AT_APOSTROPHE = new Set(['tr', 'az', 'fi'])
/** Languages whose names have endings that lists of names do not: so many letters are taken off. */
const ENDINGS: Readonly<Record<string, number>> = {
  ru: 3, uk: 3, pl: 3, hr: 3, sr: 3, bs: 3, fi: 4, hy: 3, ro: 3, de: 1, sv: 1,
} // biome-ignore format: a table
/** Languages that are written in two alphabets: their words are known in the Latin one. */
const IN_SERBIAN_LETTERS = new Set(['sr', 'hr', 'bs'])
/** Fewest letters of a word that something is taken off. */
const STEM = 3

/** The words of a text: a clitic that stands before a known word, and what follows an apostrophe, are words of their own. */
export function languageTokens(text: string, { language, words }: Language): Token[] {
  const tokens: Token[] = []
  const clitics = CLITICS[language]
  const scanner = new WordScanner(text, language)
  while (scanner.next()) {
    const { start, end } = scanner
    const raw = text.slice(start, end)
    const cut =
      clitics !== undefined
        ? cliticLength(raw, clitics, words)
        : CUT_AT_APOSTROPHE.has(language)
          ? raw.search(/['’]/u)
          : 0
    if (cut <= 0 || cut >= raw.length - 1) tokens.push({ start, end, raw })
    else {
      const skip = /^['’]/u.test(raw.slice(cut)) ? 1 : 0
      tokens.push({ start, end: start + cut, raw: raw.slice(0, cut) })
      tokens.push({ start: start + cut + skip, end, raw: raw.slice(cut + skip) })
    }
  }
  return tokens
}

/** A letter is cut off where the rest is a frequent word or a known name, and the whole is not. */
function cliticLength(raw: string, clitics: string, words: LanguageWords): number {
  if (raw.length <= STEM || !clitics.includes(raw[0] ?? '')) return 0
  if (isWord(words.get(fold(raw)))) return 0
  return isWord(words.get(fold(raw.slice(1)))) ? 1 : 0
}

function isWord(facts: WordFacts | undefined): boolean {
  return facts !== undefined && (facts.flags & (WORD_FLAGS.w | WORD_FLAGS.c | WORD_FLAGS.n)) !== 0
}

/** What is to be known of the tokens. In scripts without spaces each token is a character, and its word is the dictionary's. */
export function languageForms(
  text: string,
  tokens: readonly Token[],
  { language, words }: Language,
): WordForm[] {
  const formOf = formsOf(language, words)
  if (!UNSPACED.test(text)) return tokens.map(({ raw }) => formOf(raw))
  const around = dictionaryWords(text)
  let at = 0
  return tokens.map(({ start, end, raw }) => {
    while (at < around.length - 1 && (around[at]?.end ?? 0) <= start) at++
    const word = around[at]
    if (word === undefined || word.start > start || word.end < end) return formOf(raw)
    const place = (word.start === start ? 1 : 0) | (word.end === end ? 2 : 0)
    return formOf(`${raw}${PART}${place}${text.slice(word.start, word.end)}`)
  })
}

/** Parts a sign from its place in a word, and the word. No word has it. */
const PART = '\n'

/** What is to be known of a sign in a word: 1 where it begins it, 2 where it ends it. */
function formInWord(raw: string, place: number, whole: string, formOf: (raw: string) => WordForm): WordForm {
  const form = formOf(raw)
  const facts = formOf(whole)
  return {
    ...form,
    number: nextNumber(),
    raw: hashText(whole),
    shape: form.shape | (place << 8) | (Math.min(whole.length, 4) << 10),
    prefix: hashText(`${place}${whole}`),
    suffix2: hashText(whole.slice(-1)),
    suffix3: hashText(whole.slice(0, 1)),
    suffix4: hashText(`${place}${raw}`),
    lists: facts.lists,
    clusters: facts.clusters,
  }
}

const NO_FACTS: WordFacts = { flags: 0, fine: 0, coarse: 0 }

const memos = new WeakMap<LanguageWords, (raw: string) => WordForm>()

function formsOf(language: string, words: LanguageWords): (raw: string) => WordForm {
  const known = memos.get(words)
  if (known !== undefined) return known
  const formOf = remember(200_000, (key: string): WordForm => {
    const [raw = '', inWord] = key.split(PART)
    return inWord === undefined
      ? makeForm(raw, language, words)
      : formInWord(raw, Number(inWord[0]), inWord.slice(1), formOf)
  })
  memos.set(words, formOf)
  return formOf
}

function makeForm(written: string, language: string, words: LanguageWords): WordForm {
  const raw = IN_SERBIAN_LETTERS.has(language) ? inSerbianLatin(written) : written
  const folded = fold(raw)
  const facts = words.get(clusterForm(folded)) ?? NO_FACTS
  const capital = /^\p{Lu}/u.test(raw) ? 1 : /^\p{Ll}/u.test(raw) ? 0 : 2
  const names =
    capital === 0
      ? 0
      : nameFlags(folded, language, words) | (language === 'de' ? nounFlags(folded, words) : 0)
  return {
    folded,
    number: nextNumber(),
    capital,
    lower: hashText(folded),
    raw: hashText(raw),
    shape: shapeOf(raw),
    prefix: hashText(folded.slice(0, 5)),
    suffix2: hashText(folded.slice(-2)),
    suffix3: hashText(folded.slice(-3)),
    suffix4: hashText(folded.slice(-4)),
    lists: names,
    clusters: facts,
    more: Uint32Array.of(
      hashText(folded.slice(0, 3)),
      hashText(folded.slice(0, 4)),
      hashText(folded.length > 6 ? folded.slice(0, 6) : ''),
      facts.flags & CUES,
    ),
  }
}

/** The lists that a name is on, with or without its ending. */
function nameFlags(folded: string, language: string, words: LanguageWords): number {
  const longest = ENDINGS[language] ?? 0
  for (let cut = 0; cut <= longest && (cut === 0 || folded.length - cut >= STEM); cut++) {
    const stem = folded.slice(0, folded.length - cut)
    const own = (words.get(stem)?.flags ?? 0) & NAMES
    const shared = listsOf(stem)
    const flags =
      own |
      ((shared & 3) !== 0 ? WORD_FLAGS.g : 0) |
      ((shared & 4) !== 0 ? WORD_FLAGS.s : 0) |
      ((shared & 8) !== 0 ? WORD_FLAGS.c : 0)
    if (flags !== 0) return flags
  }
  return 0
}

/** Letters of the longest noun that is looked for at the end of a word. */
const LONGEST_NOUN = 40

/** Whether a German word, with or without the ending of a case, is a common noun or ends with one: "Konsolidierungskurs". */
function nounFlags(folded: string, words: LanguageWords): number {
  const isNoun = (from: number, to: number): boolean =>
    ((words.get(folded.slice(from, to))?.flags ?? 0) & WORD_FLAGS.u) !== 0
  for (let to = folded.length; to >= folded.length - 3; to--)
    if (to >= STEM && isNoun(0, to)) return WORD_FLAGS.u
  for (let from = Math.max(STEM, folded.length - LONGEST_NOUN); from < folded.length - STEM; from++)
    for (let to = folded.length; to >= folded.length - 3; to--)
      if (to - from > STEM && isNoun(from, to)) return WORD_FLAGS.k
  return 0
}

const CUES = WORD_FLAGS.t | WORD_FLAGS.v | WORD_FLAGS.i | WORD_FLAGS.o | WORD_FLAGS.p | WORD_FLAGS.d
const NAMES = WORD_FLAGS.g | WORD_FLAGS.s | WORD_FLAGS.c | WORD_FLAGS.n | WORD_FLAGS.m
