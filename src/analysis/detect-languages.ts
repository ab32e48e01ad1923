// In which language is each text of a document? Detected one by one, sure only of long texts; short ones go by those around them.
import { theDetector } from '../corpus/language-detector.ts'
import { once, remember } from '../domain/memo.ts'

export interface DetectedLanguages {
  /** Of the document: null where its tag says none and its texts are too short to tell, or like no language known. */
  readonly main: string | null
  /** Of each text that is in another language than the document; null for the others. */
  readonly others: readonly (string | null)[]
}

/** Letters of a text that are looked at. */
const SAMPLE = 200
/** Fewest letters that tell the language of a document; of one text in it; of a text in one of its languages; of one in another script. */
const FEWEST = { document: 60, text: 80, known: 25, script: 12 }
/** How much better another language must fit than the document's, of 1: for one that nothing else speaks for, and for one of the document's. */
const GAP = { other: 0.06, known: 0.03 }

interface Guess {
  readonly language: string
  readonly letters: number
  readonly isReliable: boolean
  /** Whether it has enough letters without names, which a text in any language may write so. */
  hasWords(): boolean
  /** 0 to 1, by code of the detector. */
  scores(): Readonly<Record<string, number>>
}

/**
 * @param written texts of the document's passages, in order
 * @param given what the document's tag says, its main language first
 */
export function detectLanguages(written: readonly string[], given: readonly string[]): DetectedLanguages {
  const { guess, detects } = detection()
  const texts = written.map(withoutNamesOfCode)
  const letters = written.map(text => lettersOf(text.slice(0, SAMPLE)))
  const long = texts.map((text, at) => ((letters[at] ?? 0) >= FEWEST.document ? guess(text) : null))
  const main =
    given[0] ??
    mostLetters(long, letters) ??
    languageOfShort(texts.join('\n'), guess) ??
    languageOfScript(texts)
  if (main === null) return { main, others: texts.map(() => null) }
  // What the detector does not know looks like its nearest relative: then only languages of the tag are believed.
  const isBelieved = (found: Guess): boolean =>
    detects(main) || given.some(language => isSame(language, found.language))
  const believed = (found: Guess | null): Guess | null => (found !== null && isBelieved(found) ? found : null)
  const sure = long.map((found, at) => sureLanguage(believed(found), letters[at] ?? 0, main, new Set(given)))
  const known = new Set([main, ...given, ...sure.filter(language => language !== null)])
  const all = fillBetween(
    texts.map((text, at): Told => {
      const language = sure[at] ?? null
      if (language !== null) return { language, isSure: true }
      // Where no other language is known, a short text in the script of the document cannot be in one.
      if (
        known.size === 1 &&
        (letters[at] ?? 0) >= FEWEST.script &&
        (letters[at] ?? 0) < FEWEST.document &&
        isOfScript(text, main)
      )
        return { language: main, isSure: false }
      const found = believed(long[at] ?? guess(text))
      return { language: likelyLanguage(found, main, known), isSure: found?.isReliable === true }
    }),
  )
  return { main, others: all.map(language => (language === main ? null : language)) }
}

interface Told {
  readonly language: string | null
  /** Whether the text itself tells, and not those around it. */
  readonly isSure: boolean
}

/** Names of programs, addresses and paths: `getPicture`, `file.txt`, `and/or`. Their words are of no language, and mostly look English. */
const CODE = /[a-z][A-Z]|[A-Za-z\d][._/@\\=<>(){}[\]#:]+[A-Za-z\d]/

/** The beginning of a text, as much as is looked at, without names of code. */
function withoutNamesOfCode(text: string): string {
  const start = text.slice(0, 2 * SAMPLE)
  if (!CODE.test(start)) return start
  return start.replace(/[\w.$/@:\\=<>(){}[\]#-]+/g, run => (CODE.test(run) ? ' ' : run)).trim()
}

function lettersOf(text: string): number {
  let letters = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // Letters of other scripts are left to the pattern.
    if (code >= 0x80) return text.match(/\p{L}/gu)?.length ?? 0
    const small = code | 0x20
    if (small >= 0x61 && small <= 0x7a) letters++
  }
  return letters
}

/** Whether all letters are of the script that a language is written in. */
function isOfScript(text: string, language: string): boolean {
  const others = lettersOfOtherScripts(language)
  return others !== null && !others.test(text)
}

/** Null for a language that is written in several scripts at once, as Japanese is. */
const lettersOfOtherScripts = remember(200, (language: string): RegExp | null => {
  try {
    return new RegExp(`(?!\\p{Script=${new Intl.Locale(language).maximize().script}})\\p{L}`, 'u')
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null
    throw error
  }
})

/** The language of one text, or null where it is too short to tell or like no language known. */
export function detectLanguage(text: string): string | null {
  return detectLanguages([text], []).main
}

const NAMES = /\p{Lu}[\p{L}\p{M}]*/gu

interface Detector {
  /** Null for what has too few letters, or is like no language known. */
  guess(text: string): Guess | null
  detects(language: string): boolean
}

/** Texts whose guess is remembered: many come again and again, in footers and lists. */
const REMEMBERED = 2_000

const detection = once((): Detector => {
  const eld = theDetector()
  const languages = new Set(Object.values(eld.info().Languages))
  const canonical = remember(languages.size, (code: string) => new Intl.Locale(code).language ?? code)
  const guess = remember(REMEMBERED, (sample: string): Guess | null => {
    const letters = lettersOf(sample)
    if (letters < FEWEST.script) return null
    const hasWords = (): boolean => lettersOf(sample.replace(NAMES, '')) >= FEWEST.script
    if (isEvidentlyEnglish(sample))
      return {
        language: 'en',
        letters,
        isReliable: true,
        hasWords,
        scores: () => eld.detect(sample).getScores(),
      }
    const found = eld.detect(sample)
    if (found.language === '') return null
    const language = canonical(found.language)
    return { language, letters, isReliable: found.isReliable(), hasWords, scores: found.getScores }
  })
  return {
    guess: text => guess(text.slice(0, SAMPLE)),
    detects: language => languages.has(DETECTED[language] ?? language),
  }
})

/** Small words of English that few texts in other languages have. */
const ENGLISH =
  /\b(?:the|and|of|that|this|these|those|their|they|with|which|from|was|were|has|have|had|been|his|her|she|would|could|who|when|what|where|there|said|than|into|its|after|about|also|not|other|some|through|because|but|our|you|your|more|people|being|during|between|against|before|while|many|most|such|only|any|should|must|like|them|him|how|just|each|both|years|new|first)\b/gu
/** Two of them in either half say it, or three where one word in so many is one. */
const DENSE = 6

/**
 * Whether so many small words of English stand in both halves that nothing else comes into question: the detector takes a hundred times
 * as long. A title in English within another language has them in one half, or few for its length.
 */
function isEvidentlyEnglish(sample: string): boolean {
  const middle = sample.length / 2
  const places = [...sample.matchAll(ENGLISH)].map(({ index }) => index)
  const first = places.filter(at => at < middle).length
  const second = places.length - first
  if (Math.min(first, second) >= 2) return true
  if (Math.min(first, second) === 0 || places.length < 3) return false
  return places.length * DENSE >= (sample.match(/\S+/gu)?.length ?? 0)
}

/** The detector's codes are older ones in part, and it knows one Norwegian. */
const DETECTED: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', fil: 'tl' }

function scoreOf({ scores }: Guess, language: string): number {
  return scores()[DETECTED[language] ?? language] ?? 0
}

function isSame(a: string, b: string): boolean {
  return (DETECTED[a] ?? a) === (DETECTED[b] ?? b)
}

function sureOf(guess: Guess | null): string | null {
  return guess?.isReliable && guess.letters >= FEWEST.known ? guess.language : null
}

/** The language of texts that are short each: by their words without names, which are the same in every language. */
function languageOfShort(text: string, guess: Detector['guess']): string | null {
  if (lettersOf(text) < FEWEST.document) return null
  const found = guess(text.replace(NAMES, ''))
  return found?.isReliable && found.letters >= FEWEST.known ? found.language : null
}

/** Fewest letters of a script that only one language has, and their share of all letters. */
const OF_SCRIPT = { letters: 4, share: 0.5 }

/** The language of texts too short for the detector, where no other that it knows is written in their script. */
function languageOfScript(texts: readonly string[]): string | null {
  const text = texts.join('\n').slice(0, SAMPLE)
  const all = lettersOf(text)
  for (const { language, own, written } of languagesOfOneScript()) {
    const count = text.search(own) === -1 ? 0 : (text.match(written)?.length ?? 0)
    if (count >= OF_SCRIPT.letters && count >= OF_SCRIPT.share * all) return language
  }
  return null
}

interface OneScript {
  readonly language: string
  /** Letters that no other language has, and all that it is written in. */
  readonly own: RegExp
  readonly written: RegExp
}

/** Scripts of several that Unicode tells apart. Japanese comes first: where there are kana, Han is Japanese as well. */
const SEVERAL: readonly (readonly [script: string, own: string, written: string])[] = [
  ['Jpan', 'Hira Kana', 'Hira Kana Hani'],
  ['Kore', 'Hang', 'Hang Hani'],
  ['Hans', 'Hani', 'Hani'],
]

const languagesOfOneScript = once((): OneScript[] => {
  const languages = Object.values(theDetector().info().Languages)
  const byScript = Map.groupBy(languages, language => new Intl.Locale(language).maximize().script ?? '')
  const known = new Set(SEVERAL.map(([script]) => script))
  const single = [...byScript.keys()]
    .filter(script => !known.has(script))
    .map(script => [script, script, script] as const)
  return [...SEVERAL, ...single].flatMap(([script, own, written]): OneScript[] => {
    const [language, ...others] = byScript.get(script) ?? []
    if (language === undefined || others.length > 0 || script === '') return []
    return [{ language, own: lettersIn(own), written: lettersIn(written) }]
  })
})

function lettersIn(scripts: string): RegExp {
  const classes = scripts.split(' ').map(script => `\\p{Script=${script}}`)
  return new RegExp(`[${classes.join('')}]`, 'gu')
}

/** The language of most letters among the texts that are long enough to tell, names of code counted with the words around them. */
function mostLetters(guesses: readonly (Guess | null)[], written: readonly number[]): string | null {
  const letters = new Map<string, number>()
  for (const [at, guess] of guesses.entries()) {
    const language = sureOf(guess)
    if (language !== null) letters.set(language, (letters.get(language) ?? 0) + (written[at] ?? 0))
  }
  const [most] = [...letters].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return most?.[0] ?? null
}

/** @param written its letters with names of code: a text has as many as ever, and most of them outside of names */
function sureLanguage(
  guess: Guess | null,
  written: number,
  main: string,
  given: ReadonlySet<string>,
): string | null {
  if (guess === null || !guess.isReliable) return null
  if (written < FEWEST.text || guess.letters < FEWEST.document) return null
  const { language } = guess
  if (isSame(language, main)) return main
  const gap = scoreOf(guess, language) - scoreOf(guess, main)
  return gap >= (given.has(language) ? GAP.known : GAP.other) ? language : null
}

/** The one of the document's languages that a short text fits best, if it does so clearly. */
function likelyLanguage(guess: Guess | null, main: string, known: ReadonlySet<string>): string | null {
  if (guess === null) return null
  if (guess.isReliable && isSame(guess.language, main)) return main
  // Another script: the document's language does not come into question.
  if (guess.isReliable && scoreOf(guess, main) === 0) return guess.hasWords() ? guess.language : null
  if (guess.letters < FEWEST.known) return null
  const ranked = [...new Set([main, ...known])]
    .map(language => ({ language, score: scoreOf(guess, language) }))
    .sort((a, b) => b.score - a.score)
  const [best, next] = ranked
  if (best === undefined || (next !== undefined && best.score - next.score < GAP.other)) return null
  return best.language
}

/** A text that tells nothing is in the language of the texts before and after it that do, if they agree. */
function fillBetween(told: readonly Told[]): readonly (string | null)[] {
  const after: (string | null)[] = []
  let next: string | null = null
  for (let at = told.length - 1; at >= 0; at--) {
    after[at] = next
    next = told[at]?.language ?? next
  }
  let before: string | null = null
  return told.map(({ language, isSure }, at) => {
    if (language === null) return before === after[at] && !isSure ? before : null
    before = language
    return language
  })
}
