// What is to be known of a language's words beside its model's weights? Lists, clusters, and words that stand beside names.
import { existsSync, readFileSync } from 'node:fs'
import { allLocales } from '@faker-js/faker'
import { fold } from '../../src/analysis/fold.ts'
import { dictionaryWords, UNSPACED } from '../../src/analysis/unspaced.ts'
import { clusterForm } from '../../src/entities/tagger/clusters.ts'
import { languageTokens } from '../../src/entities/tagger/language-tokens.ts'
import {
  type LanguageWords,
  WORD_FLAGS,
  type WordFacts,
  type WordFlag,
} from '../../src/entities/tagger/language-words.ts'
import { exchangeClusters } from './exchange-clusters.ts'
import type { AnnotatedText } from './language-examples.ts'
import { organizationWords } from './organization-words.ts'

const CLUSTERS = { fine: 128, coarse: 32, least: 4, rounds: 8 }

/** A language's words, from lists of names and from texts that train. */
export function makeWords(language: string, texts: readonly AnnotatedText[]): LanguageWords {
  const words = new Map<string, { flags: number; fine: number; coarse: number }>()
  const factsOf = (word: string): { flags: number; fine: number; coarse: number } => {
    const facts = words.get(word) ?? { flags: 0, fine: 0, coarse: 0 }
    words.set(word, facts)
    return facts
  }
  const add = (word: string, flag: WordFlag): void => {
    const facts = factsOf(fold(word))
    facts.flags |= WORD_FLAGS[flag]
  }
  addLists(language, add)
  addFrequent(language, texts, add)
  addCues(texts, words, add)
  for (const word of organizationWords(language)) add(word, 'o')
  addClusters(language, texts, words, factsOf)
  return words
}

type Add = (word: string, flag: WordFlag) => void

/** Whose scripts have a list of their own in `lists`, and whose names Faker has, by locale. */
const SCRIPTS: Readonly<Record<string, string>> = {
  ar: 'arabic', de: 'german', fa: 'arabic', he: 'hebrew', hi: 'devanagari', hy: 'armenian', ru: 'cyrillic', ur: 'arabic', zh: 'han',
} // biome-ignore format: a table
const LOCALES: Readonly<Record<string, readonly string[]>> = {
  ar: ['ar'], fa: ['fa'], he: ['he'], hi: ['ne'], hy: ['hy'], ru: ['ru', 'uk'], ur: ['ur'], zh: ['zh_CN'],
} // biome-ignore format: a table
/** Languages that a model reads beside its own. */
const READS: Readonly<Record<string, readonly string[]>> = { ru: ['ru', 'uk'] }

function addLists(language: string, add: Add): void {
  const script = SCRIPTS[language]
  const list = script === undefined ? null : new URL(`./lists/${script}.txt`, import.meta.url)
  if (list !== null && !existsSync(list))
    throw new Error(
      `scripts/tagger/lists/${script}.txt is absent; make it: python3 scripts/tagger/registry-lists.py`,
    )
  for (const line of list === null ? [] : readFileSync(list, 'utf8').trimEnd().split('\n')) {
    const [word = '', flags = ''] = line.split(' ')
    for (const flag of flags) add(word, flag as WordFlag)
  }
  for (const locale of LOCALES[language] ?? []) {
    const person = allLocales[locale as keyof typeof allLocales]?.person
    for (const name of strings(person?.first_name)) add(name, 'g')
    for (const name of strings(person?.last_name)) add(name, 's')
  }
  for (const read of READS[language] ?? [language]) {
    const names = new Intl.DisplayNames(read, { type: 'region', fallback: 'none' })
    for (const code of REGIONS) {
      const name = names.of(code) ?? ''
      if (/[a-z]/u.test(name) !== /[a-z]/iu.test(name)) continue
      const parts = languageTokens(name, { language: read, words: NO_WORDS })
      const isWhole = parts.length === 1 || /\p{sc=Han}/u.test(name)
      if (isWhole && name !== '') add(name, 'n')
      else for (const { raw } of parts) if (raw.length > 3) add(raw, 'm')
    }
  }
}

const NO_WORDS: LanguageWords = new Map<string, WordFacts>()
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const REGIONS = LETTERS.flatMap(one => LETTERS.map(other => one + other))

/** All strings inside a locale's lists, which are grouped by sex or not. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

/** Words that a clitic may be cut from: those that occur twice, and oftener than without their own first letter. */
function addFrequent(language: string, texts: readonly AnnotatedText[], add: Add): void {
  if (!['ar', 'he'].includes(language)) return
  const counts = new Map<string, number>()
  for (const { text } of texts)
    for (const { raw } of languageTokens(text, { language, words: NO_WORDS })) {
      const word = fold(raw)
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  for (const [word, count] of counts)
    if (count > 1 && (counts.get(word.slice(1)) ?? 0) < count) add(word, 'w')
}

/** Fewest times that a word stands beside names before it is one that tells them, and the share of its occurrences. */
const CUE = { least: 3, share: 0.5 }

/** Words that the annotation shows before and after people, before places, and at the ends of longer names. */
function addCues(texts: readonly AnnotatedText[], words: LanguageWords, add: Add): void {
  const total = new Map<string, number>()
  const beside = new Map<WordFlag, Map<string, number>>()
  const count = (flag: WordFlag, word: string | undefined): void => {
    if (word === undefined || !/\p{L}{2}/u.test(word)) return
    const counts = beside.get(flag) ?? new Map<string, number>()
    counts.set(word, (counts.get(word) ?? 0) + 1)
    beside.set(flag, counts)
  }
  for (const { text, lang, spans } of texts) {
    const tokens = languageTokens(text, { language: lang, words })
    const folded = tokens.map(({ raw }) => fold(raw))
    for (const word of folded) total.set(word, (total.get(word) ?? 0) + 1)
    const firstAt = new Map(tokens.map(({ start }, at) => [start, at]))
    const lastAt = new Map(tokens.map(({ end }, at) => [end, at]))
    for (const { start, end, type } of spans) {
      const first = firstAt.get(start)
      const last = lastAt.get(end)
      if (first === undefined || last === undefined) continue
      if (type === 'PER') {
        count('t', folded[first - 1])
        count('v', folded[last + 1])
      }
      if (type === 'LOC') count('i', folded[first - 1])
      if (type === 'GROUP' && first === last) count('d', folded[first])
      if (last === first) continue
      if (type === 'ORG') for (const at of [first, last]) count('o', folded[at])
      if (type === 'LOC') for (const at of [first, last]) count('p', folded[at])
    }
  }
  for (const [flag, counts] of beside)
    for (const [word, times] of counts)
      if (times >= CUE.least && times >= CUE.share * (total.get(word) ?? 0)) add(word, flag)
}

function addClusters(
  language: string,
  texts: readonly AnnotatedText[],
  words: LanguageWords,
  factsOf: (word: string) => { fine: number; coarse: number },
): void {
  const lines = texts
    .flatMap(({ text }) => text.split('\n'))
    .map(line =>
      (UNSPACED.test(line)
        ? dictionaryWords(line).map(({ start, end }) => line.slice(start, end))
        : languageTokens(line, { language, words }).map(({ raw }) => raw)
      )
        .map(word => clusterForm(fold(word)))
        .filter(word => word !== ''),
    )
  const { fine, coarse, ...options } = CLUSTERS
  for (const [at, members] of exchangeClusters(lines, { clusters: fine, ...options }).entries())
    for (const word of members) factsOf(word).fine = at + 1
  for (const [at, members] of exchangeClusters(lines, { clusters: coarse, ...options }).entries())
    for (const word of members) factsOf(word).coarse = at + 1
}
