// Which pages have figures, and do they have those of the file?
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fill } from './fill.ts'
import { readFigures } from './table.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** The one source of all figures in README and docs. */
export const FIGURES = join(ROOT, 'docs/figures.json')

/** README and all pages of the documentation, by their paths in the repository. */
export function pagesWithFigures(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.md') && !path.includes('node_modules'))
    .map(path => join('docs', path))
  return ['README.md', ...docs.sort()]
}

/** Writes the figures of the file into the pages. @returns the pages that changed */
export function fillPages(): string[] {
  const figures = readFigures(FIGURES)
  return pagesWithFigures().filter(path => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    const filled = fill(text, figures, path)
    if (filled !== text) writeFileSync(join(ROOT, path), filled)
    return filled !== text
  })
}
