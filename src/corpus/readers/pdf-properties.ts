// What does a PDF say of itself, and what of that is its document's? Programs fill in names of files, of themselves, and the beginning of their clock.
import type { Rendition } from '../rendition.ts'
import { asProperties, isProgram, problemOf, type Said, UNTITLED } from './office-properties.ts'

/** What the file says of itself as the library gives it. */
type Info = Readonly<Record<string, unknown>>

export function propertiesOfPdf(info: Info): Pick<Rendition, 'fallbacks' | 'problems'> {
  const text = (name: string): string => (typeof info[name] === 'string' ? info[name].trim() : '')
  const programs = [text('Creator'), text('Producer')].filter(program => program !== '')
  const [, year = '', month, day] = /^D:(\d{4})(\d{2})(\d{2})/u.exec(text('CreationDate')) ?? []
  const said: Said[] = [
    ['title', [text('Title')]],
    ['author', [text('Author')]],
    ['date', [year === '' ? '' : `${year}-${month}-${day}`]],
    ['subject', [text('Subject')]],
    ['keywords', text('Keywords').split(/\s*[,;]\s*/u)],
    ['language', [text('Language')]],
  ]
  const filled = said.filter(([, [value]]) => value !== undefined && value !== '')
  const isForeign = ([label, [value = '']]: Said): boolean =>
    (label === 'title' && isNoTitle(value)) ||
    (label === 'author' && (!WORD.test(value) || value.startsWith('[') || isProgram(value, programs))) ||
    (label === 'date' && Number(year) < FIRST_YEAR)
  return {
    fallbacks: asProperties(filled.filter(fact => !isForeign(fact))),
    ...problemOf(filled.filter(isForeign)),
  }
}

/** The format is of 1993: an earlier date is that of a clock that was never set. */
const FIRST_YEAR = 1993
const WORD = /\p{L}\p{M}*\p{L}|[\p{sc=Han}\p{sc=Hangul}]/u

/** Programs write their own name or the file's for a title. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel)|adobe (?:photoshop|illustrator)|untitled|document\d*$|[a-z]:[\\/]|.*\.(?:docx?|pdf|indd|qxd|rtf|tmp|pptx?|xlsx?|odt|tex|dvi|html?|wpd|p65|pub)$)/iu

function isNoTitle(title: string): boolean {
  return NO_TITLE.test(title) || UNTITLED.test(title) || !WORD.test(title)
}
