// What stands on a page of a PDF beside its own text: what somebody filled into the fields of a form, or wrote on the page.
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js'

/** What is read of an annotation as the library gives it. */
export interface Annotation {
  readonly subtype?: string
  readonly fieldType?: string
  readonly fieldValue?: unknown
  readonly textContent?: readonly string[]
  readonly contentsObj?: { readonly str: string }
  readonly rect?: readonly number[]
  readonly hidden?: boolean
  readonly password?: boolean
  readonly defaultAppearanceData?: { readonly fontSize: number }
}

/** Height of letters where the file leaves it to the program. */
const SIZE = 12
/** From one line to the next, as a part of that height. */
const LEADING = 1.2
/** Width of a letter, likewise. */
const WIDTH = 0.5

type Item = TextItem | TextMarkedContent

/** The page's text with that of its fields where a reader comes to it: after what stands above, or to the left in the same line. */
export function withFields(items: readonly Item[], annotations: readonly Annotation[]): readonly Item[] {
  const fields = textOfFields(annotations)
  if (fields.length === 0) return items
  const after = new Map<number, TextItem[]>()
  for (const field of fields) {
    const at = items.findLastIndex(item => 'str' in item && item.str.trim() !== '' && isBefore(item, field))
    after.set(at, [...(after.get(at) ?? []), field])
  }
  const inOrder = (at: number): TextItem[] => (after.get(at) ?? []).sort((a, b) => (isBefore(a, b) ? -1 : 1))
  return [...inOrder(-1), ...items.flatMap((item, at) => [item, ...inOrder(at)])]
}

function isBefore(item: TextItem, field: TextItem): boolean {
  const [x = 0, y = 0] = item.transform.slice(4) as number[]
  const [fieldX = 0, fieldY = 0] = field.transform.slice(4) as number[]
  const isInLine = Math.abs(y - fieldY) < field.height / 2
  return isInLine ? x < fieldX : y > fieldY
}

/** Their lines as text at the place where a reader sees them; a box that is ticked or not says nothing in words. */
function textOfFields(annotations: readonly Annotation[]): TextItem[] {
  return annotations.flatMap(annotation => {
    const [left = 0, bottom = 0, right = 0, top = 0] = annotation.rect ?? []
    const lines = linesOf(annotation)
    const given = annotation.defaultAppearanceData?.fontSize ?? 0
    const size = given > 0 ? given : Math.max(1, Math.min(SIZE, top - bottom))
    // The text of a field of one line stands in its middle, a longer one begins at the top.
    const first = lines.length === 1 ? (top + bottom - size) / 2 + size * 0.2 : top - size
    return lines.map((str, at) => ({
      str: `${str} `, // what stands in the next field is another word
      dir: 'ltr',
      transform: [size, 0, 0, size, left, first - at * size * LEADING],
      width: Math.min(str.length * size * WIDTH, right - left),
      height: size,
      fontName: '',
      hasEOL: false,
    }))
  })
}

function linesOf(annotation: Annotation): string[] {
  const { subtype, fieldType, fieldValue, textContent = [], contentsObj } = annotation
  if (annotation.hidden === true || annotation.password === true) return []
  if (subtype === 'FreeText') return textContent.length > 0 ? [...textContent] : split(contentsObj?.str)
  if (subtype !== 'Widget' || (fieldType !== 'Tx' && fieldType !== 'Ch')) return []
  const values = [fieldValue].flat().filter(value => typeof value === 'string' && value.trim() !== '')
  // The appearance has the lines as they are set.
  const shown = textContent.filter(line => line.trim() !== '')
  return fieldType === 'Tx' && shown.length > 0 ? shown : values.flatMap(split)
}

function split(text: string | unknown): string[] {
  return typeof text === 'string' ? text.split(/\r\n|\n|\r/u).filter(line => line.trim() !== '') : []
}
