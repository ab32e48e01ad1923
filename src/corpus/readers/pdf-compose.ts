// How do the blocks of a PDF become a text with its tree? Lines joined, tables as rows, and the places where pages begin.
import type { Root, RootContent, TableCell, TableRow, Text } from 'mdast'
import type { Position } from 'unist'
import type { BoilerplateReason } from '../../domain/document.ts'
import { lineJoint } from '../line-ends.ts'
import { type PageStart, type RecognisedWord, spanning } from '../rendition.ts'
import { type TextEvidence, textEvidence } from '../text-evidence.ts'
import type { Row } from './pdf-columns.ts'
import type { Line } from './pdf-lines.ts'

export interface Composed {
  readonly source: string
  readonly root: Root
  readonly pages: readonly PageStart[]
  readonly recognised?: readonly RecognisedWord[]
}

export interface Block {
  readonly lines: Line[]
  /** Of a heading, else null. */
  readonly depth: number | null
  /** Where its longest line ends. */
  right: number
  /** Of a table. */
  readonly rows?: readonly Row[]
}

/** Blocks one after the other, heads and feet of pages between them. */
export function compose(blocks: readonly Block[], furniture: readonly Line[]): Composed {
  const writer = new Writer(
    textEvidence(() => [blocks.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n')]),
  )
  const waiting = [...furniture].sort((a, b) => a.page - b.page).values()
  let next = waiting.next()
  for (const { lines, depth, rows } of blocks) {
    const page = lines[0]?.page ?? 1
    // Heads and feet come before the first block of a later page: never inside a paragraph that goes on there.
    for (; !next.done && next.value.page < page; next = waiting.next())
      writer.addLines([next.value], null, 'footer')
    if (rows === undefined) writer.addLines(lines, depth)
    else writer.addTable(rows)
  }
  for (; !next.done; next = waiting.next()) writer.addLines([next.value], null, 'footer')
  return writer.composed()
}

const BREAK = '\n\n'

/** Writes blocks one after the other, their lines joined, and remembers where pages begin. */
class Writer {
  private source = ''
  private readonly pages: PageStart[] = []
  private readonly recognised: RecognisedWord[] = []
  private readonly children: RootContent[] = []
  private readonly evidence: TextEvidence

  constructor(evidence: TextEvidence) {
    this.evidence = evidence
  }

  composed(): Composed {
    return {
      source: this.source,
      root: { type: 'root', children: this.children },
      pages: this.pages,
      ...(this.recognised.length === 0 ? {} : { recognised: this.recognised }),
    }
  }

  addLines(lines: readonly Line[], depth: number | null, boilerplate?: BoilerplateReason): void {
    const text = this.write(lines)
    const level = depth as 1 | 2 | 3 | 4 | 5 | 6
    this.children.push({
      ...(depth === null ? { type: 'paragraph' } : { type: 'heading', depth: level }),
      children: [text],
      position: text.position,
      ...(boilerplate === undefined ? {} : { data: { boilerplate } }),
    })
    this.source += BREAK
  }

  addTable(rows: readonly Row[]): void {
    const start = this.source.length
    const written = wholeRows(rows).map(cells => {
      const from = this.source.length
      const children = cells.map((lines): TableCell => {
        const text = this.write(lines)
        this.source += '\t'
        return { type: 'tableCell', children: [text], position: text.position }
      })
      this.source = `${this.source.trimEnd()}\n`
      return {
        type: 'tableRow',
        children,
        position: spanning(from, this.source.length - 1),
      } satisfies TableRow
    })
    const empty: TableRow = { type: 'tableRow', children: [], position: spanning(start, start) }
    const children = hasHead(rows) ? written : [empty, ...written]
    this.children.push({ type: 'table', children, position: spanning(start, this.source.length - 1) })
    this.source += '\n'
  }

  private write(lines: readonly WrittenLine[]): Text & { position: Position } {
    const start = this.source.length
    const parts: string[] = []
    let length = 0
    for (const { text, page, words = [] } of lines) {
      const last = parts.at(-1)
      const { drop, between, skip } = last === undefined ? NO_JOINT : lineJoint(last, text, this.evidence)
      if (last !== undefined) parts[parts.length - 1] = last.slice(0, last.length - drop) + between
      length += between.length - drop
      if (this.pages.at(-1)?.page !== page) this.pages.push({ at: start + length, page })
      for (const { at, length: letters, confidence } of words)
        this.recognised.push({
          at: start + length + Math.max(0, at - skip),
          length: letters - Math.max(0, skip - at),
          confidence,
        })
      parts.push(text.slice(skip))
      length += text.length - skip
    }
    this.source += parts.join('')
    return { type: 'text', value: parts.join(''), position: spanning(start, this.source.length) }
  }
}

type WrittenLine = Pick<Line, 'text' | 'page' | 'words'>

const NO_JOINT = { drop: 0, between: '', skip: 0 } as const

/** The lines of each cell of each row: a row without its first cell goes on with the one above. */
function wholeRows(rows: readonly Row[]): WrittenLine[][][] {
  const whole: WrittenLine[][][] = []
  let above: Line | null = null
  for (const { cells, line } of rows) {
    const last = whole.at(-1)
    const goesOn =
      last !== undefined &&
      (cells[0] ?? null) === null &&
      above !== null &&
      above.y - line.y < line.size * 1.6
    if (!goesOn) whole.push(cells.map(() => []))
    for (const [column, cell] of cells.entries())
      if (cell !== null) whole.at(-1)?.[column]?.push({ ...cell, page: line.page })
    above = line
  }
  return whole
}

/** The first row is the head where it reads like one, and not like the rows below it. */
function hasHead([first, ...others]: readonly Row[]): boolean {
  const heads = (first?.cells ?? []).map(cell => cell?.text ?? '')
  const isHead =
    new Set(heads).size === heads.length && heads.every(text => text.length <= 40 && /\p{L}/u.test(text))
  if (!isHead || others.length < 2) return false
  const below = (column: number): string[] => others.map(({ cells }) => cells[column]?.text ?? '')
  if (heads.some((head, column) => AMOUNT_OF.test(head) && areMost(below(column), AMOUNT_OF))) return false
  // Words beside words may be a list of terms, whose first entry is no head: there only numbers below it tell.
  return (
    heads.length > 2 || heads.some((head, column) => !/\p{N}/u.test(head) && areMost(below(column), /\p{N}/u))
  )
}

/** `2.5 sacks` */
const AMOUNT_OF = /^[-+−]?\p{N}[\p{N}.,]*\s.*\p{L}/u

function areMost(texts: readonly string[], kind: RegExp): boolean {
  return texts.filter(text => kind.test(text)).length * 2 > texts.filter(text => text !== '').length
}
