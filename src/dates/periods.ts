// Which decade or century begins at this token? `1990s`, `años 1990`, `1990年代`, `20th century`, `XIXe siècle`, `siglo XX`, `19. Jahrhundert`.
import { eraAfter, isMark, type Reading, type Scan } from './scan.ts'

export function readPeriod(scan: Scan, at: number): Reading | null {
  return decade(scan, at) ?? century(scan, at)
}

const year = (value: number): { year: number; month: null; day: null } => ({
  year: value,
  month: null,
  day: null,
})

function decade({ tokens, words }: Scan, at: number): Reading | null {
  const token = tokens[at]
  if (token?.kind !== 'number') return null
  const [next, after] = [tokens[at + 1], tokens[at + 2]]
  if (token.raw.length <= 2 && next?.raw === '世' && /^[紀纪]$/u.test(after?.raw ?? ''))
    return tokens[at + 4]?.raw === '年' &&
      tokens[at + 5]?.raw === '代' &&
      (tokens[at + 3]?.value ?? 1) % 10 === 0
      ? decadeFrom((token.value - 1) * 100 + (tokens[at + 3]?.value ?? 0), at, at + 6)
      : null
  if (token.raw.length !== 4 || token.value % 10 !== 0 || token.value < 1000 || token.value > 2090)
    return null
  if (next?.raw === '年' && after?.raw === '代') return decadeFrom(token.value, at, at + 3)
  if (token.value % 100 === 0 && token.value !== 2000) return null
  if (next?.kind === 'word' && next.word === 's') return decadeFrom(token.value, at, at + 2)
  if (next?.kind === 'word' && next.glued && /^er(?:n|jahre)?$/u.test(next.raw))
    return decadeFrom(token.value, at, at + 2)
  if (
    isMark(next, "'’-‑") &&
    next.glued &&
    after?.glued &&
    /^(?:s|l[ae]r\p{L}*|[еі]|[иы]?х|ые|ми)$/u.test(after.word)
  )
    return decadeFrom(token.value, at, at + 3)
  return words.decade.has(tokens[at - 1]?.word ?? '-') && !(next?.glued === true && next.kind !== 'mark')
    ? decadeFrom(token.value, at, at + 1)
    : null
}

function decadeFrom(first: number, from: number, to: number): Reading {
  return { from, to, first: year(first), last: year(first + 9) }
}

function century(scan: Scan, at: number): Reading | null {
  const { tokens, words } = scan
  const token = tokens[at]
  if (token === undefined) return null
  if (words.century.has(token.word) && token.word.length > 2) {
    const number =
      token.word === 'القرن' || /^\p{Ll}/u.test(token.raw)
        ? ordinalOf(tokens[at + 1]?.raw ?? '', tokens[at + 1]?.value ?? -1)
        : null
    return number === null || !isRomanOrArabic(scan, at + 1) ? null : centuryOf(scan, number, at, at + 2)
  }
  const number = ordinalOf(token.raw, token.value)
  if (number === null) return null
  let next = at + 1
  const suffix = tokens[next]
  if (token.kind === 'number') {
    if (suffix?.kind === 'word' && /^(?:st|nd|rd|th|e|eme|ste|de|го|й|і)$/u.test(suffix.word)) next++
    else if (isMark(suffix, '.º°') && suffix.glued) next++
    else if (isMark(suffix, '-‑') && suffix.glued && tokens[next + 1]?.glued) next += 2
  }
  const name = tokens[next]
  if (name?.raw === '世')
    return /^[紀纪기]$/u.test(tokens[next + 1]?.raw ?? '') ? centuryOf(scan, number, at, next + 2) : null
  if (name?.kind !== 'word' || !words.century.has(name.word)) return null
  if (
    name.word.length <= 2 &&
    !(token.kind === 'word' && token.raw.length > 1 && isMark(tokens[next + 1], '.'))
  )
    return null
  return centuryOf(scan, number, at, next + 1)
}

/** `siglo XIX`, `القرن 19`; `century 2000` is none. */
function isRomanOrArabic({ tokens, calendar }: Scan, at: number): boolean {
  return tokens[at]?.kind === 'word' ? (tokens[at]?.raw.length ?? 0) > 1 : calendar.language !== 'en'
}

function ordinalOf(raw: string, value: number): number | null {
  const roman = /^([IVX]{1,5})(?:e|ème|è)?$/u.exec(raw)?.[1]
  const number = roman === undefined ? value : romanNumber(roman)
  return number >= 1 && number <= 21 ? number : null
}

function romanNumber(roman: string): number {
  const values = [...roman].map(sign => ({ I: 1, V: 5, X: 10 })[sign] ?? 0)
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}

function centuryOf(scan: Scan, number: number, from: number, to: number): Reading {
  const era = eraAfter(scan, to)
  if (era === null) return { from, to, first: year((number - 1) * 100 + 1), last: year(number * 100) }
  if (era.before) return { from, to: era.to, first: year(1 - number * 100), last: year(-(number - 1) * 100) }
  return { from, to: era.to, first: year((number - 1) * 100 + 1), last: year(number * 100) }
}
