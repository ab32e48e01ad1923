// How is a place in a file named, so that a person finds it?
import type { SourceSpan } from './document.ts'

export type Place = Pick<SourceSpan, 'path' | 'line' | 'page' | 'endPage' | 'part'> &
  Partial<Pick<SourceSpan, 'endLine'>>

/** `p. 12`, `pp. 12–13`, or null in a format without pages. */
export function pagesName({ page, endPage = page }: Place, dash = '–'): string | null {
  if (page === undefined) return null
  return page === endPage ? `p. ${page}` : `pp. ${page}${dash}${endPage}`
}

/** `report.md, lines 4–5`; `report.pdf, p. 12`; `mail.eml, report.pdf, p. 12`. */
export function placeName(place: Place): string {
  const { line, endLine = line } = place
  const lines = line === endLine ? `line ${line}` : `lines ${line}–${endLine}`
  const parts = [place.path, place.part, pagesName(place) ?? lines]
  return parts.filter(part => part !== undefined).join(', ')
}
