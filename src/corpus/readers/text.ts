// Here is plain text, give me its paragraphs: as people write it, wrapped or not, with quotations of mails and page breaks.
import type { Blockquote, Heading, Paragraph, Root, ThematicBreak } from 'mdast'
import { spanning } from '../rendition.ts'
import { linesOf, type TextLine } from './text-lines.ts'

/** Lines longer than this are not wrapped: each is a paragraph. */
const LONGEST_WRAPPED = 120

export interface TextOptions {
  /** Whether a short first line that stands alone is the title. */
  readonly hasTitle?: boolean
}

/** Blocks with positions; nothing in the text is read as markup. */
export function parseText(source: string, { hasTitle = false }: TextOptions = {}): Root {
  const lines = withTurns(linesOf(source))
  const root: Root = { type: 'root', children: textBlocks(lines) }
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

/** Longest name of who speaks, in UTF-16 code units. */
const LONGEST_SPEAKER = 40

/** Turns of a talk begin paragraphs: two speakers or more, who speak twice or more, stand before their words (`Q: …`, `THE PRESIDENT: …`). */
function withTurns(lines: readonly TextLine[]): readonly TextLine[] {
  const turns = new Map<string, number>()
  for (const { text } of lines) {
    const name = speakerOf(text)
    if (name !== null) turns.set(name, (turns.get(name) ?? 0) + 1)
  }
  const speakers = new Set([...turns].filter(([, count]) => count > 1).map(([name]) => name))
  if (speakers.size < 2) return lines
  return lines.map(line => (speakers.has(speakerOf(line.text) ?? '') ? { ...line, begins: true } : line))
}

function speakerOf(text: string): string | null {
  const name = /^([\p{L}\p{N}][^:\n]*):\s+\S/u.exec(text.slice(0, LONGEST_SPEAKER + 3))?.[1]
  return name !== undefined && name.length <= LONGEST_SPEAKER && name.split(/\s+/u).length <= 4 ? name : null
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

/** The line before a mail's signature. */
function parts(text: string): boolean {
  return text === '--'
}

function toBlock(run: readonly TextLine[]): Paragraph | ThematicBreak {
  const first = run[0] as TextLine // no run is empty
  const last = run.at(-1) as TextLine
  const position = spanning(first.start, last.end)
  if (run.length === 1 && (parts(first.text) || /^[\s*•·_~#=—–-]{3,}$/u.test(first.text)))
    return { type: 'thematicBreak', position }
  const value = run.map(({ text }) => text).join('\n')
  return { type: 'paragraph', position, children: [{ type: 'text', value, position }] }
}
