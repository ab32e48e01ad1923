// What do the properties of an Office file say of its document, and what of a template or a program?
import { FILE_PROPERTIES } from '../../domain/document.ts'
import type { Fact, Rendition } from '../rendition.ts'
import { elementTexts } from './xml.ts'
import type { Archive } from './zip.ts'

const PROPERTIES: readonly (readonly [element: string, label: string])[] = [
  ['dc:title', 'title'],
  ['dc:creator', 'author'],
  ['dcterms:created', 'date'],
  ['dc:subject', 'subject'],
  ['cp:keywords', 'keywords'],
  ['dc:language', 'language'],
]

export type Said = readonly [label: string, values: readonly string[]]

const UNNAMED = [
  'untitled', 'no title', 'unbenannt', 'ohne titel', 'sans titre', 'sans nom', 'sin título', 'sin nombre', 'senza titolo', 'senza nome', 'sem título',
  'sem nome', 'zonder titel', 'naamloos', 'bez tytułu', 'bez nazwy', 'uten navn', 'uten tittel', 'namnlös', 'без названия', 'без имени', 'без назви',
  'başlıksız', 'adsız', 'بدون عنوان', '无标题', '無標題', '無題', '제목 없음',
] // biome-ignore format: a list of words

/** What programs call what nobody named, with a number or in brackets. */
export const UNTITLED = new RegExp(
  `^[[(<]?(?:(?:microsoft )?powerpoint[ -]\\S+|presentation\\d*|slide \\d+|(?:${UNNAMED.join('|')})(?: \\d+)?)[\\])>]?$`,
  'iu',
)

/** The day of the empty workbook from which programs that write Excel files start. */
const EXCELS_OWN = '2006-09-16T'

/** Those of a template say nothing of the document. */
const OF_TEMPLATES = new Set(['title', 'author', 'date'])

/**
 * Title, author, date and the like; those of a template or a program are left out, and said.
 * @param hasText whether a count of no words cannot be right
 */
export async function propertiesOf(
  archive: Archive,
  hasText: boolean,
): Promise<Pick<Rendition, 'fallbacks' | 'problems'>> {
  const xml = await archive.read('docProps/core.xml')
  if (xml === null) return {}
  const texts = elementTexts(xml.toString('utf8'))
  const app = elementTexts((await archive.read('docProps/app.xml'))?.toString('utf8') ?? '<none/>')
  // A word processor counts the words when it saves; a program that fills in a template leaves the count of the template.
  const isTemplate = hasText && (app.get('Words') ?? app.get('Characters'))?.[0] === '0'
  const said = PROPERTIES.flatMap(([element, label]): Said[] => {
    const values = texts.get(element) ?? []
    return values.length === 0 ? [] : [[label, values]]
  })
  const programs = [...(texts.get('dc:description') ?? []), ...(app.get('Application') ?? [])]
  return judgedProperties(said, { programs, isTemplate })
}

/** @param about the programs that name themselves in the file, and whether it was filled in by one */
export function judgedProperties(
  said: readonly Said[],
  { programs, isTemplate }: { readonly programs: readonly string[]; readonly isTemplate: boolean },
): Pick<Rendition, 'fallbacks' | 'problems'> {
  const isForeign = ([label, values]: Said): boolean =>
    (isTemplate && OF_TEMPLATES.has(label)) ||
    (label === 'date' && values.every(value => value.startsWith(EXCELS_OWN))) ||
    isPlaceholder([label, values], programs)
  const taken = said.filter(fact => !isForeign(fact))
  return { fallbacks: asProperties(taken), ...problemOf(said.filter(isForeign)) }
}

/** Facts that are kept in the file beside its text. */
export function asProperties(said: readonly Said[]): Fact[] {
  return said.map(([label, values]) => [label, values, FILE_PROPERTIES])
}

/** Whether a title or author is what a program put there where nobody named one. */
export function isPlaceholder([label, values]: Said, programs: readonly string[]): boolean {
  return (
    (label === 'title' && values.every(value => UNTITLED.test(value))) ||
    (label === 'author' && values.every(value => isProgram(value, programs)))
  )
}

/** What is to be said of properties that were not taken. */
export function problemOf(left: readonly Said[]): Pick<Rendition, 'problems'> {
  if (left.length === 0) return {}
  const named = left.map(([label, values]) => `${label} ${values.join(', ')}`).join('; ')
  const message = `Some properties of the file are those of a template or a program and were not taken: ${named}.`
  return { problems: [{ severity: 'warning', rule: 'template-properties', message }] }
}

/** A program may give itself as the author, in the words by which it is named elsewhere, or a word for any user. */
export function isProgram(author: string, programs: readonly string[]): boolean {
  const name = author.trim().toLowerCase()
  return programs.some(program => program.toLowerCase().includes(name)) || ANYBODY.has(name)
}

const ANYBODY = new Set([
  'user',
  'admin',
  'administrator',
  'owner',
  'author',
  'microsoft office user',
  'windows user',
  'un-named',
  'unnamed',
  'unknown',
  'anonymous',
  'default',
  'root',
  'python-docx',
  'apache poi',
  'docx4j',
  'openpyxl',
  'xlsxwriter',
  'python-pptx',
  'pptxgenjs',
  'exceljs',
  'sheetjs',
])
