// What joins two lines of a paragraph: a space, a hyphen, or nothing? One rule for every format.
//
// A line that ends with a hyphen may have cut a word ("demo-/bilisation") or a compound at its own hyphen ("by-/election").
// What decides, the first that says something:
//   1. signs that only the end of a line puts there: a soft hyphen, OCR's "¬"
//   2. digits and capitals after the hyphen, addresses, a hyphen that the next line repeats: the hyphen is the word's own
//   3. the rest of the document: which of the two forms stands there within a line
//   4. compounds of several parts ("mother-in-/law"), first parts that form compounds elsewhere ("non-aligned": "non-/nuclear"),
//      words that a hyphen binds to others ("dit-/il"), and halves that both stand alone elsewhere
//   5. in English, which writes most compounds with a hyphen: whether both halves are words and the whole is none ("well-/known")
//   6. else the line cut the word: that is what most line ends with a hyphen do
// bench/line-ends.ts measures both kinds of error in eleven sets.
// Lines of scripts without spaces are joined by nothing, all others by a space.
import { isEnglishWord } from './english-words.ts'
import { NO_EVIDENCE, type TextEvidence } from './text-evidence.ts'

/** How two lines become one: `before` without its last `drop` characters, `between`, `after` without its first `skip`. */
export interface LineJoint {
  readonly drop: number
  readonly between: '' | ' '
  readonly skip: number
}

/**
 * @param before the text up to the end of the line, without white space there
 * @param after the text from the next line on, without white space at its start
 */
export function lineJoint(before: string, after: string, evidence: TextEvidence = NO_EVIDENCE): LineJoint {
  const end = before.slice(-LONGEST_WORD)
  const start = after.slice(0, LONGEST_WORD)
  const hyphen = end.at(-1) ?? ''
  if (HYPHENS.test(hyphen)) return hyphenJoint(end, start, hyphen, evidence) ?? spaced
  return hasNoSpace(end, start, evidence) ? KEPT : spaced
}

/** Words are looked at so far, in UTF-16 code units. */
const LONGEST_WORD = 80

const spaced: LineJoint = { drop: 0, between: ' ', skip: 0 }
const KEPT: LineJoint = { drop: 0, between: '', skip: 0 }
const CUT: LineJoint = { drop: 1, between: '', skip: 0 }

/** Signs that may end a line within a word: hyphens of several scripts, the soft one, OCR's not-sign, the dash between numbers. */
export const HYPHENS = /[-‐‑\u00AD¬⸗֊־–]/u

/** `-----Original Message-----`, `Mr B----`: hyphens in a row draw a line, and belong to no word. */
const RULE = /[-‐]{3}$/u

function hyphenJoint(end: string, start: string, hyphen: string, evidence: TextEvidence): LineJoint | null {
  if (RULE.test(end)) return null
  const first = /[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}'’-]|‐)*$/u.exec(end.slice(0, -1))?.[0]
  if (first === undefined) return null
  if (/^[-‐][\p{L}\p{N}]/u.test(start)) return { ...KEPT, skip: 1 } // as in Polish, Czech, Portuguese
  const second = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’-]*/u.exec(start)?.[0]
  if (second === undefined) return null
  if (hyphen === '–') return /\p{N}$/u.test(first) && /^\p{N}/u.test(second) ? KEPT : null
  if (hyphen === '‑' || hyphen === '־') return KEPT
  if (hyphen === '\u00AD' || hyphen === '¬') return CUT
  if (/\p{N}$/u.test(first) || /^\p{N}/u.test(second)) return KEPT
  if (/(?:[/@\\]|www\.)\S*$/u.test(end)) return KEPT
  if (isConjunction(second, evidence)) return null
  return isCut(first.replaceAll('‐', '-'), second, evidence) ? CUT : KEPT
}

/** `pre- and post-war`: the first half of a compound whose other half comes later. */
const CONJUNCTIONS = new Set([
  'and', 'or', 'to', 'und', 'oder', 'bis', 'bzw', 'sowie', 'en', 'of', 'et', 'ou', 'y', 'o', 'e', 'och', 'eller', 'og', 'ja', 'tai', 'i', 'oraz', 'lub',
  'a', 'nebo', 'и', 'или', 'та', 'або', 've', 'veya', 'și', 'sau', 'és', 'vagy', 'och',
]) // biome-ignore format: a list of words

/** In a text in which `to` stands nowhere as a word, it is the end of one: `svolgimen-/to`. */
function isConjunction(word: string, evidence: TextEvidence): boolean {
  return CONJUNCTIONS.has(word) && (word.length > 2 || evidence.count(word) > 0 || evidence === NO_EVIDENCE)
}

function isCut(first: string, second: string, evidence: TextEvidence): boolean {
  const isUpper = first === first.toUpperCase() && first !== first.toLowerCase()
  if (/^\p{Lu}/u.test(second) && !(isUpper && second === second.toUpperCase())) return false
  const [left, right] = [first.toLowerCase(), second.toLowerCase()]
  const whole = evidence.count(left + right)
  const compound = evidence.count(`${left}-${right}`)
  if (whole !== compound) return whole > compound
  const parts = left.split('-')
  const last = parts.at(-1) ?? ''
  const next = right.split('-')[0] ?? ''
  if (parts.length > 1 || next !== right) {
    const joined = evidence.count(last + next) > 0
    return (
      joined || !(evidence.count(next) > 0 || last.length <= 3 || (parts.length === 1 && next.length <= 4))
    )
  }
  const compounds = evidence.compounds(left)
  if (compounds.length > 1 || compounds.some(word => isAlike(word, `${left}-${right}`, left.length)))
    return false
  if (isEnclitic(right, evidence)) return false
  if (evidence.isEnglish) return !isEnglishCompound(left, right, evidence)
  return ![left, right].every(half => half.length > 3 && evidence.count(half) > 0)
}

/** English compounds of two letters begin or end with one of these. */
const SHORT_HALVES = new Set(['in', 'up', 'on', 'by', 'to', 'of', 'so', 'no', 'at', 'ex'])

/** Beginnings and endings that English writes together with the rest of a word, and that are words themselves or look like them. */
const BOUND = {
  beginnings: new Set('sub dis trans re pro pre para neo retro super over under out inter micro multi mis per for fore con com up'.split(' ')),
  endings: new Set('ing ings ed er ers or ors ly en est ist ism ion ions able ible age ages ate ates ant ent ance ence ness ment ful less ship hood ward wards tion tions sion son man men'.split(' ')),
} // biome-ignore format: lists of words

function isEnglishCompound(left: string, right: string, evidence: TextEvidence): boolean {
  if (isEnglishWord(left + right) || BOUND.beginnings.has(left) || BOUND.endings.has(right)) return false
  return isHalf(left, evidence) && isHalf(right, evidence)
}

function isHalf(word: string, evidence: TextEvidence): boolean {
  return word.length > 2 ? evidence.count(word) > 0 || isEnglishWord(word) : SHORT_HALVES.has(word)
}

/** Words that a hyphen binds to the one before them, by the most frequent words of their language. */
const ENCLITICS: readonly { readonly signs: readonly string[]; readonly words: ReadonlySet<string> }[] = [
  ['les des une est dans', 'il elle on ils elles je tu nous vous ce ci là leur moi toi y même mêmes être'],
  ['não uma são dos mais', 'lhe lhes feira'],
  ['не что на для как', 'либо нибудь'],
].map(([signs = '', words = '']) => ({ signs: signs.split(' '), words: new Set(words.split(' ')) })) // biome-ignore format: a table

function isEnclitic(word: string, evidence: TextEvidence): boolean {
  return ENCLITICS.some(
    ({ signs, words }) =>
      words.has(word) && signs.filter(sign => evidence.count(sign) > 0).length > signs.length / 2,
  )
}

/** Two forms of one compound: "cease-fire", "cease-fires". */
function isAlike(one: string, other: string, firstLength: number): boolean {
  const length = firstLength + 5
  return one.length >= length && one.slice(0, length) === other.slice(0, length)
}

/** Scripts without spaces between words, and their punctuation. */
const EASTERN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303F\uFF00-\uFFEF]/u
const SOUTH_EASTERN =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Javanese}\p{Script=Balinese}]/u
const EASTERN_SIGNS = /[\u3000-\u303F\uFF00-\uFFEF]/u

function hasNoSpace(end: string, start: string, evidence: TextEvidence): boolean {
  const left = lastCharacter(end)
  const right = String.fromCodePoint(start.codePointAt(0) ?? 0)
  if (left < '\u0E00' && right < '\u0E00') return false
  const isEastern = [EASTERN.test(left), EASTERN.test(right)]
  if (isEastern[0] && isEastern[1]) return true
  if (SOUTH_EASTERN.test(left) && SOUTH_EASTERN.test(right)) return true
  if (!isEastern[0] && !isEastern[1]) return false
  if (EASTERN_SIGNS.test(left) || EASTERN_SIGNS.test(right)) return true
  return /[\p{Script=Latin}\p{N}]/u.test(isEastern[0] ? right : left) && !evidence.spacesBesideLatin
}

function lastCharacter(text: string): string {
  const last = text.slice(-1)
  return /[\uDC00-\uDFFF]/u.test(last) ? text.slice(-2) : last
}
