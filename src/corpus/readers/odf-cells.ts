// Which cells does a table of an OpenDocument text have? By rows, those that repeat written out, within bounds.
import type { Element } from 'xast'
import { UnreadableError } from '../rendition.ts'

/** Cells that repetition may make: more are no table of a text. */
const MOST = 1_000_000

export interface CellRow {
  readonly cells: readonly string[]
  readonly isHead: boolean
}

/** @throws {UnreadableError} where repetition makes too many */
export function cellsOf(table: Element, wordsOf: (cell: Element) => string): CellRow[] {
  const rows: CellRow[] = []
  let made = 0
  const walk = (parent: Element, isHead: boolean): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      if (child.name === 'table:table-row') {
        const cells: string[] = []
        for (const cell of child.children) {
          if (cell.type !== 'element' || !/^table:(?:covered-)?table-cell$/u.test(cell.name)) continue
          const words = cell.name === 'table:table-cell' ? wordsOf(cell) : ''
          // Repetition of what is empty fills a page up; it says nothing.
          const times = words === '' ? Math.min(repeats(cell, 'columns'), 64) : repeats(cell, 'columns')
          made += times
          if (made > MOST) throw tooMany()
          for (let time = 0; time < times; time++) cells.push(words)
        }
        while (cells.at(-1) === '') cells.pop()
        const times = cells.length === 0 ? 1 : repeats(child, 'rows')
        made += cells.length * (times - 1)
        if (made > MOST) throw tooMany()
        for (let time = 0; time < times; time++) rows.push({ cells, isHead })
      } else if (/^table:table-(?:header-)?row(?:s|-group)$/u.test(child.name))
        walk(child, isHead || child.name === 'table:table-header-rows')
    }
  }
  walk(table, false)
  return rows
}

function repeats(element: Element, what: 'rows' | 'columns'): number {
  return Math.max(1, Number(element.attributes[`table:number-${what}-repeated`] ?? 1) || 1)
}

function tooMany(): UnreadableError {
  return new UnreadableError(
    'archive-too-large',
    'A table of the file repeats its cells more often than is read. It was left out.',
  )
}
