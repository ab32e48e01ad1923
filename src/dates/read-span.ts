// Which dates and spans are in these tokens? `from 3 March to 5 April 1975` is one span: its ends give each other the year.
import { readDates } from './read-date.ts'
import { afterLinks, isMark, isRangeMark, type Point, type Reading, type Scan } from './scan.ts'

/** All dates of the tokens, in order, not overlapping. */
export function readSpans(scan: Scan): Reading[] {
  const found: Reading[] = []
  const { tokens } = scan
  let at = 0
  while (at < tokens.length) {
    const readings = readDates(scan, at)
    const last = readings.at(-1)
    if (last === undefined) {
      at++
      continue
    }
    const span = spanFrom(scan, last)
    const complete = span ?? (last.open === true ? null : last)
    found.push(...readings.slice(0, -1), ...(complete === null ? [] : [complete]))
    at = Math.max(at + 1, span?.to ?? (last.open === true ? afterChain(scan, last.to) : last.to))
  }
  return found
}

/** The index after numbers that are joined by marks, such as `1939-1945-1949`: none of them is a year. */
function afterChain({ tokens }: Scan, at: number): number {
  let next = at
  while (tokens[next]?.glued === true && (tokens[next]?.kind === 'number' || isMark(tokens[next], '-–/')))
    next++
  return next
}

/** The span that goes on after a date, or null. */
function spanFrom(scan: Scan, start: Reading): Reading | null {
  if (start.last !== null) return null
  const { tokens, words, calendar } = scan
  const isEastern = start.first.month === null && tokens[start.to]?.raw === '年'
  const after = isEastern ? start.to + 1 : start.to
  const sign = tokens[after]
  if (sign === undefined) return null
  const byYears = shortYears(scan, start)
  if (byYears !== null) return byYears
  const isWord = words.to.has(sign.word) || (calendar.and.has(sign.word) && followsBetween(scan, start.from))
  const isDash = isRangeMark(sign) && (sign.raw !== '—' || sign.glued)
  const isSlash = isMark(sign, '/')
  if (!isWord && !isDash && !isSlash) return null
  const next = isWord ? afterSmallWords(scan, after + 1) : after + 1
  const [end, ...others] = readDates(scan, next, true)
  if (end === undefined || others.length > 0 || end.last !== null) return null
  const span = joined(start.first, end.first)
  if (span === null || (!isWord && precision(span.first) !== precision(span.last))) return null
  if (isSlash && !isNear(span) && !isWrittenIso(scan, start.from, next)) return null
  const behind = tokens[end.to]
  if (
    precision(span.last) === 1 &&
    behind?.glued === true &&
    isMark(behind, '-–/') &&
    tokens[end.to + 1]?.kind === 'number'
  )
    return null
  return { from: start.from, to: end.to, ...span }
}

/** Small words after "to": `bis zum 5. April`, `jusqu'au 5 avril`, `to the 5th`; at most three. */
function afterSmallWords(scan: Scan, at: number): number {
  let next = at
  while (next < at + 3 && scan.tokens[next]?.kind !== 'number') {
    const { word = '', kind } = scan.tokens[next] ?? {}
    if (
      kind === 'word' &&
      (word.length > 3 || /^\p{Lu}/u.test(scan.tokens[next]?.raw ?? '')) &&
      !scan.words.to.has(word)
    )
      break
    if (kind === 'mark' && !isMark(scan.tokens[next], "'’/")) break
    next++
  }
  const linked = afterLinks(scan, at, '')
  return scan.tokens[next]?.kind === 'number' || next > linked ? next : linked
}

/** Whether "between" stands before the index, or one small word before it: `entre le 6 juin`, `بين عامي 1975`. */
function followsBetween({ tokens, words }: Scan, at: number): boolean {
  return [at - 1, at - 2].some(index => words.between.has(tokens[index]?.word ?? '-'))
}

/** `1992–95`, `1914-18`, `1919/20`, `1532-3`. */
function shortYears({ tokens }: Scan, { from, to, first }: Reading): Reading | null {
  const [sign, next, after] = tokens.slice(to, to + 3)
  if (first.year === null || first.month !== null || !isMark(sign, '-–/‐‑') || !sign.glued) return null
  if (next?.kind !== 'number' || !next.glued || next.raw.length > 2 || first.year < 1000) return null
  if (
    after?.glued === true &&
    (after.kind !== 'mark' ||
      (isMark(after, '-–/.,:') && tokens[to + 3]?.glued && tokens[to + 3]?.kind === 'number'))
  )
    return null
  const size = 10 ** next.raw.length
  const shared = Math.floor(first.year / size) * size
  const last =
    shared + next.value > first.year ? shared + next.value : next.value === 0 ? shared + size : null
  if (last === null || (sign.raw === '/' && next.raw.length === 1)) return null
  if (sign.raw === '-' && next.raw.length === 2 && next.value <= 12 && last !== first.year + 1) return null
  return { from, to: to + 2, first, last: { year: last, month: null, day: null } }
}

/** The ends of a span with what they take from each other; null where they are none. */
function joined(first: Point, last: Point): { first: Point; last: Point } | null {
  if (first.day !== null && last.month === null) return null
  if (first.month === null && last.month !== null && last.year === null) return null
  let [start, end] = [first, last]
  if (first.year === null && last.year !== null)
    start = { ...first, year: last.year - (follows(first, last) ? 1 : 0) }
  else if (first.year !== null && last.year === null)
    end = { ...last, year: first.year + (follows(first, last) ? 1 : 0) }
  if (start.year === null) return follows(first, last) ? null : { first: start, last: end }
  return order(start) < order(end) ? { first: start, last: end } : null
}

function follows(a: Point, b: Point): boolean {
  return (a.month ?? 0) * 32 + (a.day ?? 0) >= (b.month ?? 0) * 32 + (b.day ?? 0)
}

function order({ year, month, day }: Point): number {
  return (year ?? 0) * 400 + (month ?? 0) * 32 + (day ?? 0)
}

function precision({ month, day }: Point): number {
  return day !== null ? 3 : month !== null ? 2 : 1
}

/** `1939-09-01/1939-09-05`. */
function isWrittenIso({ tokens }: Scan, first: number, last: number): boolean {
  return [first, last].every(at => tokens[at]?.raw.length === 4 && isMark(tokens[at + 1], '-'))
}

/** With a slash only what follows each other is a span: `30 April/1 May 1945`, `2021/2022`. */
function isNear({ first, last }: { first: Point; last: Point }): boolean {
  if (first.day === null) return (last.year ?? 0) - (first.year ?? 0) === 1
  return last.day === 1 ? first.day >= 28 : last.month === first.month && (last.day ?? 0) - first.day === 1
}
