// Where are the numbers, words and marks of a text? In places of the text, numbers of every script with their value.
import { asciiDigits } from '../domain/digits.ts'
import { foldWord } from './fold-word.ts'

export interface Token {
  readonly kind: 'number' | 'word' | 'mark'
  readonly start: number
  readonly end: number
  /** As written. */
  readonly raw: string
  /** Of a word: as `foldWord` gives it. */
  readonly word: string
  /** Of a number; -1 for others. */
  readonly value: number
  /** Nothing stands between it and what is before. */
  readonly glued: boolean
}

/** Texts without any of these name no date. */
export const MAY_HOLD_DATE = /\p{Nd}|[〇一二三四五六七八九十]月|[IVX]{2}/u

/** Letters of scripts without spaces between words are words of their own; `十月` has a number in it. */
const TOKEN =
  /(\p{Nd}+|[〇零一二三四五六七八九十]+(?=[年月日]))|([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{M}]+)|[^\s\u200E\u200F]/gu

/** Commas and brackets of other scripts, as one. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['،', ','],
  ['，', ','],
  ['（', '('],
  ['）', ')'],
  ['－', '-'],
  ['／', '/'],
  ['：', ':'],
])

export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  let before = -1
  for (const match of text.matchAll(TOKEN)) {
    const raw = MARKS.get(match[0]) ?? match[0]
    const start = match.index
    const end = start + raw.length
    const kind = match[1] !== undefined ? 'number' : match[2] !== undefined ? 'word' : 'mark'
    tokens.push({
      kind,
      start,
      end,
      raw,
      word: kind === 'word' ? foldWord(raw) : '',
      value: kind === 'number' ? numberOf(raw) : -1,
      glued: start === before,
    })
    before = end
  }
  return tokens
}

function numberOf(raw: string): number {
  if (/^[0-9]+$/u.test(raw)) return Number(raw)
  return /^\p{Nd}/u.test(raw) ? Number(asciiDigits(raw)) : hanNumber(raw)
}

const HAN = '〇一二三四五六七八九'

/** `二十六` is 26 and `二〇二〇` is 2020. */
function hanNumber(raw: string): number {
  const digit = (sign: string): number => HAN.indexOf(sign === '零' ? '〇' : sign)
  const ten = raw.indexOf('十')
  if (ten === -1) return Number([...raw].map(digit).join(''))
  if (raw.length > 3 || raw.indexOf('十', ten + 1) !== -1) return -1
  const tens = ten === 0 ? 1 : digit(raw[0] ?? '')
  const ones = ten === raw.length - 1 ? 0 : digit(raw.at(-1) ?? '')
  return tens * 10 + ones
}
