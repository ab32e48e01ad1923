// In which encoding were these bytes written, where nothing says so? Every candidate is read, and the text that reads best stands.
//
// Three witnesses: the characters beyond ASCII (letters within words, capitals at their beginnings, no signs between letters), the
// language detector (in which reading do the words look most like a language), and chardet's own guess.
import chardet from 'chardet'
import { theDetector } from './language-detector.ts'

export interface Guess {
  /** As `TextDecoder` names it. */
  readonly encoding: string
  /** Whether no other reading comes close. */
  readonly isSure: boolean
}

/** Of two that read alike the first is taken; those in the second list are rare. */
const SINGLE_BYTE = [
  'windows-1252', 'windows-1251', 'windows-1250', 'iso-8859-2', 'macintosh', 'koi8-r', 'windows-1254', 'windows-1253', 'windows-1255', 'windows-1256',
  'windows-1257', 'windows-874', 'ibm866', 'x-mac-cyrillic',
] // biome-ignore format: a list of names
const RARE = [
  'iso-8859-15', 'koi8-u', 'iso-8859-5', 'iso-8859-6', 'iso-8859-7', 'windows-1258', 'iso-8859-4', 'iso-8859-3', 'iso-8859-10', 'iso-8859-13',
  'iso-8859-14', 'iso-8859-16',
] // biome-ignore format: a list of names
const MULTI_BYTE = ['gb18030', 'shift_jis', 'euc-jp', 'euc-kr', 'big5']

/** What chardet's names stand for, where not for the encoding of that name alone. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  'iso-8859-1': ['windows-1252'],
  'iso-8859-2': ['iso-8859-2', 'windows-1250'],
  'iso-8859-7': ['iso-8859-7', 'windows-1253'],
  'iso-8859-8': ['windows-1255'],
  'iso-8859-9': ['windows-1254'],
  'koi8-r': ['koi8-r', 'koi8-u'],
}

const SAMPLE_BYTES = 16_000
/** What each witness weighs beside the look of the characters, which counts from about -2 to 1. */
const LANGUAGE = 2
const VOTE = 0.2
const RARITY = 0.1
/** The most common encoding stands where nothing speaks for another. */
const COMMONEST = 0.05
const LOWEST_LOOK = 0.3
/** A reading that is behind by so much is no rival. */
const MARGIN = 0.1

/** Null where no reading makes sense. */
export function guessEncoding(bytes: Uint8Array): Guess | null {
  const sample = sampleOf(bytes)
  const votes = votesOf(sample)
  const readings: { readonly encoding: string; readonly text: string; readonly score: number }[] = []
  for (const encoding of [...SINGLE_BYTE, ...RARE, ...MULTI_BYTE]) {
    const text = read(encoding, sample)
    if (text === null) continue
    const look = lookOf(text) - (MULTI_BYTE.includes(encoding) ? strangeness(encoding, text) : 0)
    if (look < LOWEST_LOOK) continue
    const language = Math.max(0, ...Object.values(theDetector().detect(text.slice(0, 3000)).getScores()))
    const rank = (RARE.includes(encoding) ? -RARITY : 0) + (encoding === 'windows-1252' ? COMMONEST : 0)
    const score = look + LANGUAGE * language + VOTE * (votes.get(encoding) ?? 0) + rank
    readings.push({ encoding, text, score })
  }
  readings.sort((a, b) => b.score - a.score)
  const [first] = readings
  if (first === undefined) return null
  const rival = readings.find(({ text }) => text !== first.text)
  return { encoding: first.encoding, isSure: rival === undefined || first.score - rival.score > MARGIN }
}

/** Lines with bytes beyond ASCII, from the first on. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes
  const parts: Uint8Array[] = []
  let length = 0
  for (let at = 0; at < bytes.length && length < SAMPLE_BYTES; ) {
    const newline = bytes.indexOf(0x0a, at)
    const end = newline === -1 ? bytes.length : newline + 1
    const line = bytes.subarray(at, Math.min(end, at + SAMPLE_BYTES))
    if (line.some(byte => byte > 0x7f)) {
      parts.push(line)
      length += line.length
    }
    at = end
  }
  return Buffer.concat(parts)
}

function votesOf(sample: Uint8Array): ReadonlyMap<string, number> {
  const votes = new Map<string, number>()
  for (const { name, confidence } of chardet.analyse(sample)) {
    for (const encoding of ALIKE[name.toLowerCase()] ?? [name.toLowerCase()])
      votes.set(encoding, Math.max(votes.get(encoding) ?? 0, confidence / 100))
  }
  return votes
}

/** Single bytes must all be known; a text of several bytes a sign may have a bad one. */
function read(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: !MULTI_BYTE.includes(encoding), ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const WORD = /[^\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]+/gu
const LETTER = /[\p{L}\p{M}]/u
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u

/** How much the characters beyond ASCII look like those of a text. */
function lookOf(text: string): number {
  let points = 0
  let count = 0
  for (const [word] of text.matchAll(WORD)) {
    if (!/[^\0-\x7f]/u.test(word)) continue
    const characters = [...word]
    for (const [at, character] of characters.entries()) {
      if (character <= '\x7f') continue
      count++
      points += pointsOf(character, characters[at - 1] ?? ' ', characters[at + 1] ?? ' ')
    }
    // No language that is written in Latin letters has most of them accented.
    const letters = characters.filter(character => LETTER.test(character))
    const beyond = letters.filter(character => character > '\x7f')
    if (letters.length > 2 && beyond.some(character => /\p{Script=Latin}/u.test(character)))
      points -= Math.max(0, beyond.length - letters.length / 2) * 2
  }
  return count === 0 ? 0 : points / count
}

function pointsOf(character: string, before: string, after: string): number {
  if (
    character === '\uFFFD' ||
    (character >= '\x80' && character < '\xa0') ||
    /[\p{Cn}\p{Co}]/u.test(character)
  )
    return -4
  if (LETTER.test(character)) return letterPoints(character, before, after)
  if (/[\u2500-\u259F]/u.test(character)) return -2 // lines of boxes
  if (/[\u3000-\u3003\u3008-\u3011\uFF00-\uFF60]/u.test(character)) return 1
  const isInWord = LETTER.test(before) && LETTER.test(after)
  if (isInWord && /[’ʼ·‐‑\u00AD]/u.test(character)) return 0.5
  if (/[—–\u00A0]/u.test(character)) return 0.5
  if (/[«»“”„‘’…°§№•¿¡©®€£™‹›]/u.test(character)) return isInWord ? -1.5 : 0.5
  return isInWord ? -2 : -0.7
}

function letterPoints(character: string, before: string, after: string): number {
  let points = 1
  if (/\p{Lu}/u.test(character)) {
    if (/\p{Ll}/u.test(before)) points -= 2.5
    if (/\p{Ll}/u.test(after) && /\p{L}/u.test(before)) points -= 0.5
  }
  if (/[ºª]/u.test(character) && /\p{L}/u.test(before + after)) points -= 2
  const isOdd = LETTER.test(before) && scriptOf(character) !== scriptOf(before)
  if (isOdd && !EASTERN.test(character) && !EASTERN.test(before)) points -= 2
  if (/[\uFF61-\uFF9F]/u.test(character)) points -= 0.6 // half a width: the bytes of other signs
  return points
}

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Thai}/u,
]

function scriptOf(character: string): number {
  return SCRIPTS.findIndex(script => script.test(character))
}

/** Kana where Chinese or Korean is read, Latin letters with accents in the midst of signs: what the bytes of other encodings look like. */
function strangeness(encoding: string, text: string): number {
  const eastern =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
  if (eastern === 0) return 1
  const kana = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  const hangul = text.match(/\p{Script=Hangul}/gu)?.length ?? 0
  const isJapanese = encoding === 'shift_jis' || encoding === 'euc-jp'
  if (isJapanese) return kana === 0 ? 0.5 : 0
  if (encoding === 'euc-kr') return hangul < eastern / 2 ? 0.8 : 0
  return Math.min(1, (kana / eastern) * 3)
}
