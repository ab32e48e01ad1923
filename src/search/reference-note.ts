// What must a reference say for which its format has no field? Where the words stand, whose they are, and how they were read: in a note.
import { dateName } from '../domain/dates.ts'
import type { Passage } from '../domain/document.ts'
import { pinpoint } from '../domain/places.ts'
import { wordsOf } from '../domain/speaker.ts'
import { DATE_OF_FILE, READ_BY_OCR } from './citation.ts'

/** Of an item of CSL-JSON; null where there is nothing to say. */
export function noteOn(passage: Passage, isDateOfFile: boolean): string | null {
  return noteFrom([placeOf(passage), ...remarksOn(passage, isDateOfFile)])
}

/** Of BibTeX and RIS. @param date of the document, ISO 8601: a span is said here, since both formats have one day only */
export function noteOfFile(passage: Passage, date: string | null, isDateOfFile: boolean): string {
  const span = date?.includes('/') === true ? dateName(date) : null
  const place = placeOf(passage) ?? `paragraph ${passage.ordinal}`
  return noteFrom([place, span, ...remarksOn(passage, isDateOfFile)]) ?? ''
}

/** Row or time; null where the page, which has a field, or the number of the paragraph must do. */
function placeOf({ source }: Passage): string | null {
  return source.page === undefined ? pinpoint(source) : null
}

function remarksOn({ speaker, ocr }: Passage, isDateOfFile: boolean): readonly (string | null)[] {
  return [wordsOf(speaker), ocr === true ? `text ${READ_BY_OCR}` : null, isDateOfFile ? DATE_OF_FILE : null]
}

/** The remarks as one, which begins with a capital. */
function noteFrom(remarks: readonly (string | null)[]): string | null {
  const note = remarks.filter(part => part !== null).join('; ')
  return note === '' ? null : `${note.slice(0, 1).toUpperCase()}${note.slice(1)}`
}
