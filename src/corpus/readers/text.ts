// Here is plain text, give me its paragraphs: as people write it, wrapped or not, with quotations of mails and page breaks.
import type { Blockquote, Heading, Paragraph, Root, RootContent, ThematicBreak } from 'mdast'
import { spanning } from '../rendition.ts'

interface Line {
  readonly start: number
  /** Without white space at its end. */
  readonly end: number
  readonly text: string
}

/** Lines longer than this are not wrapped: each is a paragraph. */
const LONGEST_WRAPPED = 120

export interface TextOptions {
  /** Whether a short first line that stands alone is the title. */
  readonly hasTitle?: boolean
}

/** Blocks with positions; nothing in the text is read as markup. */
export function parseText(source: string, { hasTitle = false }: TextOptions = {}): Root {
  const root: Root = { type: 'root', children: [] }
  for (const lines of chunks(source)) {
    const isFirst = root.children.length === 0
    for (const run of runs(lines))
      root.children.push(hasTitle && isFirst && isTitle(run) ? toTitle(run) : toBlock(run))
  }
  return root
}

/** Longest title, in UTF-16 code units. */
const LONGEST_TITLE = 120

function isTitle(run: readonly Line[]): boolean {
  const [first, ...others] = run
  if (first === undefined || others.length > 0) return false
  return first.text.length <= LONGEST_TITLE && /\p{L}/u.test(first.text) && !/[.!,;:]$|^>/u.test(first.text)
}

function toTitle(run: readonly Line[]): Heading {
  const { text, start, end } = run[0] as Line // isTitle
  const position = spanning(start, end)
  return { type: 'heading', depth: 1, position, children: [{ type: 'text', value: text, position }] }
}

/** Lines between blank lines and page breaks. */
function* chunks(source: string): Generator<Line[]> {
  let chunk: Line[] = []
  for (const { index, 1: line = '', 2: end } of source.matchAll(/([^\r\n\f]*)(\r\n|[\r\n\f]|$)/gu)) {
    const text = line.trim() // a byte-order mark too
    if (text !== '') {
      const start = index + line.length - line.trimStart().length
      chunk.push({ start, end: start + text.length, text })
    }
    if ((text === '' || end === '\f') && chunk.length > 0) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}

/** A chunk cut where quotation of a mail (`> …`) begins or ends, at list items, and at each line where lines are not wrapped. */
function* runs(lines: readonly Line[]): Generator<Line[]> {
  const isUnwrapped = lines.some(line => line.text.length > LONGEST_WRAPPED)
  let run: Line[] = []
  for (const line of lines) {
    const previous = run.at(-1)
    const cuts =
      isUnwrapped || isItem(line.text) || (previous !== undefined && isQuoted(previous) !== isQuoted(line))
    if (cuts && run.length > 0) {
      yield run
      run = []
    }
    run.push(line)
  }
  if (run.length > 0) yield run
}

function isQuoted({ text }: Line): boolean {
  return text.startsWith('>')
}

function isItem(text: string): boolean {
  return /^(?:[-*•–]|\d{1,3}[.)]|\([a-z\d]{1,3}\))\s+\S/iu.test(text)
}

function toBlock(run: readonly Line[]): RootContent {
  const first = run[0] as Line // no run is empty
  const last = run.at(-1) as Line
  const position = spanning(first.start, last.end)
  if (run.length === 1 && /^[\s*•·_~#=—–-]{3,}$/u.test(first.text))
    return { type: 'thematicBreak', position } satisfies ThematicBreak
  const isQuote = run.every(isQuoted)
  const texts = run.map(({ text }) => (isQuote ? text.replace(/^(?:>\s?)+/u, '') : text))
  const value = texts.join('\n').trim()
  const paragraph: Paragraph = {
    type: 'paragraph',
    position,
    children: value === '' ? [] : [{ type: 'text', value, position }],
  }
  return isQuote ? ({ type: 'blockquote', position, children: [paragraph] } satisfies Blockquote) : paragraph
}
