// How is a date written for machines? ISO 8601 with the precision that the text gives; `--10-26` where it gives no year, `a/b` for a span.
import type { Point } from './scan.ts'

export function isoOf({ first, last }: { readonly first: Point; readonly last: Point | null }): string {
  return last === null ? isoPoint(first) : `${isoPoint(first)}/${isoPoint(last)}`
}

function isoPoint({ year, month, day }: Point): string {
  const parts = [month, day].filter(part => part !== null).map(part => String(part).padStart(2, '0'))
  return [year === null ? '-' : isoYear(year), ...parts].join('-')
}

/** `0987`, `-0043`. */
function isoYear(year: number): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`
}
