// How is a place in a file named, so that a person finds it?
import type { SourceSpan } from './document.ts'

export type Place = Pick<SourceSpan, 'path' | 'line' | 'page' | 'endPage' | 'part'>

/** `p. 12`, `pp. 12–13`, or null in a format without pages. */
export function pagesName({ page, endPage = page }: Place, dash = '–'): string | null {
  if (page === undefined) return null
  return page === endPage ? `p. ${page}` : `pp. ${page}${dash}${endPage}`
}

/** `report.md, line 4`; `report.pdf, p. 12`; `mail.eml, report.pdf, p. 12`. */
export function placeName(place: Place): string {
  const parts = [place.path, place.part, pagesName(place) ?? `line ${place.line}`]
  return parts.filter(part => part !== undefined).join(', ')
}
