// How may an Arabic or Hebrew word be read? Scripts that write consonants and long vowels: the short ones may be any.
import type { Reading } from './reading.ts'

/** A letter as a consonant, and as a part of the vowels; null where it is not that. */
interface Letter {
  readonly consonants: readonly string[]
  readonly vowels: string | null
}

/** Vowels that are not written, in the first syllable and in the others: Hebrew writes u, French ou for a short one. */
const SHORT = { arabic: ['(?:[aeiou]|ou)?', '[aeiou]?'], hebrew: ['[aeio]?', '[aeio]?'] } as const
const consonant = (...consonants: string[]): Letter => ({ consonants, vowels: null })
const vowel = (vowels: string, ...consonants: string[]): Letter => ({ consonants, vowels })

/** At the beginning it carries any short vowel. */
const FIRST_ALEF = vowel('(?:[aeiou]|ou)?')

const ARABIC: Readonly<Record<string, Letter>> = {
  ا: vowel('(?:a|aa|e)'), أ: vowel('(?:[aeiou]|ou)'), إ: vowel('[ie]'), آ: vowel('a+'), ء: vowel(''), ئ: vowel('[iey]?'), ؤ: vowel('[uo]?'), ع: vowel('[aeiou]?'),
  ب: consonant('b'), ت: consonant('t'), ث: consonant('t', 's'), ج: consonant('J', 'g', 'Z'), ح: consonant('h'), خ: consonant('X'),
  د: consonant('d'), ذ: consonant('d', 'z'), ر: consonant('r'), ز: consonant('z'), س: consonant('s'), ش: consonant('S'),
  ص: consonant('s'), ض: consonant('d'), ط: consonant('t'), ظ: consonant('z', 'd'), غ: consonant('g'), ف: consonant('f'),
  ق: consonant('k', 'g'), ك: consonant('k'), ک: consonant('k'), گ: consonant('g'), ل: consonant('l'), م: consonant('m'), ن: consonant('n'),
  ه: consonant('h'), و: vowel('(?:u|o|ou|oo|au|aou|aw)', 'v'), ي: vowel('(?:i|ee|y|iy|ei|ai|ay|ey|e|ie)'), ی: vowel('(?:i|ee|y|iy|ei|ai|ay|ey|e|ie)'),
  ى: vowel('(?:a|i|y|e)'), ة: vowel('(?:a|e|)'), پ: consonant('p'), چ: consonant('C'), ژ: consonant('Z'),
} // biome-ignore format: a table

const HEBREW: Readonly<Record<string, Letter>> = {
  א: vowel('[aeiou]?'), ע: vowel('[aeiou]?'), ב: consonant('b', 'v'), ג: consonant('g'), ד: consonant('d'), ה: consonant('h'),
  ו: vowel('(?:u|o|ou|oo)', 'v'), ז: consonant('z'), ח: consonant('X', 'h'), ט: consonant('t'), י: vowel('(?:i|y|ee|ei|ai|ay|yi|e)[aeiou]?'),
  כ: consonant('k', 'X'), ך: consonant('k', 'X'), ל: consonant('l'), מ: consonant('m'), ם: consonant('m'), נ: consonant('n'), ן: consonant('n'),
  ס: consonant('s'), פ: consonant('p', 'f'), ף: consonant('f', 'p'), צ: consonant('T', 'z'), ץ: consonant('T', 'z'), ק: consonant('k'),
  ר: consonant('r'), ש: consonant('S', 's'), ת: consonant('t'),
} // biome-ignore format: a table

/** Ways that are followed at a time. */
const MOST = 16

interface Draft {
  readonly consonants: string
  readonly gaps: readonly string[]
}

export function readAbjad(word: string): Reading[] {
  const text = word
    .replace(/[\p{M}\u0640"'׳״]/gu, '')
    .replaceAll('יי', 'י')
    .replaceAll('الله', 'له')
  const isHebrew = /\p{Script=Hebrew}/u.test(text)
  // The article is written with the word.
  const forms = /^ال.{3}/u.test(text) ? [text.slice(2), text] : [text]
  return forms.flatMap(form =>
    isHebrew ? read(form, HEBREW, SHORT.hebrew) : read(form, ARABIC, SHORT.arabic),
  )
}

function read(
  text: string,
  letters: Readonly<Record<string, Letter>>,
  [first, others]: readonly [string, string],
): Reading[] {
  let drafts: Draft[] = [{ consonants: '', gaps: [''] }]
  for (const [at, character] of [...text].entries()) {
    const letter = at === 0 && character === 'ا' ? FIRST_ALEF : letters[character]
    if (letter === undefined) return []
    const isLast = at === text.length - 1
    drafts = drafts.flatMap(draft => ways(draft, letter, character, isLast)).slice(0, MOST)
  }
  return drafts
    .filter(({ consonants }) => consonants !== '')
    .map(({ consonants, gaps }) => ({
      consonants,
      gaps: gaps.map((gap, at) => {
        // Between two consonants a short vowel may stand, and before a long one; none before the first letter or after the last.
        const isInside = at > 0 && at < gaps.length - 1
        return new RegExp(`^${isInside ? (at === 1 ? first : others) : ''}${gap}$`, 'u')
      }),
    }))
}

function ways(
  { consonants, gaps }: Draft,
  { consonants: own, vowels }: Letter,
  character: string,
  isLast: boolean,
): Draft[] {
  const found: Draft[] = own.map(each =>
    consonants.endsWith(each) && gaps.at(-1) === ''
      ? { consonants, gaps: [...gaps] }
      : { consonants: consonants + each, gaps: [...gaps, ''] },
  )
  const asVowel = vowels ?? (isLast && /[هה]/u.test(character) ? '(?:a|e|)' : null)
  if (asVowel !== null)
    found.push({ consonants, gaps: [...gaps.slice(0, -1), (gaps.at(-1) ?? '') + asVowel] })
  return found
}
