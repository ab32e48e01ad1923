// How does this name sound, in whatever script or romanisation it is written? Its consonants in order, with the vowels between them.
import anyAscii from 'any-ascii'
import { readAbjad } from './abjads.ts'
import type { Reading } from './reading.ts'

/** Ways to read a word that are kept. */
const MOST = 16

/** Letters with marks whose base letter sounds otherwise. */
const MARKED: readonly [RegExp, string][] = [
  [/[šşș]/gu, 'sh'],
  [/[čçć]/gu, 'ch'],
  [/ž/gu, 'zh'],
  [/ğ/gu, 'gh'],
  [/[ʿʾ‘’ʻʼ'`´]/gu, ''],
]
const ARMENIAN: readonly [RegExp, string][] = [[/ու/gu, 'u']]
const GREEK: readonly [RegExp, string][] = [
  [/ου/gu, 'u'],
  [/([αε])υ(?=[αεηιουωβγδζλμνρ])/gu, '$1v'],
  [/([αε])υ/gu, '$1f'],
  [/γγ/gu, 'ng'],
  [/(?<!\p{L})μπ/gu, 'b'],
  [/(?<!\p{L})ντ/gu, 'd'],
  [/(?<!\p{L})γκ/gu, 'g'],
  [/[οευ]ι/gu, 'i'],
  [/αι/gu, 'e'],
  [/υ/gu, 'i'],
  [/χ/gu, 'ch'],
]

/** The ways to read a word: none for one without letters, or of a script that writes words, not sounds. */
export function readingsOf(word: string): readonly Reading[] {
  if (PLAIN.test(word)) return readLatin(word)
  const text = word.normalize('NFC').toLowerCase()
  if (/\p{Script=Han}|\p{Script=Thai}/u.test(text)) return []
  if (/\p{Script=Arabic}|\p{Script=Hebrew}/u.test(text)) return readAbjad(text).slice(0, MOST)
  const readings = new Map<string, Reading>()
  for (const latin of latinised(text))
    for (const reading of readLatin(latin))
      readings.set(`${reading.consonants} ${reading.gaps.join(' ')}`, reading)
  return [...readings.values()].slice(0, MOST)
}

const PLAIN = /^[a-z]+$/u

/** Whether a name has a script that writes words, not sounds: it is spoken as its romanisation says. */
export function isWordScript(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

/** In plain Latin letters; empty for scripts that leave vowels out. */
export function asciiOf(word: string): string {
  if (PLAIN.test(word)) return word
  const text = word.normalize('NFC').toLowerCase()
  return /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(text) ? '' : (latinised(text)[0] ?? '')
}

/** In Latin letters without marks; Cyrillic г is h in Ukrainian, and х is kh or h. */
function latinised(text: string): string[] {
  const written = /\p{Script=Cyrillic}/u.test(text)
    ? [text, text.replaceAll('г', 'h'), text.replaceAll('х', 'h')]
    : [text]
  return [...new Set(written)].map(each => {
    let latin = replaceAll(each.normalize('NFC'), MARKED)
    if (/\p{Script=Greek}/u.test(latin))
      latin = replaceAll(
        latin
          .normalize('NFD')
          .replace(/\u0301/gu, '')
          .normalize('NFC'),
        GREEK,
      )
    latin = replaceAll(latin, ARMENIAN)
    return anyAscii(latin)
      .toLowerCase()
      .replace(/[^a-z]/gu, '')
  })
}

function replaceAll(text: string, pairs: readonly [RegExp, string][]): string {
  return pairs.reduce((changed, [pattern, by]) => changed.replace(pattern, by), text)
}

/**
 * Groups of letters and the consonants that they may stand for, longest first. In lower case a glide, which belongs to the vowels:
 * Jelena, Yelena. S ш, C ч, Z ж, J дж, X х, T ц.
 */
const LETTERS: readonly [string, readonly string[]][] = [
  ['schtsch', ['S']], ['shtsh', ['S']], ['chtch', ['S']], ['shch', ['S']],
  ['tsch', ['C']], ['dsch', ['J']],
  ['tch', ['C']], ['tsh', ['C']], ['dzh', ['J']], ['sch', ['S']], ['kch', ['kX']],
  ['ch', ['C', 'X', 'S', 'h']], ['sh', ['S']], ['zh', ['Z']], ['kh', ['X']], ['gh', ['g']], ['ph', ['f']], ['th', ['t']], ['dh', ['d']],
  ['tz', ['T', 'z']], ['ts', ['T']], ['dj', ['J']], ['ck', ['k']], ['qu', ['k']], ['cz', ['C']],
  ['q', ['k', 'g']], ['x', ['ks']], ['w', ['v']],
] // biome-ignore format: a table

const BY_FIRST = Map.groupBy(LETTERS, ([letters]) => letters[0])
const NONE: typeof LETTERS = []
const VOWELS = 'aeiouy'
/** As German writes names from Cyrillic: sch is also ж, s also з. */
const GERMAN = /sch|[eo]w(?:a|ski|skij)?$|dse$/u

function readLatin(word: string): Reading[] {
  const text = word
    .replace(/(?<=[oe])ff?$|(?<=[oe])w$/u, 'v')
    .replace(/(?<=[aeiouy])eh$/u, 'a')
    .replace(/^abd[aeiou](?=[^aeiou])/u, 'abdu')
    .replace(/(?<=(?:ou|ch|j|ts).*[iy]n)e$/u, '')
    .replace(/gu(?=[ei])/gu, 'g')
    .replace(/(?<=[aeiou])h$/u, '')
  const isGerman = GERMAN.test(word)
  let readings: { consonants: string; gaps: string[] }[] = [{ consonants: '', gaps: [''] }]
  for (let at = 0; at < text.length; ) {
    const { length, sounds } = soundAt(text, at, isGerman)
    at += length
    readings = readings.flatMap(reading => sounds.map(sound => extended(reading, sound))).slice(0, MOST)
  }
  return readings.filter(({ consonants }) => consonants !== '')
}

function soundAt(text: string, at: number, isGerman: boolean): { length: number; sounds: readonly string[] } {
  const here = text[at] ?? ''
  if (isGerman && text.startsWith('sch', at) && !text.startsWith('schtsch', at))
    return { length: 3, sounds: ['S', 'Z'] }
  for (const [letters, sounds] of BY_FIRST.get(here) ?? NONE)
    if (text.startsWith(letters, at)) return { length: letters.length, sounds }
  if (isGerman && here === 's') return { length: 1, sounds: ['s', 'z'] }
  // A glide after nothing but in a word long enough not to be another: Jelena, Yelena; not Jin, Yin.
  if (here === 'j') return { length: 1, sounds: text.length > 4 ? ['J', 'Z', '+i'] : ['J', 'Z'] }
  if (here === 'c') return { length: 1, sounds: /[eiy]/u.test(text[at + 1] ?? '') ? ['s', 'T'] : ['k'] }
  // Hovhannes, Hovannes.
  if (here === 'h' && at > 0 && !VOWELS.includes(text[at - 1] ?? '')) return { length: 1, sounds: ['+'] }
  return { length: 1, sounds: VOWELS.includes(here) ? [`+${here}`] : [here] }
}

/** @param sound consonants, or `+` and a vowel */
function extended({ consonants, gaps }: { consonants: string; gaps: string[] }, sound: string) {
  if (sound.startsWith('+'))
    return { consonants, gaps: [...gaps.slice(0, -1), (gaps.at(-1) ?? '') + sound.slice(1)] }
  let next = { consonants, gaps }
  for (const letter of sound) {
    const isDouble = next.consonants.endsWith(letter) && next.gaps.at(-1) === ''
    if (!isDouble) next = { consonants: next.consonants + letter, gaps: [...next.gaps, ''] }
  }
  return next
}
