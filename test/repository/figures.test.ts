// Has every figure of README and docs one source? Tables and numbers that a bench measured stand in docs/figures.json, and the pages say the same.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fill, tablesByHand } from '../../bench/figures/fill.ts'
import { FIGURES, pagesWithFigures } from '../../bench/figures/pages.ts'
import { type Figures, readFigures, writeFigures } from '../../bench/figures/table.ts'
import { ROOT } from '../support/fixtures.ts'

describe.each(pagesWithFigures())('%s', path => {
  const text = readFileSync(join(ROOT, path), 'utf8')

  it('has the figures of the file', () => {
    expect(fill(text, readFigures(FIGURES), path)).toBe(text)
  })

  it('has no table of figures besides', () => {
    expect(tablesByHand(text)).toEqual([])
  })
})

describe('the file of figures', () => {
  const figures: Figures = {
    engines: {
      measured: '2026-01-31',
      head: ['system', 'any', 'all'],
      rows: [
        ['Lede', '1.50', '2,000'],
        ['a peer', '0.50', '1,000'],
      ],
    },
  }
  const page = (inside: string): string => `# Speed\n\n${inside}\n`

  it('fills a table, a cell and a ratio', () => {
    const told = page('<!-- figures: engines --><!-- /figures -->\n\nIt takes <!-- figure: engines | Lede | any -->9<!-- /figure --> ms, <!-- ratio: engines | any | Lede | a peer -->9<!-- /ratio --> times as long, and <!-- ratio: engines | all | Lede | a peer -->9<!-- /ratio --> times there.') // biome-ignore format: one page
    const filled = fill(told, figures, 'a.md')
    expect(filled).toContain('| system | any | all |\n| --- | ---: | ---: |\n| Lede | 1.50 | 2,000 |\n')
    expect(filled.replaceAll(/<!--.*?-->/gu, '')).toContain(
      'It takes 1.50 ms, 3.0 times as long, and 2.0 times there.',
    )
    expect(fill(filled, figures, 'a.md')).toBe(filled)
  })

  it.each([
    ['figures: nothing', 'figures', 'a.md:3: the file of figures has no table “nothing”.'],
    ['figure: engines | Nobody | any', 'figure', 'a.md:3: the table has no row “Nobody”.'],
    ['figure: engines | Lede | none', 'figure', 'a.md:3: the table has no column “none”.'],
    ['ratio: engines | system | Lede | a peer', 'ratio', 'a.md:3: “Lede” is no number.'],
  ])('tells where it is asked for what it has not: %s', (asked, kind, message) => {
    expect(() => fill(page(`<!-- ${asked} -->1<!-- /${kind} -->`), figures, 'a.md')).toThrow(message)
  })

  it('is read as it was written, and keeps the other tables', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lede-figures-'))
    try {
      const path = join(folder, 'figures.json')
      writeFigures(path, figures)
      expect(readFigures(path)).toEqual(figures)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('has every table of figures: one by hand is found, one of words is not', () => {
    const byHand = '| system | ms |\n|---|---|\n| Lede | 1.5 |\n| a peer | .5 |\n'
    const ofWords = '| option | means |\n|---|---|\n| `-a` | all of 3 |\n'
    expect(tablesByHand(page(byHand))).toEqual([3])
    expect(tablesByHand(page(ofWords))).toEqual([])
    expect(tablesByHand(fill(page('<!-- figures: engines --><!-- /figures -->'), figures, 'a.md'))).toEqual(
      [],
    )
  })
})
