// How do the parts of an office document become one text with its tree? Blocks one after the other, each at its place in the text.
import type {
  BlockContent,
  FootnoteDefinition,
  ListItem,
  PhrasingContent,
  Root,
  RootContent,
  TableCell,
  TableRow,
} from 'mdast'
import type { BoilerplateReason } from '../../domain/document.ts'
import { type PageStart, type RowStart, spanning, UnreadableError } from '../rendition.ts'

/** UTF-16 code units of the longest text that is read out of one file: so many that no book and no table of people is longer. */
const LONGEST = 128 * 1024 * 1024

export interface WrittenRow {
  readonly cells: readonly string[]
  /** Of a sheet: its 1-based number. */
  readonly number?: number
}

const BREAK = '\n\n'

/** Writes blocks; a line break within one stays one. */
export class TextWriter {
  private readonly parts: string[] = []
  private length = 0
  private readonly children: RootContent[] = []
  readonly pages: PageStart[] = []
  readonly rows: RowStart[] = []
  /** The sheet whose rows are written now. */
  sheet: string | undefined = undefined
  /** Why what is written now stands apart, or undefined. */
  apart: BoilerplateReason | undefined = undefined

  get source(): string {
    return this.parts.join('')
  }

  get root(): Root {
    return { type: 'root', children: this.children }
  }

  /** Where what is written next begins. */
  get end(): number {
    return this.length
  }

  /** Whether nothing was written. */
  get isBlank(): boolean {
    return this.children.length === 0
  }

  /** What is written from here on stands on this page or slide. */
  page(page: number): void {
    this.pages.push({ at: this.length, page })
  }

  /** What is written from here on stands in this row of the sheet, or in none. */
  startRow(row: number | null): void {
    this.rows.push({ at: this.length, row, ...(this.sheet === undefined ? {} : { sheet: this.sheet }) })
  }

  /** A heading without words ends the section before it. */
  heading(depth: number, words: string): void {
    const start = this.length
    const children = this.phrases(words)
    const level = Math.max(1, Math.min(6, depth)) as 1 | 2 | 3 | 4 | 5 | 6
    this.add({ type: 'heading', depth: level, children, position: spanning(start, this.length) })
  }

  paragraph(words: string): void {
    if (words.trim() === '') return
    this.add(this.paragraphOf(words))
  }

  quote(words: string): void {
    if (words.trim() === '') return
    const paragraph = this.paragraphOf(words)
    this.add({ type: 'blockquote', children: [paragraph], position: paragraph.position })
  }

  /** The items of a list, one below the other. */
  list(items: readonly string[]): void {
    const filled = items.filter(item => item.trim() !== '')
    if (filled.length === 0) return
    const start = this.length
    const children = filled.map((item, at): ListItem => {
      if (at > 0) this.write('\n')
      const paragraph = this.paragraphOf(item)
      return { type: 'listItem', children: [paragraph], position: paragraph.position }
    })
    this.add({ type: 'list', children, position: spanning(start, this.length) })
  }

  /** What belongs to the text and stands beside it: notes, what a speaker noted, comments. */
  note(paragraphs: readonly string[]): void {
    const filled = paragraphs.filter(words => words.trim() !== '')
    if (filled.length === 0) return
    const start = this.length
    const children = filled.map((words, at): BlockContent => {
      if (at > 0) this.write('\n')
      return this.paragraphOf(words)
    })
    const identifier = `note-${this.children.length}`
    const position = spanning(start, this.length)
    this.add({ type: 'footnoteDefinition', identifier, children, position } satisfies FootnoteDefinition)
  }

  /**
   * @param head the labels of the columns; those of a table that was written before; or null
   * @returns the row of the heads
   */
  table(head: WrittenRow | TableRow | null, rows: readonly WrittenRow[]): TableRow | null {
    const start = this.length
    const first = head === null ? null : 'type' in head ? head : this.row(head)
    const others = rows.map(row => this.row(row))
    // A table of heads alone is no row of words.
    if (first !== null && rows.length === 0) others.push(emptyRow(this.length))
    const children = [first ?? emptyRow(start), ...others]
    this.add({ type: 'table', children, position: spanning(start, this.length) })
    return first
  }

  private row({ cells, number }: WrittenRow): TableRow {
    const start = this.length
    if (number !== undefined) this.startRow(number)
    const children = cells.map((cell, at): TableCell => {
      if (at > 0) this.write('\t')
      const from = this.length
      const phrases = this.phrases(cell)
      return { type: 'tableCell', children: phrases, position: spanning(from, this.length) }
    })
    const position = spanning(start, this.length)
    this.write('\n')
    return { type: 'tableRow', children, position }
  }

  private paragraphOf(words: string): BlockContent & { position: ReturnType<typeof spanning> } {
    const start = this.length
    const children = this.phrases(words.trim())
    return { type: 'paragraph', children, position: spanning(start, this.length) }
  }

  private phrases(words: string): PhrasingContent[] {
    const phrases: PhrasingContent[] = []
    for (const [at, line] of words.split(/\r\n|[\n\r\v\u2028]/u).entries()) {
      if (at > 0) {
        phrases.push({ type: 'break', position: spanning(this.length, this.length + 1) })
        this.write('\n')
      }
      const start = this.length
      this.write(line)
      if (line !== '') phrases.push({ type: 'text', value: line, position: spanning(start, this.length) })
    }
    return phrases
  }

  private add(block: RootContent): void {
    if (this.apart !== undefined) block.data = { ...block.data, boilerplate: this.apart }
    this.children.push(block)
    this.write(BREAK)
  }

  private write(text: string): void {
    this.length += text.length
    if (this.length > LONGEST)
      throw new UnreadableError(
        'too-much-text',
        'The file holds more than 128 million characters of text. It was left out; split it.',
      )
    this.parts.push(text)
  }
}

function emptyRow(at: number): TableRow {
  return { type: 'tableRow', children: [], position: spanning(at, at) }
}
