// What is given out reads elsewhere as it was: quotations in Markdown, rows of CSV.

import type { Blockquote, Nodes } from 'mdast'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { csvLine } from '../../src/domain/csv.ts'
import { quoteMarkdown } from '../../src/domain/markdown.ts'
import fc from '../support/properties.ts'

const PLACE = { path: 'a_b.md', line: 3 }

function textOf(node: Nodes): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

describe('a quotation in Markdown', () => {
  it('is the text, whatever is in it', () => {
    const sign = fc.constantFrom(
      ...'ab1 .)#>-+=*_`~[]()<>&;:!|\\"\''.split(''),
      'é',
      '¶',
      '\t',
      'https://a.b/c',
      '&amp;',
    )
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 30 }), signs => {
        const text = signs.join('')
        fc.pre(text.trim() !== '')
        const { children } = unified()
          .use(remarkParse)
          .parse(quoteMarkdown(text, 'Author, “Title”', PLACE, null))
        expect(children.map(({ type }) => type)).toEqual(['blockquote'])
        const [quoted, cited] = (children[0] as Blockquote).children
        expect([quoted?.type, textOf(quoted as Nodes)]).toEqual(['paragraph', text.trim()])
        expect(textOf(cited as Nodes)).toBe('— Author, “Title”. a_b.md, line 3')
      }),
      { numRuns: 2000 },
    )
  })

  it('leads to the original where there is one', () => {
    const quote = quoteMarkdown('One\nTwo', 'A', PLACE, 'https://example.org/a_b?c=<d>#:~:text=One')
    expect(quote).toBe('> One\n> Two\n>\n> — A. <https://example.org/a_b?c=%3Cd%3E#:~:text=One>')
    expect(quoteMarkdown('One', 'A', PLACE, 'javascript:alert(1)')).toContain('a\\_b.md, line 3')
  })
})

describe('a row of CSV', () => {
  it('is read back by the rules of RFC 4180', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') }), {
          minLength: 2,
          maxLength: 5,
        }),
        cells => {
          fc.pre(cells.every(cell => !cell.startsWith('\r')))
          expect(readCsv(csvLine(cells))).toEqual(cells)
        },
      ),
    )
  })
})

/** One row, read letter by letter. */
function readCsv(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  const row = line.slice(0, -2)
  for (let at = 0; at < row.length; at++) {
    const sign = row[at] ?? ''
    if (sign === '"' && isQuoted && row[at + 1] === '"') {
      cell += '"'
      at++
    } else if (sign === '"') isQuoted = !isQuoted
    else if (sign === ',' && !isQuoted) {
      cells.push(cell)
      cell = ''
    } else cell += sign
  }
  return [...cells, cell]
}
