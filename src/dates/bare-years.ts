// Is this number of four digits a year? What stands beside it says so: no sign of money, no unit, nothing that is numbered or counted.
import { isCounted, isMark, type Scan } from './scan.ts'

/** Years that are taken for one without a word that says so. */
const PLAIN = { first: 1700, last: 2060 }

/** @param joined it ends a span, so what is before it does not count */
export function isBareYear(scan: Scan, at: number, joined: boolean): boolean {
  const token = scan.tokens[at]
  if (token?.kind !== 'number' || token.raw.length !== 4 || token.value < 1000 || token.value > 2199)
    return false
  if (!fitsRight(scan, at)) return false
  if (joined) return true
  return fitsLeft(scan, at) && (isPlain(scan, at) || isSaid(scan, at))
}

function isPlain({ tokens, calendar }: Scan, at: number): boolean {
  const value = tokens[at]?.value ?? 0
  const isOther = calendar.language === 'fa' && value < 1450
  return value >= PLAIN.first && value <= PLAIN.last && !isOther
}

/** `in 1492, Columbus`: a word for time before or after it, and no noun that it counts. */
function isSaid(scan: Scan, at: number): boolean {
  const { tokens, words } = scan
  const [left, right] = [tokens[at - 1], tokens[at + 1]]
  const value = tokens[at]?.value ?? 0
  if (value < 2100 && isStatement(scan, at)) return true
  const temporal =
    APPROXIMATELY.has(left?.word ?? '-') ||
    isTemporal(scan, at) ||
    isMark(left, '(') ||
    words.temporal.has(right?.word ?? '-') ||
    right?.word === '年'
  return (
    temporal &&
    value < 2150 &&
    (right?.kind !== 'word' || !isNoun(right.raw) || right.word === '年' || words.temporal.has(right.word))
  )
}

/** "This was 1492.", "it was 1066;" */
function isStatement({ tokens }: Scan, at: number): boolean {
  const [subject, verb] = [tokens[at - 2], tokens[at - 1]]
  const right = tokens[at + 1]
  return (
    ['was', 'is'].includes(verb?.word ?? '') &&
    ['this', 'it', 'year'].includes(subject?.word ?? '') &&
    (right === undefined || isMark(right, '.;!?)'))
  )
}

const APPROXIMATELY = new Set(['around', 'about'])

const SMALL_WORDS = new Set('as and or but when where which who that with at on he she it they we was were had has have is are would could did under over into after before by to in of for from since until the a an his her its their'.split(' ')) // biome-ignore format: one list

function isNoun(raw: string): boolean {
  return /^\p{Ll}/u.test(raw) && !SMALL_WORDS.has(raw)
}

function isTemporal({ tokens, words }: Scan, at: number): boolean {
  const left = tokens[at - 1]
  if (left?.kind === 'word')
    return words.temporal.has(left.word) || (left.word === 's' && isMark(tokens[at - 2], "'’"))
  return isMark(left, '.') && ['c', 'ca'].includes(tokens[at - 2]?.word ?? '')
}

const SPACELESS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

function fitsRight(scan: Scan, at: number): boolean {
  const { tokens, calendar } = scan
  const [right, next] = [tokens[at + 1], tokens[at + 2]]
  if (right === undefined) return true
  if (right.kind === 'number') return false
  if (right.kind === 'mark') {
    if (/[%‰°\p{Sc}#@_+=*×]/u.test(right.raw) && !(right.raw === '*' && next?.kind !== 'number')) return false
    if (!right.glued || next?.glued !== true) return true
    if (next.kind === 'number') return !".,:٬٫'’".includes(right.raw)
    return !('-‑_/'.includes(right.raw) && next.kind === 'word') || /[^\p{Script=Latin}]/u.test(next.raw)
  }
  if (right.glued && !SPACELESS.test(right.raw)) return /^[гр]$/u.test(right.raw)
  if (isCounted(scan, at + 1) || calendar.foreign.has(right.word)) return false
  if (calendar.language !== 'en') return true
  const isPlural =
    /^\p{Ll}{3,}s$/u.test(right.raw) && !/(?:ss|us|is)$/u.test(right.raw) && !NO_PLURALS.has(right.raw)
  if (!isPlural || isMark(tokens[at - 1], '(')) return true
  return isTemporal(scan, at) && !(tokens[at - 1]?.word === 'of' && isCountOf(scan, at - 2))
}

/** "A convoy of 2010 trucks", and not "the spring of 2010 brings". */
function isCountOf({ tokens, words, calendar }: Scan, at: number): boolean {
  const { kind, word = '' } = tokens[at] ?? {}
  return kind === 'word' && !words.temporal.has(word) && !calendar.units.has(word) && !PARTS_OF_YEAR.has(word)
}

const PARTS_OF_YEAR = new Set(
  'beginning start middle end rest half quarter course part months days weeks'.split(' '),
)

const NO_PLURALS = new Set('was has its does always perhaps besides towards sees marks brings begins starts ends comes shows'.split(' ')) // biome-ignore format: one list

function fitsLeft(scan: Scan, at: number): boolean {
  const { tokens, words, calendar } = scan
  const token = tokens[at]
  const left = tokens[at - 1]
  if (left === undefined || token === undefined) return true
  const before = tokens[at - 2]
  if (left.kind === 'number') return false
  if (left.kind === 'word') {
    if (token.glued && !SPACELESS.test(left.raw)) return false
    if (calendar.foreign.has(left.word) || isCurrency(left.raw)) return false
    const isNumbered = words.numbered.has(left.word) && (left.word.length > 2 || SPACELESS.test(left.raw))
    return !isNumbered && !words.amounts.has(left.word)
  }
  if (/[\p{Sc}#@&=_+×%/\\№°º]/u.test(left.raw)) return false
  if (left.raw === '.' && left.glued && before?.kind === 'word')
    return !words.numbered.has(before.word) && !(token.glued && /^\p{Ll}+$/u.test(before.raw))
  if (!token.glued) return !(':'.includes(left.raw) && words.numbered.has(before?.word ?? ''))
  if ('-‐‑'.includes(left.raw))
    return before?.kind === 'word' && /^\p{Ll}+$/u.test(before.raw) && !isMark(tokens[at - 3], '/-.')
  return !('.,:'.includes(left.raw) && left.glued && before?.kind === 'number')
}

let currencies: Set<string> | null = null

/** `USD`, `Rs`, `kr`. */
function isCurrency(raw: string): boolean {
  if (raw.length > 4) return false
  currencies ??= new Set(
    Intl.supportedValuesOf('currency').flatMap(currency => [
      currency,
      ...(new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
        .formatToParts(1)
        .find(({ type }) => type === 'currency')
        ?.value.match(/\p{L}{2,}/gu) ?? []),
    ]),
  )
  return currencies.has(raw)
}
