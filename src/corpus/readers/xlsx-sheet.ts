// What stands in the cells of a worksheet? Rows of texts as they are displayed; rows that are hidden apart.

import type { SheetCell } from './sheet-parts.ts'
import { BLANK, type NumberedRow, type Sheet } from './sheet-text.ts'
import type { CellForms } from './xlsx-forms.ts'
import { readXmlEvents } from './xml-events.ts'

/** The texts that cells name by their number. Readings of signs are no part of them. */
export function readSharedStrings(xml: string): string[] {
  const strings: string[] = []
  let text = ''
  let isText = false
  let isReading = false
  if (xml !== '')
    readXmlEvents(xml, 'sharedStrings.xml', {
      open(name) {
        if (name === 'si') text = ''
        else if (name === 'rPh') isReading = true
        isText = name === 't' && !isReading
      },
      close(name) {
        if (name === 'si') strings.push(text)
        else if (name === 'rPh') isReading = false
        isText = false
      },
      text(part) {
        if (isText) text += part
      },
    })
  return strings
}

/** @param heads numbers of rows that are heads of tables, as the file says */
export function readSheet(
  xml: string,
  strings: readonly string[],
  forms: CellForms,
  heads: readonly number[],
): Pick<Sheet, 'rows' | 'heads' | 'hidden'> {
  const reader = new SheetReader(strings, forms)
  readXmlEvents(xml, 'A sheet', reader)
  const { rows } = reader
  const marked = new Set([...heads, ...reader.filters])
  return { rows, heads: new Set(rows.filter(({ number }) => marked.has(number))), hidden: reader.hidden }
}

interface CellStart {
  readonly column: number
  readonly type: string
  readonly style: number
}

class SheetReader {
  readonly rows: NumberedRow[] = []
  readonly hidden: NumberedRow[] = []
  /** Rows whose cells have the buttons of a filter. */
  readonly filters: number[] = []
  private readonly strings: readonly string[]
  private readonly forms: CellForms
  private number = 0
  /** Number of the last row in which something stands. */
  private last = 0
  private isHidden = false
  private cells: SheetCell[] = []
  private cell: CellStart = { column: 0, type: 'n', style: 0 }
  private value = ''
  private isValue = false
  private formula = ''
  private isFormula = false
  private isReading = false

  constructor(strings: readonly string[], forms: CellForms) {
    this.strings = strings
    this.forms = forms
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.number = Number(attributes['r'] ?? this.number + 1)
        this.isHidden = attributes['hidden'] === '1' || attributes['hidden'] === 'true'
        this.cells = []
        break
      case 'c':
        this.cell = {
          column: columnOf(attributes['r']) ?? this.cells.length,
          type: attributes['t'] ?? 'n',
          style: Number(attributes['s'] ?? 0),
        }
        this.value = ''
        this.formula = ''
        break
      case 'f':
        this.isFormula = true
        break
      case 'rPh':
        this.isReading = true
        break
      case 'v':
      case 't':
        this.isValue = !this.isReading
        break
      case 'autoFilter': {
        const row = /^\$?[A-Z]+\$?(\d+)/u.exec(attributes['ref'] ?? '')?.[1]
        if (row !== undefined) this.filters.push(Number(row))
        break
      }
    }
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.isValue = false
        break
      case 'f':
        this.isFormula = false
        break
      case 'rPh':
        this.isReading = false
        break
      case 'c':
        this.endCell()
        break
      case 'row':
        this.endRow()
        break
    }
  }

  text(text: string): void {
    if (this.isValue) this.value += text
    else if (this.isFormula) this.formula += text
  }

  /** One blank row stands for all of a gap: it parts tables. A hidden row leaves none. */
  private endRow(): void {
    if (this.cells.every(cell => cell.text === '')) return
    const row = { number: this.number, cells: this.cells }
    if (this.isHidden) this.hidden.push(row)
    else {
      if (this.number > this.last + 1 && this.rows.length > 0) this.rows.push({ number: 0, cells: [] })
      this.rows.push(row)
    }
    this.last = this.number
  }

  private endCell(): void {
    const { column, type, style } = this.cell
    if ((this.value === '' && this.formula === '') || column > LAST_COLUMN) return
    while (this.cells.length < column) this.cells.push(BLANK)
    // A program that does not calculate keeps the formula alone.
    const text = this.value === '' ? `=${this.formula}` : this.shown(type, style)
    const isFigure = (type === 'n' || type === 'd') && /\p{N}/u.test(text)
    this.cells[column] = { text, isFigure, isMarked: this.forms.isBold(style) }
  }

  private shown(type: string, style: number): string {
    const { value } = this
    switch (type) {
      case 's':
        return (this.strings[Number(value)] ?? '').trim()
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'n': {
        const number = Number(value)
        return Number.isFinite(number) ? this.forms.display(number, style) : value
      }
      default:
        return value.trim() // texts, errors (`#N/A`), days as ISO 8601
    }
  }
}

/** `XFD`, the last that Excel has. */
const LAST_COLUMN = 16_383

/** `C4` is 2. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,4}/u.exec(reference ?? '')?.[0]
  if (letters === undefined) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
