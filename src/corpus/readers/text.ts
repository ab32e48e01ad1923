// Here is plain text, give me its paragraphs: as people write it, wrapped or not, with quotations of mails and page breaks.
import type { Blockquote, Heading, Paragraph, PhrasingContent, Root, Text, ThematicBreak } from 'mdast'
import { spanning } from '../rendition.ts'
import { endsAsSentence } from '../roles/document-view.ts'
import { isOneOfSeries } from '../roles/series.ts'
import { breaksOf, isEndedEarly, LONGEST_WRAPPED, widthOf } from './text-breaks.ts'
import { withHeadings } from './text-headings.ts'
import { linesOf, type TextLine } from './text-lines.ts'
import { withTurns } from './text-turns.ts'

export interface TextOptions {
  /** Whether a short first line that stands alone is the title. */
  readonly hasTitle?: boolean
}

/** Blocks with positions; nothing in the text is read as markup. */
export function parseText(source: string, { hasTitle = false }: TextOptions = {}): Root {
  const lines = withTurns(linesOf(source))
  const root: Root = { type: 'root', children: withHeadings(textBlocks(lines), source) }
  const title = hasTitle ? titleOf(lines) : null
  if (title !== null) root.children[0] = title
  return root
}

/** Paragraphs, and quotations with their own. */
export function textBlocks(
  lines: readonly TextLine[],
  depth = 0,
): (Paragraph | ThematicBreak | Blockquote)[] {
  const blocks: (Paragraph | ThematicBreak | Blockquote)[] = []
  const width = widthOf(lines, depth)
  for (const group of groups(lines, depth)) {
    if ((group[0]?.depth ?? 0) > depth) blocks.push(quotation(group, depth + 1))
    else for (const chunk of chunks(group)) blocks.push(...runs(chunk, width).map(run => toBlock(run, width)))
  }
  return blocks
}

/** Lines cut where a deeper quotation begins or ends; blank lines go with those before them. */
function* groups(lines: readonly TextLine[], depth: number): Generator<TextLine[]> {
  let group: TextLine[] = []
  for (const line of lines) {
    const [first] = group
    if (first !== undefined && line.text !== '' && line.depth > depth !== first.depth > depth) {
      yield group
      group = []
    }
    if (group.length > 0 || line.text !== '') group.push(line)
  }
  if (group.length > 0) yield group
}

function quotation(lines: readonly TextLine[], depth: number): Blockquote {
  const words = lines.filter(({ text }) => text !== '')
  return {
    type: 'blockquote',
    position: spanning(words[0]?.start ?? 0, words.at(-1)?.end ?? 0),
    children: textBlocks(lines, depth),
  }
}

/** Longest title, in UTF-16 code units. */
const LONGEST_TITLE = 120

/** A notice of rights names an owner, and an address a place: no text. */
const NOTICE = /^(?:©|\(c\)\s*\d{4}|copyright\s+(?:©|\(c\)|\d{4}))|https?:\/\//iu

/** `.. include::`, `// eslint`: several signs of a markup or a program, with nothing that a title may begin with. */
const MARKUP = /^(?:[./%;:|\\!<>{}@$&^`]{2,}|[#<]!)/u

/** A first line that stands alone and reads like one. */
function titleOf(lines: readonly TextLine[]): Heading | null {
  const at = lines.findIndex(({ text }) => text !== '')
  const [line, next] = lines.slice(at, at + 2)
  if (
    line === undefined ||
    line.depth > 0 ||
    (next !== undefined && next.text !== '' && line.endsPage !== true)
  )
    return null
  const { text, start, end } = line
  if (text.length > LONGEST_TITLE || !/\p{L}/u.test(text) || /[.!,;:]$/u.test(text)) return null
  if (NOTICE.test(text) || (MARKUP.test(text) && !/^\.{2,}[\p{L}\p{N}]/u.test(text))) return null
  if (isOneOfSeries(text, aloneIn(lines))) return null
  const position = spanning(start, end)
  return { type: 'heading', depth: 1, position, children: [{ type: 'text', value: text, position }] }
}

/** Lines with nothing above and below them. */
function* aloneIn(lines: readonly TextLine[]): Generator<string> {
  for (const [at, { text }] of lines.entries())
    if (text !== '' && text.length <= LONGEST_TITLE && !lines[at - 1]?.text && !lines[at + 1]?.text)
      yield text
}

/** Lines between blank lines and page breaks, and those that begin a paragraph by themselves. */
function* chunks(lines: readonly TextLine[]): Generator<TextLine[]> {
  let chunk: TextLine[] = []
  for (const line of lines) {
    if ((line.begins === true || line.text === '') && chunk.length > 0) {
      yield chunk
      chunk = []
    }
    if (line.text !== '') chunk.push(line)
    if (line.endsPage === true && chunk.length > 0) {
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}

/** A chunk cut at list items and lines that part, and at each line where lines are not wrapped. */
function runs(lines: readonly TextLine[], width: number): TextLine[][] {
  const isUnwrapped = lines.some(line => line.text.length > LONGEST_WRAPPED)
  const runs: TextLine[][] = []
  /** Where the items of a list begin, and where the text of the last one does. */
  const columns = new Set<number>()
  let itemText = Number.POSITIVE_INFINITY
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1]
    const begins =
      isItem(line.text) ||
      (mayBeItem(line.text) &&
        (before === undefined ||
          columns.has(line.indent) ||
          line.indent > itemText ||
          isEnded(before, line, width)))
    if (begins) {
      columns.add(line.indent)
      itemText = line.indent + (/^\S+\s+/u.exec(line.text)?.[0].length ?? 0)
    }
    if (before === undefined || isUnwrapped || begins || parts(line.text) || parts(before.text))
      runs.push([line])
    else runs.at(-1)?.push(line)
  }
  return runs
}

function isItem(text: string): boolean {
  return /^(?:[-*•–‣◦▪●]\s+|\+ {1,3})\S/u.test(text)
}

/** Marks that a wrapped paragraph may have at the beginning of a line as well: a number, letters in brackets, the bullet of typewriters. */
function mayBeItem(text: string): boolean {
  return /^(?:\d{1,3}[.)]|\([a-z\d]{1,3}\)|o)\s+\S/iu.test(text)
}

/** Whether a line does not go on in the next: by its last sign, or by the room that it left. */
function isEnded(line: TextLine, next: TextLine, width: number): boolean {
  return endsAsSentence(line.text) || /[:;,]$/u.test(line.text) || isEndedEarly(line, next, width)
}

/** The line before a mail's signature, or a rule; a single sign parts as well, as in `%` between sayings and `*` in a comment. */
function parts(text: string): boolean {
  return (
    /^(?:--|[%*+.#~•·§])$/u.test(text) ||
    /^(?:={3,}|-{3,}|~{3,}|_{3,}|\*{3,}|#{3,}|—{3,}|–{3,}|%{2,}|\^{4,}|`{4,}|"{4,}|'{4,}|\+{4,}|:{4,}|\.{4,})$/u.test(
      text,
    )
  )
}

function toBlock(run: readonly TextLine[], width: number): Paragraph | ThematicBreak {
  const first = run[0] as TextLine // no run is empty
  const last = run.at(-1) as TextLine
  const position = spanning(first.start, last.end)
  if (run.length === 1 && (parts(first.text) || /^[\s*•·_~#=—–-]{3,}$/u.test(first.text)))
    return { type: 'thematicBreak', position }
  const breaks = breaksOf(run, width, isItem(first.text) || mayBeItem(first.text))
  const children: PhrasingContent[] = []
  let from = 0
  for (let at = 1; at <= run.length; at++) {
    if (at < run.length && !breaks.has(at - 1) && run[at]?.isField !== true) continue
    if (from > 0) children.push({ type: 'break' })
    children.push(textOf(run.slice(from, at)))
    from = at
  }
  return { type: 'paragraph', position, children }
}

function textOf(lines: readonly TextLine[]): Text {
  const position = spanning(lines[0]?.start ?? 0, lines.at(-1)?.end ?? 0)
  return { type: 'text', value: lines.map(({ text }) => text).join('\n'), position }
}
