// How is a passage imported into a reference manager? BibTeX and RIS, written by Citation.js, which is loaded when first needed.
import { monthName } from '../domain/dates.ts'
import type { Passage } from '../domain/document.ts'
import { pagesName } from '../domain/places.ts'
import type { CslItem } from './csl-item.ts'
import { noteOfFile } from './reference-note.ts'

export interface ReferenceFiles {
  readonly bibtex: string
  readonly ris: string
}

/** @param date of the document, ISO 8601: a span is said in the note, since both formats have one day only */
export async function referenceFiles(
  item: CslItem,
  date: string | null,
  passage: Passage,
  isDateOfFile: boolean,
): Promise<ReferenceFiles> {
  const format = await loadFormat()
  const pages = pagesName(passage.source, '-')?.replace(/^pp?\. /u, '')
  const entry = {
    ...item,
    id: item.id.replaceAll(/[^\w-]+/gu, '-'),
    note: noteOfFile(passage, date, isDateOfFile),
    ...(pages === undefined ? {} : { page: pages }),
  }
  return { bibtex: bibtex(format, entry), ris: ris(format, entry) }
}

/** Citation.js leaves out every letter that TeX has no command for, such as all of Cyrillic and Chinese: they wait as letters that it keeps. */
function bibtex(format: Format, entry: CslItem): string {
  const ascii = JSON.parse(JSON.stringify(entry).replace(WRITTEN, placeholder)) as CslItem
  const [first = []] = entry.issued?.['date-parts'] ?? []
  const year = entry.issued === undefined ? {} : { issued: { 'date-parts': [first.slice(0, 1)] } }
  return format('bibtex', [{ ...ascii, ...year }])
    .trim()
    .replace(/^\tyear = .*$/mu, line => `${line}${monthAndDay(first)}`)
    .replace(PLACEHOLDER, (_, code: string) => String.fromCodePoint(Number.parseInt(fromLetters(code), 16)))
}

/** Citation.js would write both into one field. BibTeX has a name of three letters for each month, and the day in a field of its own. */
function monthAndDay([, month, day]: readonly number[]): string {
  if (month === undefined) return ''
  const named = monthName(String(month)).slice(0, 3).toLowerCase()
  return `\n\tmonth = ${named},${day === undefined ? '' : `\n\tday = {${day}},`}`
}

/** A letter with its marks, or any sign that is not ASCII. */
const WRITTEN = /[A-Za-z]\p{M}+|\P{ASCII}/gu
/** Signs that Citation.js writes as TeX does, and letters with marks that TeX has. */
const TYPOGRAPHY = '–—‘’“”…'
const PLACEHOLDER = /qzx([a-p]+)xzq/gu
const ACCENTED = /^[A-Za-z][\u0300-\u0308\u030A-\u030C\u0323\u0326-\u0328\u0332]+$/u

function placeholder(written: string): string {
  if (TYPOGRAPHY.includes(written) || ACCENTED.test(written.normalize('NFD'))) return written
  return Array.from(written, character => {
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return `qzx${code.replace(/./gu, digit => LETTERS[Number.parseInt(digit, 16)] ?? '')}xzq`
  }).join('')
}

function fromLetters(code: string): string {
  return code.replace(/./gu, letter => LETTERS.indexOf(letter).toString(16))
}

const LETTERS = 'abcdefghijklmnop'

/**
 * Citation.js knows neither authors nor days of newspaper articles in RIS: they are written as a magazine's, which has the same fields.
 * It cuts ids at twenty letters, and the start of an id may be that of another.
 */
function ris(format: Format, entry: CslItem): string {
  const isNews = entry.type === 'article-newspaper'
  const parts = entry.issued?.['date-parts'].map(date =>
    date.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')),
  )
  const padded = {
    ...entry,
    ...(isNews ? { type: 'article-magazine' } : {}),
    ...(parts === undefined ? {} : { issued: { 'date-parts': parts } }),
  }
  return format('ris', [padded])
    .trim()
    .replace(/^TY {2}- MGZN/u, 'TY  - NEWS')
    .replace(/^ID {2}- .*$/mu, `ID  - ${entry.id}`)
}

type Format = (name: string, items: readonly object[]) => string

async function loadFormat(): Promise<Format> {
  const { plugins } = await import('@citation-js/core')
  await import('@citation-js/plugin-bibtex')
  await import('@citation-js/plugin-ris')
  plugins.config.get('@bibtex').format.useIdAsLabel = true
  return (name, items) => plugins.output.format(name, items)
}
