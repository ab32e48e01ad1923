// Where does a file's front matter stand, and what is it written in? Nothing that may be text is taken for it.

import { isKnownKey } from '../metadata-keys.ts'
import type { FrontMatter, FrontMatterForm } from './block.ts'
import { findHeaders } from './headers.ts'
import { findJson } from './json.ts'
import { entriesOf, isProse, type Line, linesOf } from './lines.ts'

/** The longest block, in UTF-16 code units. */
const LONGEST = 1 << 18

export function findFrontMatter(source: string): FrontMatter | null {
  const start = /^\uFEFF?(?:[ \t]*(?:\r\n|\n|\r))*/u.exec(source)?.[0].length ?? 0
  const block = source.slice(start, start + LONGEST)
  const fence = /^(?:(---)(?:[ \t]{0,4}(yaml|json|toml))?|(\+\+\+)|(;;;))[ \t]*(?:\r\n|\n|\r)/u.exec(block)
  if (fence === null) return findJson(block, start) ?? findHeaders(block, start)
  const [opening, dashes, named, pluses] = fence
  const lines = linesOf(block, opening.length)
  if (dashes !== undefined && (named ?? 'yaml') === 'yaml') return findYaml(lines, start, opening.length)
  const mark = dashes ?? pluses ?? ';;;'
  const closing = lines.findIndex(({ text }) => text.trimEnd() === mark)
  if (closing === -1) return null
  const form = pluses !== undefined || named === 'toml' ? 'toml' : 'json'
  const inner = lines.slice(0, closing)
  const isRecord = form === 'toml' ? isToml(inner) : /^\s*\{/u.test(inner.map(({ text }) => text).join('\n'))
  return isRecord ? fenced(form, start, opening.length, inner, lines[closing]) : null
}

function fenced(
  form: FrontMatterForm,
  start: number,
  from: number,
  inner: readonly Line[],
  closing: Line | undefined,
): FrontMatter {
  const to = inner.at(-1)?.end ?? from
  const end = closing?.end ?? to
  return {
    form,
    start,
    end: start + end,
    from: start + from,
    to: start + to,
    isClosed: closing !== undefined,
  }
}

function findYaml(lines: readonly Line[], start: number, from: number): FrontMatter | null {
  const closing = lines.findIndex(({ text }) => /^(?:---|\.\.\.)[ \t]*$/u.test(text))
  if (closing !== -1) {
    const inner = lines.slice(0, closing)
    if (isYaml(inner)) return fenced('yaml', start, from, inner, lines[closing])
  }
  const count = unclosedLines(closing === -1 ? lines : lines.slice(0, closing))
  return count === 0 ? null : fenced('yaml', start, from, lines.slice(0, count), undefined)
}

/** Whether lines between two fences are front matter. Two thematic breaks may stand around text. */
function isYaml(lines: readonly Line[]): boolean {
  if (lines.every(({ text }) => text.trim() === '')) return true
  // A heading between two breaks looks like a block of nothing but comments.
  if (lines.every(({ text }) => text.trim() === '' || text.startsWith('#'))) return false
  const { entries, strays } = entriesOf(lines)
  if (entries.length === 0) return /^[{?]/u.test(lines.find(({ text }) => text.trim() !== '')?.text ?? '')
  if (strays.some(({ isAfterBlank }) => isAfterBlank) || strays.length > entries.length) return false
  const isKnown = entries.some(({ key }) => isKnownKey(key))
  // A blank line after the first fence is a sign of text: then a `#` begins a heading and no comment.
  if (lines[0]?.text.trim() === '')
    return isKnown && !entries.some(isProse) && !lines.some(({ text }) => text.startsWith('#'))
  return isKnown || !entries.some(isProse)
}

/** How many lines after an opening fence are front matter where none closes it: entries with known keys, up to the text. */
function unclosedLines(lines: readonly Line[]): number {
  let count = 0
  for (let at = 0; at < lines.length; ) {
    let end = at
    while (end < lines.length && lines[end]?.text.trim() !== '') end++
    const { entries, strays } = entriesOf(lines.slice(at, end))
    const isKnown =
      at === 0 ? entries.some(({ key }) => isKnownKey(key)) : entries.every(({ key }) => isKnownKey(key))
    if (entries.length === 0 || strays.length > 0 || !isKnown || entries.some(isProse)) break
    count = end
    while (end < lines.length && lines[end]?.text.trim() === '') end++
    at = end
  }
  return count
}

/** Whether lines between two fences are TOML: assignments, tables, and what goes on from them. */
function isToml(lines: readonly Line[]): boolean {
  const filled = lines.filter(({ text }) => text.trim() !== '' && !/^\s*#/u.test(text))
  const assignments = filled.filter(
    ({ text }) => /^\s*[\w."'-]+\s*=/u.test(text) || /^\s*\[{1,2}[^\]]+\]{1,2}\s*$/u.test(text),
  )
  return filled.length === 0 || (assignments.length > 0 && assignments[0] === filled[0])
}
