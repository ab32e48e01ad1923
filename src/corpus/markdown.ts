// What blocks does this Markdown have? Those of its tree, in the places of the file, however long it is.
import type { Nodes, Root, RootContent } from 'mdast'
import { keepSpokenLines } from './definitions.ts'
import { numberItems } from './list-numbers.ts'
import { parseTree } from './markdown-parser.ts'
import { separateLevels } from './quotation-levels.ts'

/** Files larger than this are parsed in pieces, cut between blocks, to bound the memory of the tree. */
const PIECE_LENGTH = 1_000_000

/**
 * Parses a whole file. Every node's `position` holds UTF-16 offsets and 1-based lines of the file,
 * a byte-order mark at its start counted as a character.
 */
export function parseMarkdown(source: string): Root {
  const start = source.startsWith('\uFEFF') ? 1 : 0
  if (source.length <= PIECE_LENGTH * 2) {
    const root = parseTree(source.slice(start))
    if (start > 0) for (const child of root.children) shift(child, start, 0)
    return asWritten(root, source)
  }
  return asWritten(parseInPieces(source, start), source)
}

/** What Markdown drops or joins, and a reader sees. */
function asWritten(root: Root, source: string): Root {
  return numberItems(separateLevels(keepSpokenLines(root, source), source), source)
}

function parseInPieces(source: string, start: number): Root {
  const definitions = (source.match(/^ {0,3}\[[^\]\n]+\]:[^\n]*$/gmu) ?? []).join('\n')
  const children: RootContent[] = []
  let lines = 0
  for (const [from, to] of pieces(source, start)) {
    const piece = source.slice(from, to)
    const { children: parsed } = parseTree(`${piece}\n\n${definitions}`)
    for (const child of parsed) {
      if (offsetOf(child) >= piece.length) continue
      shift(child, from, lines)
      children.push(child)
    }
    lines += countLines(piece)
  }
  return { type: 'root', children }
}

/** Cuts after a blank line, before an unindented letter or heading, outside fences. */
function* pieces(source: string, start: number): Generator<readonly [number, number]> {
  const line = /[^\n]*\n?/gu
  let from = start
  let fence: string | null = null
  let blankBefore = false
  line.lastIndex = start
  for (let at = start; at < source.length; at = line.lastIndex) {
    const text = line.exec(source)?.[0] ?? ''
    if (text === '') break
    const cut = at - from >= PIECE_LENGTH && blankBefore && fence === null && /^[#\p{L}]/u.test(text)
    if (cut) {
      yield [from, at]
      from = at
    }
    const mark = /^ {0,3}(`{3,}|~{3,})/u.exec(text)?.[1]
    if (mark !== undefined) {
      if (fence === null) fence = mark
      else if (mark.startsWith(fence)) fence = null
    }
    blankBefore = text.trim() === ''
  }
  if (from < source.length) yield [from, source.length]
}

function countLines(text: string): number {
  return text.match(/\r\n|\n|\r/gu)?.length ?? 0
}

/** Moves a tree that was parsed from a part of a file to its place in the file. */
export function shift(node: Nodes, characters: number, lines: number): void {
  const position = node.position
  if (position !== undefined) {
    for (const point of [position.start, position.end]) {
      point.offset = (point.offset ?? 0) + characters
      point.line += lines
    }
  }
  if ('children' in node) for (const child of node.children) shift(child, characters, lines)
}

function offsetOf(node: Nodes): number {
  return node.position?.start.offset ?? 0
}

/** Start and end offsets of a parsed node. */
export function span(node: Nodes): { start: number; end: number } {
  const { position } = node
  if (position?.start.offset === undefined || position.end.offset === undefined) {
    throw new TypeError(`a parsed ${node.type} node has no position`)
  }
  return { start: position.start.offset, end: position.end.offset }
}
