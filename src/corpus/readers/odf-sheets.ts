// Which rows do the sheets of an OpenDocument workbook have? Cells as they are displayed; what repeats is written out, what is hidden apart.
import { UnreadableError } from '../rendition.ts'
import type { SheetCell } from './sheet-parts.ts'
import { BLANK, type NumberedRow, writeSheet } from './sheet-text.ts'
import type { TextWriter } from './text-writer.ts'
import { readXmlEvents } from './xml-events.ts'

/** Cells with words that repetition may make in one file. */
const MOST = 5_000_000
const LAST_COLUMN = 16_383

const FIGURES = new Set(['float', 'percentage', 'currency', 'date', 'time'])

/** @throws {UnreadableError} */
export function readOdfSheets(content: string, writer: TextWriter): void {
  const styles = hiddenSheetStyles(content)
  const reader = new Reader(writer, styles)
  readXmlEvents(content, 'content.xml', reader)
}

/** The styles of sheets that are not displayed. */
function hiddenSheetStyles(content: string): ReadonlySet<string> {
  const hidden = new Set<string>()
  let style = ''
  readXmlEvents(content, 'content.xml', {
    open(name, attributes) {
      if (name === 'style') style = attributes['style:name'] ?? ''
      else if (name === 'table-properties' && attributes['table:display'] === 'false') hidden.add(style)
    },
    close() {},
    text() {},
  })
  return hidden
}

class Reader {
  private readonly writer: TextWriter
  private readonly hiddenStyles: ReadonlySet<string>
  private name = ''
  private isHidden = false
  private rows: NumberedRow[] = []
  private hiddenRows: NumberedRow[] = []
  private readonly heads = new Set<NumberedRow>()
  private notes: string[] = []
  private number = 1
  private last = 0
  private isHeadRow = false
  private cells: SheetCell[] = []
  /** Blank cells that wait for one that is not: the last of a row are none. */
  private gap = 0
  private row = { times: 1, isHidden: false }
  private cell = { times: 1, type: '' }
  private lines: string[] = []
  private noteLines: string[] = []
  private made = 0
  /** Elements around this one: which of them decide what a text belongs to. */
  private depthOfTable = 0
  private depthOfCell = 0
  private depthOfNote = 0
  private depthOfText = 0

  constructor(writer: TextWriter, hiddenStyles: ReadonlySet<string>) {
    this.writer = writer
    this.hiddenStyles = hiddenStyles
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'table':
        if (this.depthOfTable++ === 0) this.startSheet(attributes)
        break
      case 'table-header-rows':
        this.isHeadRow = true
        break
      case 'table-row': {
        const visibility = attributes['table:visibility'] ?? 'visible'
        this.row = {
          times: times(attributes['table:number-rows-repeated']),
          isHidden: visibility !== 'visible',
        }
        this.cells = []
        this.gap = 0
        break
      }
      case 'table-cell':
      case 'covered-table-cell':
        if (this.depthOfCell++ > 0) break
        this.cell = {
          times: times(attributes['table:number-columns-repeated']),
          type: attributes['office:value-type'] ?? '',
        }
        this.lines = []
        this.noteLines = []
        break
      case 'annotation':
        this.depthOfNote++
        break
      case 'p':
        if (this.depthOfCell > 0 && this.depthOfText++ === 0) this.current.push('')
        break
      case 's':
        this.text(' '.repeat(Math.min(200, times(attributes['text:c']))))
        break
      case 'tab':
      case 'line-break':
        this.text(name === 'tab' ? ' ' : '\n')
        break
    }
  }

  close(name: string): void {
    switch (name) {
      case 'table':
        if (--this.depthOfTable === 0) this.endSheet()
        break
      case 'table-header-rows':
        this.isHeadRow = false
        break
      case 'table-row':
        this.endRow()
        break
      case 'table-cell':
      case 'covered-table-cell':
        if (--this.depthOfCell === 0) this.endCell()
        break
      case 'annotation':
        this.depthOfNote--
        break
      case 'p':
        if (this.depthOfText > 0) this.depthOfText--
        break
    }
  }

  text(text: string): void {
    if (this.depthOfText === 0) return
    const lines = this.current
    lines[lines.length - 1] += text
  }

  private get current(): string[] {
    return this.depthOfNote > 0 ? this.noteLines : this.lines
  }

  private startSheet(attributes: Readonly<Record<string, string>>): void {
    this.name = attributes['table:name'] ?? ''
    this.isHidden = this.hiddenStyles.has(attributes['table:style-name'] ?? '')
    this.rows = []
    this.hiddenRows = []
    this.notes = []
    this.number = 1
    this.last = 0
  }

  private endSheet(): void {
    const { writer, name, isHidden, rows, heads, hiddenRows: hidden, notes } = this
    writeSheet(writer, { name, isHidden, rows, heads, hidden, notes })
  }

  private endRow(): void {
    const { cells, row } = this
    const isBlank = cells.every(({ text }) => text === '')
    if (isBlank) {
      this.number += row.times
      return
    }
    this.count(cells.length * row.times)
    for (let time = 0; time < row.times; time++) {
      const made = { number: this.number, cells }
      if (row.isHidden) this.hiddenRows.push(made)
      else {
        if (this.number > this.last + 1 && this.rows.length > 0) this.rows.push({ number: 0, cells: [] })
        this.rows.push(made)
        if (this.isHeadRow) this.heads.add(made)
      }
      this.last = this.number++
    }
  }

  private endCell(): void {
    const text = this.lines.join('\n').trim()
    const { times: wide, type } = this.cell
    const note = this.noteLines.join('\n').trim()
    if (note !== '') this.notes.push(note)
    if (text === '') {
      this.gap = Math.min(LAST_COLUMN, this.gap + wide)
      return
    }
    for (; this.gap > 0; this.gap--) this.cells.push(BLANK)
    this.count(wide)
    const cell = { text, isFigure: FIGURES.has(type) }
    for (let time = 0; time < wide; time++) this.cells.push(cell)
  }

  private count(cells: number): void {
    this.made += cells
    if (this.made > MOST)
      throw new UnreadableError(
        'archive-too-large',
        'The sheets of the file repeat their cells more often than is read. It was left out.',
      )
  }
}

function times(value: string | undefined): number {
  return Math.max(1, Math.min(1e7, Number(value ?? 1) || 1))
}
