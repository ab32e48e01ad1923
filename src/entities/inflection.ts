// Could one word be a case of another? «Москве» of «Москва», `Berlins` of `Berlin`: what is left of both without their endings is compared.
import { analyzeWord } from '../analysis/analyzer.ts'
import { fold } from '../analysis/fold.ts'
import { remember } from '../domain/memo.ts'

/** Fewest letters that are left of a name. */
const SHORTEST = 3

interface Endings {
  /** Of the nominative, and of all cases. */
  readonly nominative: readonly string[]
  readonly cases: readonly string[]
}

/** Folded, as the words are to which they are compared. */
const list = (endings: string): readonly string[] => [...new Set(['', ...endings.split(' ').map(fold)])]

/** Of nouns and adjectives, in languages without a stemmer that knows what a name is. */
const CYRILLIC: Endings = {
  nominative: list('а я о е ё и ы ь й і ї є ий ый ой ій ая яя ое ее ые ие'),
  cases: list(
    'а я о е ё и ы ь й і ї є у ю ой ей ёй ою ею єю ий ый ій ом ем ём єм ам ям ах ях ами ями ов ев ів їв ого его ому ему ым им ім ых их іх ыми ими іми ая яя ую юю ої',
  ),
}
const LATIN: Endings = {
  nominative: list('a o e i y ski'),
  cases: list(
    'a ą e ę i o ó u y ie iu ią om em im ym am oj ej ow ów ami ama ima ach ech ego ega emu ih ich ych iem iego iemu owi',
  ),
}
const GENITIVE: Endings = { nominative: [''], cases: ['', 's'] }
const NONE: Endings = { nominative: [''], cases: [''] }

const SLAVIC: ReadonlySet<string> = new Set(['bs', 'hr', 'pl', 'ru', 'sr', 'uk'])
const WITH_GENITIVE: ReadonlySet<string> = new Set(['da', 'de', 'nl', 'no', 'sv'])
/** Languages whose stemmer leaves a name whole. */
const STEMMED: ReadonlySet<string> = new Set(['fi', 'ro'])

/** Whether names have endings in a language that `mayBeCaseOf` knows. */
export function hasCases(language: string): boolean {
  return SLAVIC.has(language) || WITH_GENITIVE.has(language)
}

/** What may be left of a word as it is called: in the nominative. */
export function stemsOfName(word: string, language: string): readonly string[] {
  return stems(word, language, 'nominative')
}

/** What may be left of a word in any case. */
export function stemsOfAnyCase(word: string, language: string): readonly string[] {
  return stems(word, language, 'cases')
}

/** Whether a word may be a case of a name; both as they are written. */
export function mayBeCaseOf(word: string, name: string, language: string): boolean {
  const whole = stemsOfName(name, language)
  return stemsOfAnyCase(word, language).some(stem => whole.includes(stem))
}

function stems(word: string, language: string, which: keyof Endings): readonly string[] {
  return remembered(`${which}\n${language}\n${word}`)
}

/** Names come again and again in a document. */
const remembered = remember(100_000, (key: string): readonly string[] => {
  const [which = '', language = '', word = ''] = key.split('\n')
  return cutStems(word, language, which === 'cases' ? 'cases' : 'nominative')
})

function cutStems(word: string, language: string, which: keyof Endings): readonly string[] {
  if (STEMMED.has(language)) return [analyzeWord(word, language)?.term ?? fold(word)]
  const small = fold(word)
  const isSlavic = SLAVIC.has(language)
  const endings = endingsOf(small, language)[which]
  const cut = endings.flatMap(ending => {
    if (!small.endsWith(ending) || small.length - ending.length < SHORTEST) return []
    const stem = small.slice(0, small.length - ending.length)
    return [isSlavic ? withoutChange(stem) : stem]
  })
  return cut.length === 0 ? [small] : [...new Set(cut)]
}

function endingsOf(small: string, language: string): Endings {
  if (WITH_GENITIVE.has(language)) return GENITIVE
  if (!SLAVIC.has(language)) return NONE
  return /^\p{sc=Cyrillic}/u.test(small) ? CYRILLIC : LATIN
}

/** «Київ» and «Києві», `Lwów` and `Lwowa`: the last vowel comes and goes. «Америка» and «Америці»: so does the last consonant. */
function withoutChange(stem: string): string {
  return stem
    .replace(/(?<=..)[аеєиіоьeiou]{1,3}(?=[^аеєиіоуыюяьeiouay]$)/u, '')
    .replace(/ц$/u, 'к')
    .replace(/c$/u, 'k')
}
