// Here is plain text, give me its paragraphs: as people write it, wrapped or not, with quotations of mails and page breaks.
import type {
  Blockquote,
  Heading,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Text,
  ThematicBreak,
} from 'mdast'
import { span } from '../markdown.ts'
import { spanning } from '../rendition.ts'
import { linesOf, type TextLine } from './text-lines.ts'
import { withTurns } from './text-turns.ts'

/** Lines longer than this are not wrapped: each is a paragraph. */
const LONGEST_WRAPPED = 120

export interface TextOptions {
  /** Whether a short first line that stands alone is the title. */
  readonly hasTitle?: boolean
}

/** Blocks with positions; nothing in the text is read as markup. */
export function parseText(source: string, { hasTitle = false }: TextOptions = {}): Root {
  const lines = withTurns(linesOf(source))
  const root: Root = { type: 'root', children: underlined(textBlocks(lines), source) }
  const title = hasTitle ? titleOf(lines) : null
  if (title !== null) root.children[0] = title
  return root
}

/** How much longer or shorter than its heading an underline may be. */
const UNEVEN = 3

/** A line with a rule of its own length right below it is a heading: `=` for the first rank, another sign for the second. */
function underlined(blocks: readonly RootContent[], source: string): RootContent[] {
  const read: RootContent[] = []
  for (const block of blocks) {
    const line = read.at(-1)
    const text = line?.type === 'paragraph' && line.children.length === 1 ? line.children[0] : undefined
    if (block.type === 'thematicBreak' && text?.type === 'text' && line !== undefined) {
      const { start, end } = span(block)
      const rule = source.slice(start, end)
      const { value } = text
      const isBelow = /^[ \t]*(?:\r\n|\n|\r)[ \t]*$/u.test(source.slice(span(line).end, start))
      if (isBelow && !value.includes('\n') && Math.abs(value.length - rule.length) <= UNEVEN) {
        const position = spanning(span(line).start, end)
        read[read.length - 1] = {
          type: 'heading',
          depth: rule.startsWith('=') ? 1 : 2,
          position,
          children: [text],
        }
        continue
      }
    }
    read.push(block)
  }
  return read
}

/** Paragraphs, and quotations with their own. */
export function textBlocks(
  lines: readonly TextLine[],
  depth = 0,
): (Paragraph | ThematicBreak | Blockquote)[] {
  const blocks: (Paragraph | ThematicBreak | Blockquote)[] = []
  for (const group of groups(lines, depth)) {
    if ((group[0]?.depth ?? 0) <= depth)
      for (const chunk of chunks(group)) blocks.push(...runs(chunk).map(toBlock))
    else blocks.push(quotation(group, depth + 1))
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
  const position = spanning(start, end)
  return { type: 'heading', depth: 1, position, children: [{ type: 'text', value: text, position }] }
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
function runs(lines: readonly TextLine[]): TextLine[][] {
  const isUnwrapped = lines.some(line => line.text.length > LONGEST_WRAPPED)
  const runs: TextLine[][] = []
  for (const [at, line] of lines.entries()) {
    const cuts =
      at === 0 || isUnwrapped || isItem(line.text) || parts(line.text) || parts(lines[at - 1]?.text ?? '')
    if (cuts) runs.push([line])
    else runs.at(-1)?.push(line)
  }
  return runs
}

function isItem(text: string): boolean {
  return /^(?:[-*•–]|\d{1,3}[.)]|\([a-z\d]{1,3}\))\s+\S/iu.test(text)
}

/** The line before a mail's signature, or a rule. */
function parts(text: string): boolean {
  return text === '--' || /^(?:={3,}|-{3,}|~{3,}|_{3,}|\*{3,}|#{3,}|—{3,}|–{3,})$/u.test(text)
}

function toBlock(run: readonly TextLine[]): Paragraph | ThematicBreak {
  const first = run[0] as TextLine // no run is empty
  const last = run.at(-1) as TextLine
  const position = spanning(first.start, last.end)
  if (run.length === 1 && (parts(first.text) || /^[\s*•·_~#=—–-]{3,}$/u.test(first.text)))
    return { type: 'thematicBreak', position }
  const areLines = areSetAsLines(run)
  const children: PhrasingContent[] = []
  let from = 0
  for (let at = 1; at <= run.length; at++) {
    if (at < run.length && !areLines && run[at]?.isField !== true) continue
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

/** Of the longest line, the part that a line may fill and still be one that its writer ended. */
const ENDED_EARLY = 0.8

/**
 * Whether the lines are lines, as in verses, addresses and commands, and not the wrapped lines of a paragraph: most of them
 * end although the next word had room, and none ends in the middle of a word.
 */
function areSetAsLines(run: readonly TextLine[]): boolean {
  const room = Math.max(...run.map(({ text }) => text.length)) * ENDED_EARLY
  let early = 0
  for (const [at, { text }] of run.entries()) {
    const next = run[at + 1]
    if (next === undefined) break
    if (/[-‐¬\u00AD]$/u.test(text) || next.depth > 0) return false
    if (text.length + 1 + (/^\S+/u.exec(next.text)?.[0].length ?? 0) <= room) early++
  }
  return early * 2 > run.length - 1
}
