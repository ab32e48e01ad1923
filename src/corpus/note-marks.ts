// Which numbers in this text are marks of notes, and no letters of the word before them? One rule for every format.
//
// A mark follows a word or a point without a space: `weir¹`, `weir<sup>1</sup>`, `millpond.[2]`. Exponents and units look alike
// (`km²`, `10²`, `x²`, `mc²`), so a number stays where it may be one: after a digit, a short word, an amount, beside an operator.
// What does not look like a note on its own is one where the document has a note of that number.
import { NO_EVIDENCE, plainDigits, type TextEvidence } from './text-evidence.ts'

/** UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

const RAISED = /[⁰¹²³⁴-⁹]{1,3}(?:[,⁻–˒·][⁰¹²³⁴-⁹]{1,3})*/gu
const BRACKETED = /\[(?:(?:(?:note|nota|n|nb|Anm)\.? )?([1-9]\d{0,2})(?:[,–-] ?\d{1,3})*|\^([\w-]{1,20}))\]/gu

/**
 * The marks in a text, in order.
 * @param raised spans that are set as superscripts without being such characters
 */
export function findNoteMarks(
  text: string,
  raised: readonly Span[] = [],
  evidence: TextEvidence = NO_EVIDENCE,
): Span[] {
  const found: Span[] = []
  const candidates = [
    ...raised.map(span => ({ ...span, number: numberOf(text.slice(span.start, span.end)), isRaised: true })),
    ...Array.from(text.matchAll(RAISED), ({ index, 0: mark }) => ({
      start: index,
      end: index + mark.length,
      number: numberOf(mark),
      isRaised: true,
    })),
    ...Array.from(text.matchAll(BRACKETED), ({ index, 0: mark, 1: number, 2: name }) => ({
      start: index,
      end: index + mark.length,
      number: number ?? name ?? null,
      isRaised: false,
    })),
  ].sort((a, b) => a.start - b.start || b.end - a.end)
  for (const { start, end, number, isRaised } of candidates) {
    const last = found.at(-1)
    if (number === null || (last !== undefined && start < last.end)) continue
    const from = last?.end === start ? last.start : start
    const before = text.slice(Math.max(0, from - LOOK), from)
    const after = text.slice(end, end + LOOK)
    const isMark = isRaised ? isRaisedMark(before, after, number, evidence) : isBracketMark(before, after)
    if (!isMark) continue
    if (last !== undefined && from < start) found[found.length - 1] = { start: last.start, end }
    else found.push({ start, end })
  }
  return found
}

/** So many characters around a mark are looked at. */
const LOOK = 40

/** The number of a mark as it is written, in brackets or not; null for what is no number. */
function numberOf(mark: string): string | null {
  return /^[[(]?([1-9]\d{0,2})(?:[,⁻–˒· -]+\d{1,3})*[\])]?$/u.exec(plainDigits(mark).trim())?.[1] ?? null
}

const ENDED = /[.,;:!?…)\]”’"»›'*_。，、；：？！」』）]$/u

function isRaisedMark(before: string, after: string, number: string, evidence: TextEvidence): boolean {
  if (/^[\p{L}\p{M}\p{N}]/u.test(after) && !(EASTERN_END.test(before) && EASTERN_START.test(after)))
    return false
  if (ENDED.test(before)) return !isFormula(before, after) && !/(?:^|[^\p{L}])\p{L}\)$|\p{N}\)$/u.test(before)
  const hasNote = evidence.hasNote(number)
  const word = /[\p{L}\p{M}]+$/u.exec(before)?.[0] ?? ''
  if (word === '') return hasNote && YEAR.test(before)
  const isEastern = EASTERN_END.test(before)
  if (!isEastern && (word.length <= 2 || FUNCTIONS.test(word))) return hasNote && !/[23]/u.test(number)
  if (number !== '2' && number !== '3') return !isFormula(before, after)
  // A power, or a unit of an area or room.
  if (isFormula(before, after) || isUnit(before) || /^[-‐]\p{L}/u.test(after)) return false
  return hasNote || isEastern || word.length > 3
}

const YEAR = /(?:^|\D)(?:1\d|20)\d\d$/u
const FUNCTIONS = /^(?:sin|cos|tan|cot|log|exp)$/iu
const EASTERN_END = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u
const EASTERN_START = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Beside an operator: "velocity² = 2as". */
function isFormula(before: string, after: string): boolean {
  return /^\s?[=+×·√±−^≤≥<>/]/u.test(after) || /[=+×·√±−^≤≥<>/]\s?[\p{L}\p{M}()]+$/u.test(before)
}

/** After an amount: "9 inch²", "25平方公里²"; a year is none. */
function isUnit(before: string): boolean {
  const amount = /^(.*\p{N})[\s\u00A0\u202F]?\p{L}{1,12}$/su.exec(before)?.[1]
  return amount !== undefined && !YEAR.test(amount)
}

function isBracketMark(before: string, after: string): boolean {
  if (!/^(?:$|[\s.,;:!?…)”’"»›—–[。，、；：])/u.test(after) || /^\.\p{L}/u.test(after)) return false
  if (ENDED.test(before)) return !/^\s*[[\]]$/u.test(before)
  return /\p{L}\p{M}*\p{L}\p{M}*$/u.test(before) && !isFormula(before, after)
}
