// Between which numbers or dates does a value of metadata lie? `10..50`, `>=10`, `[2019-01 TO 2019-06]`.
import { parseDate } from '../dates/parse-date.ts'
import { type DayRange, dayRange } from '../domain/dates.ts'
import type { FacetName } from '../domain/query.ts'
import type { TypedRange } from '../query/date-ranges.ts'

/** Whether ranges of a facet's values mean something. */
export function hasRanges(facet: FacetName): boolean {
  return facet === 'year' || facet.startsWith('meta.')
}

/** Where `type` is `fault`, what is wrong with it: the end of a sentence. */
export type ReadRange =
  | { readonly type: 'range'; readonly holds: (value: string) => boolean }
  | { readonly type: 'fault'; readonly fault: string }

/** The range that a text writes down, one of whose ends at least is a number or a date; null where it is none. */
export function typedRange(text: string): TypedRange | null {
  const end = (typed: string): string | null => (['', '*'].includes(typed.trim()) ? null : typed.trim())
  const dots = text.indexOf('..')
  if (dots >= 0) return known(text, end(text.slice(0, dots)), end(text.slice(dots + 2)), true, true)
  const [sign, compared] = [/^[<>]=?/u.exec(text)?.[0], text.replace(/^[<>]=?/u, '')]
  if (sign !== undefined) {
    const [from, to] = sign.startsWith('>') ? [end(compared), null] : [null, end(compared)]
    return known(text, from, to, sign.length === 2, sign.length === 2)
  }
  const to = text.indexOf(' TO ')
  if (to < 0 || !/^[[{]/u.test(text) || !/[\]}]$/u.test(text)) return null
  return known(
    text,
    end(text.slice(1, to)),
    end(text.slice(to + 4, -1)),
    text.startsWith('['),
    text.endsWith(']'),
  )
}

function known(
  text: string,
  from: string | null,
  to: string | null,
  isFromIncluded: boolean,
  isToIncluded: boolean,
): TypedRange | null {
  const isEnd = (end: string | null): boolean => end !== null && measured(end) !== null
  return isEnd(from) || isEnd(to) ? { text, from, to, isFromIncluded, isToIncluded } : null
}

export function readRange({ from, to, isFromIncluded, isToIncluded }: TypedRange): ReadRange {
  const [first, last] = [from, to].map(end => (end === null ? undefined : measured(end)))
  if (first === null || last === null) {
    const wrong = first === null ? from : to
    return { type: 'fault', fault: `“${wrong}” is no number and no date (YYYY, YYYY-MM or YYYY-MM-DD)` }
  }
  const given = [first, last].filter(end => end !== undefined)
  const areNumbers = given.every(({ number }) => number !== undefined)
  const areDays = given.every(({ days }) => days !== undefined)
  if (!areNumbers && !areDays)
    return { type: 'fault', fault: `“${from}” and “${to}” are not two numbers, nor two dates` }
  const numbers = { from: first?.number ?? -Infinity, to: last?.number ?? Infinity }
  const days = {
    from: (isFromIncluded ? first?.days?.first : first?.days?.last) ?? -Infinity,
    to: (isToIncluded ? last?.days?.last : last?.days?.first) ?? Infinity,
  }
  const ends = areNumbers ? numbers : days
  if (ends.from > ends.to) return { type: 'fault', fault: `it ends before it begins` }
  const lies = (value: number | undefined, { from: least, to: most }: typeof ends): boolean =>
    value !== undefined &&
    (isFromIncluded ? value >= least : value > least) &&
    (isToIncluded ? value <= most : value < most)
  return {
    type: 'range',
    holds: value => {
      const found = measured(value, true)
      return (areNumbers && lies(found?.number, numbers)) || (areDays && lies(found?.days?.first, days))
    },
  }
}

/** What a text measures: a number, days, or both, as `2019` does. */
interface Measured {
  readonly number?: number | undefined
  readonly days?: DayRange | undefined
}

const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/u

/** @param isValue of metadata: then a date may be written in any way */
function measured(text: string, isValue = false): Measured | null {
  const trimmed = text.trim()
  const number = NUMBER.test(trimmed) ? Number(trimmed.replaceAll(',', '')) : undefined
  const [, iso = ''] = /^(-?\d{4}(?:-\d{2}){0,2})(?:$|[T ]\d{2}:)/u.exec(trimmed) ?? []
  const days = dayRange(iso) ?? (isValue ? dayRange(parseDate(trimmed, null) ?? '') : null) ?? undefined
  return number === undefined && days === undefined ? null : { number, days }
}
