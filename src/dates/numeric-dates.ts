// Which date do these numbers write? `2020-10-26`, `26.10.2020`, `10/26/2020`, `2020年10月26日`.
import type { Order } from './cldr.ts'
import {
  daysIn,
  followsNumber,
  isMark,
  isRangeMark,
  type Point,
  point,
  type Reading,
  type Scan,
} from './scan.ts'
import type { Token } from './tokens.ts'

/** `2020-10-26`, `26.10.2020`, `10/26/2020`, `5. 10. 2020`; an empty list for numbers that are joined so and no date. */
export function numericDate(scan: Scan, at: number): readonly Reading[] | null {
  const { tokens, calendar } = scan
  const [first, sign, second, again, third] = tokens.slice(at, at + 5)
  if (first === undefined || second?.kind !== 'number' || !isMark(sign, '-./‐‑') || !sign.glued) return null
  const spaced = sign.raw === '.' && calendar.language !== 'en' && !second.glued
  if (!second.glued && !spaced) return null
  if (again?.raw !== sign.raw || !again.glued || third?.kind !== 'number' || (!third.glued && !spaced))
    return second.glued ? yearAndMonth(scan, at) : null
  const after = tokens[at + 5]
  const goesOnBy = sign.raw === '-' && first.raw.length === 4 ? '-.:' : '-./:'
  const next = tokens[at + 6]
  const isLonger =
    after?.glued === true &&
    (after.kind === 'number' || (isMark(after, goesOnBy) && next?.kind === 'number' && next.glued))
  if (isLonger || followsNumber(scan, at) || (sign.raw === '.' && isNumbered(scan, at))) return []
  const day = orderedDay([first, second, third], sign.raw, calendar.order)
  return day === null ? [] : [{ from: at, to: at + 5, first: day, last: null }]
}

/** `Version 3.4.2015`, `§ 3.4.2015`, `v3.4.2015`: the number of something. */
function isNumbered({ tokens, words }: Scan, at: number): boolean {
  const left = tokens[at - 1]
  const isPointed = isMark(left, '.:') && left.glued
  const before = tokens[isPointed ? at - 2 : at - 1]
  if (before === undefined || '§#'.includes(before.raw)) return before !== undefined
  const isWord = before.kind === 'word'
  const isGlued = isWord && !isPointed && tokens[at]?.glued === true && /\p{Script=Latin}$/u.test(before.raw)
  return isGlued || (isWord && words.numbered.has(before.word) && before.word.length > 1)
}

function orderedDay(
  [a, b, c]: readonly [Token, Token, Token],
  sign: string,
  order: Order | null,
): Point | null {
  const [x, y, z] = [a.value, b.value, c.value]
  if (b.raw.length > 2) return null
  if (a.raw.length === 4 && c.raw.length <= 2) return checkedDay(x, y, z)
  if (c.raw.length !== 4 || a.raw.length > 2) return null
  const dayFirst = checkedDay(z, y, x)
  const monthFirst = checkedDay(z, x, y)
  if (dayFirst === null || monthFirst === null || x === y) return dayFirst ?? monthFirst
  if (sign === '.' || order === 'dmy') return dayFirst
  return order === 'mdy' ? monthFirst : null
}

function checkedDay(year: number, month: number, day: number): Point | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year) && year >= 1
    ? point(year, month, day)
    : null
}

/** `2020-10`; `2004-05` may be two years, and `1992-95` is. */
function yearAndMonth({ tokens }: Scan, at: number): readonly Reading[] | null {
  const [year, sign, month] = tokens.slice(at, at + 3)
  if (year?.raw.length !== 4 || month?.raw.length !== 2 || sign?.raw !== '-' || month.value > 12) return null
  if (month.value === 0 || (tokens[at + 3]?.glued && tokens[at + 3]?.kind === 'number')) return null
  if (month.value > year.value % 100) return []
  return year.value >= 1000 && year.value < 2200
    ? [{ from: at, to: at + 3, first: point(year.value, month.value), last: null }]
    : null
}

/** `2020年10月26日`, `10月26日`, `2020년 10월 26일`. */
export function easternDate({ tokens }: Scan, at: number): Reading | null {
  const has = (index: number, signs: string): boolean =>
    tokens[index]?.kind === 'number' &&
    tokens[index + 1]?.kind === 'word' &&
    signs.includes(tokens[index + 1]?.raw ?? '-')
  let next = at
  let year: number | null = null
  if (has(at, '年년') && (tokens[at]?.value ?? 0) >= 1000 && (tokens[at]?.value ?? 0) < 2200) {
    year = tokens[at]?.value ?? null
    next += 2
  } else if ('年년'.includes(tokens[at - 1]?.raw ?? '-')) return null
  if (!has(next, '月월')) return null
  const month = tokens[next]?.value ?? 0
  if (month < 1 || month > 12) return null
  const day = has(next + 2, '日号號일') ? (tokens[next + 2]?.value ?? null) : null
  if (day !== null && (day < 1 || day > daysIn(month, year))) return null
  if (day === null && year === null) return null
  const to = next + (day === null ? 2 : 4)
  const last =
    day !== null && isRangeMark(tokens[to]) && has(to + 1, '日号號일') ? tokens[to + 1]?.value : undefined
  if (last !== undefined && day !== null && last > day && last <= daysIn(month, year))
    return { from: at, to: to + 3, first: point(year, month, day), last: point(year, month, last) }
  return { from: at, to, first: point(year, month, day), last: null }
}
