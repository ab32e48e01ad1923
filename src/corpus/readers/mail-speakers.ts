// Who says what in a mail? Marks quotations with the person whose words they are, and makes quotations of what only a header block sets apart.
import type { Blockquote, Nodes, Root, RootContent } from 'mdast'
import { spanning } from '../rendition.ts'
import { attributionIn } from './mail-attribution.ts'
import { type HeaderBlock, headerBlockAt, isPartingLine } from './mail-header-blocks.ts'
import type { TextLine } from './text-lines.ts'

/** Whose words quotations are: a name, or null where nobody is named. */
type Speaker = string | null

/** The blocks of a mail, each quotation at any depth with its speaker. */
export function withSpeakers(root: Root): Root {
  return { ...root, children: speak(root.children, 0, []) }
}

/** Lines of a text mail, with a new paragraph where a header block begins and ends, and each of its fields a line of its own in it. */
export function withHeaderBlocks(lines: readonly TextLine[]): TextLine[] {
  const begins = new Set<number>()
  const fields = new Set<number>()
  for (let at = 0; at < lines.length; ) {
    const depth = lines[at]?.depth
    const next = lines.slice(at, at + 30)
    const end = next.findIndex(line => line.text === '' || line.depth !== depth)
    const header = headerBlockAt(next.slice(0, end === -1 ? next.length : end).map(({ text }) => text))
    if (header !== null) begins.add(at).add(at + header.lines)
    for (const field of header?.fields ?? []) fields.add(at + field)
    at += header?.lines ?? 1
  }
  return lines.map((line, at) => ({
    ...line,
    ...(begins.has(at) ? { begins: true } : {}),
    ...(fields.has(at) ? { isField: true } : {}),
  }))
}

/** @param known whose words the quotations at each depth were last */
function speak(blocks: readonly RootContent[], depth: number, known: Speaker[]): RootContent[] {
  return segments(blocks, depth).flatMap(({ speaker, blocks: own }) => {
    if (speaker === undefined) return marked(own, depth, known)
    known.length = depth
    known[depth] = speaker
    return [quotation(marked(own, depth + 1, known), speaker)]
  })
}

interface Segment {
  /** Undefined of what stands before the first quoted message. */
  readonly speaker: Speaker | undefined
  readonly blocks: RootContent[]
}

/** Blocks cut where a message begins that nothing but its header, or a line before it, sets apart. */
function segments(blocks: readonly RootContent[], depth: number): Segment[] {
  const lastQuotation = blocks.findLastIndex(({ type }) => type === 'blockquote')
  let segment: Segment = { speaker: undefined, blocks: [] }
  const found = [segment]
  for (let at = 0; at < blocks.length; ) {
    const cut = cutAt(blocks, at, depth === 0 && at > lastQuotation)
    const size = cut?.blocks ?? 1
    segment.blocks.push(...blocks.slice(at, at + size))
    at += size
    if (cut !== null && at < blocks.length) {
      segment = { speaker: cut.sender, blocks: [] }
      found.push(segment)
    }
  }
  return found.filter(({ blocks: own }) => own.length > 0)
}

/** @param isLast whether no quotation follows that an attribution could be about */
function cutAt(
  blocks: readonly RootContent[],
  at: number,
  isLast: boolean,
): { blocks: number; sender: Speaker } | null {
  const header = headerAt(blocks, at)
  if (header !== null) return header
  const lines = linesOf(blocks[at])
  const isParting = lines.length === 1 && isPartingLine(lines[0] ?? '')
  if (isParting && blocks[at + 1]?.type !== 'blockquote') return { blocks: 1, sender: null }
  const attribution = isLast ? attributionIn(lines) : null
  return attribution?.isDated === true && attribution.speaker !== null
    ? { blocks: 1, sender: attribution.speaker }
    : null
}

/** Most blocks that a header block is made of, where each of its lines is a paragraph. */
const MOST_BLOCKS = 12

function headerAt(blocks: readonly RootContent[], from: number): (HeaderBlock & { blocks: number }) | null {
  const lines: string[] = []
  const ends: number[] = []
  for (const block of blocks.slice(from, from + MOST_BLOCKS)) {
    const own = linesOf(block)
    if (own.length === 0) break
    lines.push(...own)
    ends.push(lines.length)
  }
  const header = headerBlockAt(lines)
  const last = header === null ? -1 : ends.indexOf(header.lines)
  return header === null || last === -1 ? null : { ...header, blocks: last + 1 }
}

function marked(blocks: readonly RootContent[], depth: number, known: Speaker[]): RootContent[] {
  return blocks.map((block, at) => {
    if (block.type !== 'blockquote') return block
    const before = blocks.slice(Math.max(0, at - 2), at).findLast(({ type }) => type !== 'thematicBreak')
    const attribution = attributionIn(linesOf(before)) ?? attributionInside(block)
    if (attribution !== null) known.length = depth
    const speaker = attribution === null ? (known[depth] ?? null) : attribution.speaker
    known[depth] = speaker
    return quotation(speak(block.children, depth + 1, known), speaker, block)
  })
}

/** Some programs quote the attribution with the words that it is about. */
function attributionInside({ children: [first, second] }: Blockquote): ReturnType<typeof attributionIn> {
  if (second === undefined || second.type === 'blockquote') return null
  const attribution = attributionIn(linesOf(first))
  return attribution?.isDated === true ? attribution : null
}

function quotation(children: readonly RootContent[], speaker: Speaker, written?: Blockquote): Blockquote {
  const start = children[0]?.position?.start.offset ?? 0
  const end = children.at(-1)?.position?.end.offset ?? start
  return {
    type: 'blockquote',
    position: written?.position ?? spanning(start, end),
    children: children as Blockquote['children'],
    data: { speaker },
  }
}

/** The lines of a paragraph, a heading or a table, as they are shown. */
function linesOf(block: Nodes | undefined): string[] {
  if (block?.type !== 'paragraph' && block?.type !== 'heading' && block?.type !== 'table') return []
  const written =
    block.type === 'table'
      ? block.children.map(row => row.children.map(shown).join(' ')).join('\n')
      : shown(block)
  const lines = written.split('\n').map(line => line.trim())
  return lines.filter(line => line !== '')
}

function shown(node: Nodes): string {
  if ('value' in node) return node.value
  if (node.type === 'break') return '\n'
  return 'children' in node ? node.children.map(shown).join('') : ''
}
