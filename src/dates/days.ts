// Which days of a month are listed here? `5`, `26th`, `1er`, `5–7`, `3, 4 and 9`.
import { goesOn, isMark, isRangeMark, type Scan } from './scan.ts'

export interface Days {
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
}

const MOST_DAYS = 6

/** `5`, `5–7`, `12 and 13`, `3, 4 and 9`: days that follow each other are one span. */
export function daysAt(scan: Scan, at: number, monthIsNext: boolean): readonly Days[] {
  const { tokens, words } = scan
  const days: Days[] = []
  let next = at
  for (;;) {
    const found = dayAt(scan, next, monthIsNext)
    if (found === null) break
    const before = days.at(-1)
    const sign = tokens[next - 1]
    const isRange =
      before !== undefined && (isRangeMark(sign) || words.to.has(sign?.word ?? '-') || isMark(sign, '/'))
    if (before !== undefined && found.day <= before.last) break
    if (isMark(sign, '/') && found.day !== (before?.last ?? 0) + 1) break
    if (before !== undefined && (isRange || found.day === before.last + 1))
      days[days.length - 1] = { ...before, last: found.day, to: found.to }
    else days.push({ first: found.day, last: found.day, from: next, to: found.to })
    if (days.length === MOST_DAYS) break
    const separator = separatorAt(scan, found.to)
    if (separator === null) break
    next = separator
  }
  return days
}

/** The index after what separates two days of a list. */
function separatorAt({ tokens, words, calendar }: Scan, at: number): number | null {
  const token = tokens[at]
  if (token === undefined) return null
  const joins =
    words.to.has(token.word) || calendar.and.has(token.word) || isRangeMark(token) || isMark(token, ',/&、')
  if (!joins) return null
  const isOxford = token.raw === ',' && calendar.and.has(tokens[at + 1]?.word ?? '-')
  const after = at + (isOxford ? 2 : 1)
  return words.links.has(tokens[after]?.word ?? '-') ? after + 1 : after
}

const ORDINAL = /^(?:st|nd|rd|th|er|re|e|eme|o|a|º|ª|го|й|е|ого|ste|de)$/u

export function dayAt(scan: Scan, at: number, monthIsNext: boolean): { day: number; to: number } | null {
  const token = scan.tokens[at]
  if (token?.kind !== 'number' || token.raw.length > 2 || token.value < 1 || token.value > 31) return null
  if (goesOn(scan, at) && !isListed(scan, at)) return null
  const end = afterOrdinal(scan, at + 1, monthIsNext)
  return end === null ? null : { day: token.value, to: end }
}

/** `5,6 May` and `7,1994`: the comma separates. */
function isListed({ tokens }: Scan, at: number): boolean {
  return isMark(tokens[at + 1], ',') && tokens[at + 2]?.raw.length !== 3
}

/** The index after what makes a number an ordinal (`st`, `er`, `-го`, `º`, a point); null where letters make it another word. */
function afterOrdinal({ tokens, calendar }: Scan, at: number, monthIsNext: boolean): number | null {
  const [next, after] = [tokens[at], tokens[at + 1]]
  if (next === undefined) return at
  if (next.kind === 'word') {
    if (ORDINAL.test(next.word) && (next.glued || /^(?:st|nd|rd|th)$/u.test(next.raw))) return at + 1
    return next.glued && /\p{Script=Latin}/u.test(next.raw) ? null : at
  }
  if (!next.glued) return at
  if (next.raw === '-' && after?.glued === true && ORDINAL.test(after.word)) return at + 2
  const isPoint = monthIsNext && calendar.language !== 'en' && next.raw === '.'
  return isPoint || '°º'.includes(next.raw) ? at + 1 : at
}
